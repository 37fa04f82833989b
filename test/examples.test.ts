/**
 * The example apps are synthesized to the JSON that is committed beside this test: another address in it would destroy the
 * live tokens of whoever started from an example. What changes on purpose is taken over by `npx projen test:update`.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import './util/built-library';
import { synthesize, temporaryFolder } from './util/packages';
import { ROOT } from '../scripts/tools';

const EXAMPLES = join(ROOT, 'examples', 'typescript');
const folder = temporaryFolder();

async function synth(example: string, now: string): Promise<Record<string, any>> {
  const program = { command: 'ts-node', args: ['-T', join(EXAMPLES, example, 'main.ts')] };
  const stacks = await synthesize(program, folder, join(folder, `${example} ${now}`), { CDKTF_CONTEXT_JSON: JSON.stringify({ 'accessTokens:now': now }) });
  // The states are kept in the folder of the run.
  return JSON.parse(JSON.stringify(stacks).replaceAll(folder, '.'));
}

test.each(readdirSync(EXAMPLES))('%s', async (example) => {
  expect(await synth(example, '2026-12-05T00:00:00Z')).toMatchSnapshot();
}, 60_000);

test('the app that rotates is the same bytes whenever it is synthesized, but for a fixed "now"', async () => {
  const [one, other] = await Promise.all(['2026-11-20T00:00:00Z', '2027-12-05T00:00:00Z'].map((now) => synth('rotating-tokens', now)));
  expect(JSON.stringify(one)).toContain('2026-11-20T00:00:00Z');
  expect(JSON.parse(JSON.stringify(other).replaceAll('2027-12-05T00:00:00Z', '2026-11-20T00:00:00Z'))).toEqual(one);
}, 60_000);
