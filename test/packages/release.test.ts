/** What a release would publish. */
import { complaintsAboutFiles } from '../../scripts/release';
import { runTool } from '../../scripts/run-tool';
import { ROOT } from '../../scripts/tools';
import { LONG } from '../util/packages';

jest.setTimeout(LONG);

test('all packages are built and checked, and it is told where they would go', async () => {
  const output = await runTool('projen', ['release'], { cwd: ROOT, environment: { CI: 'true' } });
  expect(output).not.toContain('FAIL');
  expect(output.match(/^ok /gm)?.length).toBeGreaterThanOrEqual(4);
  for (const command of [
    'npm publish dist/js/cdktf-access-tokens@0.0.0.jsii.tgz',
    'npm publish dist/js/cdktn-access-tokens@0.0.0.jsii.tgz',
    'twine upload dist/python/cdktf_access_tokens-0.0.0*',
    'twine upload dist/python/cdktn_access_tokens-0.0.0*',
    'with the tag cdktfaccesstokens/v0.0.0',
  ]) {
    expect(output).toContain(command);
  }
});

test('a version that is none is refused', async () => {
  await expect(runTool('projen', ['release', '--version', 'next'], { cwd: ROOT })).rejects.toThrow("--version must be like 1.2.3, got 'next'");
});

const GOOD = ['package.json', 'README.md', 'LICENSE', '.jsii', 'lib/index.js', 'lib/index.d.ts', 'lib/harness/token.d.ts', 'lib/cli.js'].map((file) => `package/${file}`);

test.each([
  ['a source', 'package/src/index.ts'],
  ['a state file', 'package/terraform.tokens.tfstate'],
  ['a file of settings', 'package/.npmrc'],
  ['a test', 'package/test/guard.test.js'],
  ['a map', 'package/lib/index.js.map'],
  ['a second copy of a class', 'package/lib/harness/token.js'],
])('%s in an npm package is complained about', (_, file) => {
  expect(complaintsAboutFiles(GOOD)).toEqual([]);
  expect(complaintsAboutFiles([...GOOD, file])).toEqual([`${file} does not belong into the package`]);
});

test('a package without its command is complained about', () => {
  expect(complaintsAboutFiles(GOOD.filter((file) => !file.includes('cli')))).toEqual(['package/lib/cli.js is missing']);
});
