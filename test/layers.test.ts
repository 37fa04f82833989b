/** Lint refuses an import against the direction of the layers. */
import { resolve } from 'node:path';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';

const eslint = new LegacyESLint({ cwd: resolve(__dirname, '..') });

/** What lint says of a file that would import the module. */
async function complaints(file: string, module: string): Promise<string[]> {
  const [{ messages }] = await eslint.lintText(`export * from '${module}';\n`, { filePath: file });
  return messages.filter(({ ruleId }) => ruleId === 'import/no-restricted-paths').map(({ message }) => message);
}

test.each([
  ['src/harness/token.ts', '../dynatrace/api-token', 'the two systems do not know each other'],
  ['src/dynatrace/api-token.ts', '../harness/token', 'the two systems do not know each other'],
  ['src/private/guard.ts', '../harness/token', 'src/private stands below the L2s'],
  ['src/private/guard.ts', '../l1/harness', 'src/private stands below the L2s'],
  ['src/duration.ts', './harness/token', 'shared types stand at the bottom'],
  ['src/harness/token.ts', '../../sandbox/index', 'the library loads no part of the sandbox'],
  ['sandbox/index.ts', '../src/duration', 'the sandbox stands for the services'],
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
