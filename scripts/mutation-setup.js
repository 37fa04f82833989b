const { readdirSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Loads the library before the tests of a file begin. It loads its parts when they are first used, which for Stryker would be the doing of
 * the test that happens to be the first one: values that a module makes would then be tried with that test alone.
 */
const SOURCES = join(process.cwd(), 'src');
readdirSync(SOURCES, { recursive: true })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('l1'))
  .forEach((file) => require(join(SOURCES, file)));
