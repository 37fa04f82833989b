/** Lint refuses an import against the direction of the layers. */
import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';

const eslint = new LegacyESLint({ cwd: resolve(__dirname, '..') });

/** What lint says of a file that would import the module. */
async function complaints(file: string, module: string): Promise<string[]> {
  const [{ messages }] = await eslint.lintText(`export * from '${module}';\n`, { filePath: file });
  return messages.filter(({ ruleId }) => ruleId === 'import/no-restricted-paths').map(({ message }) => message);
}

const LIBRARY = 'the library loads no part of the command';
const SANDBOX = 'the sandbox stands for the services';
const COMMAND = 'the command has the reader of documents and the arithmetic of rotation only';
const SCRIPTS = 'does not need its tests';

/** The order of the architecture, written again by hand: a file of each folder, those of one line being strangers to each other. */
const ORDER = [
  ['src/l1/harness/index.ts', 'src/private/refuse.ts'],
  ['src/duration.ts'],
  ['src/rotation/rotation-schedule.ts', 'src/guard/guard.ts'],
  ['src/tokens/access-token-base.ts'],
  ['src/harness/token.ts', 'src/dynatrace/api-token.ts'],
  ['src/policy/token-policy.ts'],
  ['src/index.ts'],
];

/** A module as a file of another folder would name it. */
function named(module: string, file: string): string {
  const path = relative(dirname(file), module).replace(/(\/index)?\.ts$/, '');
  return path.startsWith('.') ? path : `./${path}`;
}

const level = new Map(ORDER.flatMap((files, index) => files.map((file): [string, number] => [file, index])));
const pairs = [...level.keys()].flatMap((file) => [...level.keys()].filter((module) => module !== file && existsSync(module))
  .map((module): [string, string, boolean] => [file, module, level.get(module)! < level.get(file)!]));

// Generated files are not linted.
test.each(pairs.filter(([file]) => !file.startsWith('src/l1/')))('%s imports %s: %s', async (file, module, allowed) => {
  const found = await complaints(file, named(module, file));
  expect(found).toEqual(allowed ? [] : [expect.stringContaining('does not stand below')]);
}, 60_000);

test.each([
  ['src/harness/token.ts', '../../sandbox/index', LIBRARY],
  ['src/harness/token.ts', '../../cli/main', LIBRARY],
  ['src/harness/token.ts', '../../test/util/workspace', LIBRARY],
  ['sandbox/index.ts', '../src/duration', SANDBOX],
  ['sandbox/index.ts', '../cli/main', SANDBOX],
  ['sandbox/index.ts', '../test/util/workspace', SANDBOX],
  ['cli/main.ts', '../src/duration', COMMAND],
  ['scripts/test.ts', '../test/util/workspace', SCRIPTS],
])('%s must not import %s', async (file, module, message) => {
  expect(await complaints(file, module)).toEqual([expect.stringContaining(message)]);
}, 60_000);

test.each([
  ['cli/main.ts', '../sandbox/index'],
  ['cli/main.ts', '../src/private/token-systems'],
])('%s may import %s', async (file, module) => {
  expect(await complaints(file, module)).toEqual([]);
}, 60_000);
