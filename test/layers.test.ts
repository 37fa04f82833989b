/** Lint refuses an import against the direction of the layers. */
import { resolve } from 'node:path';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';

const eslint = new LegacyESLint({ cwd: resolve(__dirname, '..') });

/** What lint says of a file that would import the module. */
async function complaints(file: string, module: string): Promise<string[]> {
  const [{ messages }] = await eslint.lintText(`export * from '${module}';\n`, { filePath: file });
  return messages.filter(({ ruleId }) => ruleId === 'import/no-restricted-paths').map(({ message }) => message);
}

const APART = 'the two systems do not know each other';
const BELOW = 'src/private stands below the L2s';
const SCHEDULE = 'a schedule knows no system';
const SHARED = 'shared types stand at the bottom';
const LIBRARY = 'the library loads no part of the sandbox';
const SANDBOX = 'the sandbox stands for the services';

test.each([
  ['src/harness/token.ts', '../dynatrace/api-token', APART],
  ['src/harness/token.ts', '../index', APART],
  ['src/dynatrace/api-token.ts', '../harness/token', APART],
  ['src/dynatrace/api-token.ts', '../index', APART],
  ['src/private/guard.ts', '../harness/token', BELOW],
  ['src/private/guard.ts', '../dynatrace/api-token', BELOW],
  ['src/private/guard.ts', '../l1/harness', BELOW],
  ['src/private/guard.ts', '../index', BELOW],
  ['src/rotation/rotation-schedule.ts', '../harness/token', SCHEDULE],
  ['src/rotation/rotation-schedule.ts', '../dynatrace/api-token', SCHEDULE],
  ['src/rotation/rotation-schedule.ts', '../l1/harness', SCHEDULE],
  ['src/rotation/rotation-schedule.ts', '../index', SCHEDULE],
  ['src/duration.ts', './harness/token', SHARED],
  ['src/duration.ts', './dynatrace/api-token', SHARED],
  ['src/duration.ts', './l1/harness', SHARED],
  ['src/harness/token.ts', '../../sandbox/index', LIBRARY],
  ['src/harness/token.ts', '../../test/util/workspace', LIBRARY],
  ['sandbox/index.ts', '../src/duration', SANDBOX],
  ['sandbox/index.ts', '../test/util/workspace', SANDBOX],
])('%s must not import %s', async (file, module, message) => {
  expect(await complaints(file, module)).toEqual([expect.stringContaining(message)]);
}, 60_000);

test.each([
  ['src/harness/token.ts', '../l1/harness/platform-token'],
  ['src/dynatrace/api-token.ts', '../private/guard'],
  ['src/private/guard.ts', '../duration'],
])('%s may import %s', async (file, module) => {
  expect(await complaints(file, module)).toEqual([]);
}, 60_000);
