import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './tools';

function newestChange(folder: string): number {
  return Math.max(...readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs));
}

/** Whether what is compiled is as new as its sources. */
function isBuilt(): boolean {
  const built = join(ROOT, 'lib', 'cli.js');
  return existsSync(built) && existsSync(join(ROOT, '.jsii'))
    && statSync(built).mtimeMs > Math.max(...['src', 'cli', 'sandbox'].map((folder) => newestChange(join(ROOT, folder))));
}

/** Compiles the library and bundles the sandbox command, unless that is done. */
export async function buildLibrary(): Promise<void> {
  if (!isBuilt()) {
    console.log('building the library');
    for (const task of ['compile', 'post-compile']) {
      await run('npx', ['projen', task]);
    }
  }
}
