/**
 * Makes the npm and PyPI packages for cdktn in dist/.
 * Usage: npm run build:cdktn [-- --version 1.2.3]
 */
import { parseArgs } from 'node:util';
import { distribute } from './packages';

const { values } = parseArgs({ options: { version: { type: 'string' } } });
distribute('cdktn', values.version).catch((error: Error) => {
  console.error(`build:cdktn: ${error.message}`);
  process.exitCode = 1;
});
