import { openRunFolder, type RunFolder } from '../../scripts/run-folder';

declare global {
  var runFolder: RunFolder;
}

/** Before jest starts its workers, which inherit the temporary folder. */
export default function setup(): void {
  globalThis.runFolder = openRunFolder();
}
