import { isBuilt } from './library-sources';
import { ROOT, run } from './tools';

/** Compiles the library and bundles the sandbox command, unless that is done. */
export async function buildLibrary(): Promise<void> {
  if (!isBuilt(ROOT)) {
    console.log('building the library');
    for (const task of ['compile', 'post-compile']) {
      await run('npx', ['projen', task]);
    }
  }
}
