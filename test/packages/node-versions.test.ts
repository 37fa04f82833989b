/** The library on each version of Node.js that its users have: its unit tests, and the npm package as they install it. */
import { delimiter, join } from 'node:path';
import { nodeVersion } from '../../scripts/node-versions';
import { runTool } from '../../scripts/run-tool';
import { ROOT } from '../../scripts/tools';
import { LONG, synthesize, temporaryFolder, typescriptExample, unitTests } from '../util/packages';

jest.setTimeout(LONG);
const folder = temporaryFolder();

/** Long-term support, and the line after it; the tests themselves run on 20. */
describe.each(['22', '24'])('Node.js %s', (version) => {
  let environment: NodeJS.ProcessEnv;
  beforeAll(async () => {
    environment = { PATH: [await nodeVersion(version), join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter) };
    expect(await runTool('node', ['--version'], { environment })).toMatch(new RegExp(`^v${version}\\.`));
  }, LONG);

  test('passes the unit tests of the library', async () => {
    const tests = unitTests();
    const output = await runTool('node', [join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), '--ci', ...tests], { cwd: ROOT, environment });
    expect(output).toContain(`Test Suites: ${tests.length} passed, ${tests.length} total`);
  });

  test('synthesizes the example from the npm package to the same JSON', async () => {
    const example = await typescriptExample('cdktf');
    const here = await synthesize(example, folder, join(folder, `here-${version}`));
    const there = await synthesize(example, folder, join(folder, `there-${version}`), environment);
    expect(there).toEqual(here);
  });
});
