/** The compiled library, for tests that run what is shipped; those that import this fail where it is not made of the sources as they are. */
import { join } from 'node:path';
import { isBuilt } from '../../scripts/library-sources';
import { ROOT } from '../../scripts/tools';

if (!isBuilt(ROOT)) {
  throw new Error('lib/ is not built from the sources as they are, and this test reads it: run npm test -- build');
}

export const LIBRARY = join(ROOT, 'lib');
export const COMMAND = join(LIBRARY, 'cli.js');
