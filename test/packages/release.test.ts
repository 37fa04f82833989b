/** What a release would publish. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaintsAboutFiles, endsTooSoon } from '../../scripts/release';
import { runTool } from '../../scripts/run-tool';
import { ROOT } from '../../scripts/tools';
import { LONG } from '../util/packages';

jest.setTimeout(LONG);

const VERSION = '1.2.3';

test('all packages of a version are built and checked, and it is told where they would go', async () => {
  const { output } = await runTool('projen', ['release', '--version', VERSION], { cwd: ROOT, environment: { CI: 'true' } })
    .then((text) => ({ output: text }), ({ message }: Error) => ({ output: message }));
  // No version has a section yet, and it depends on the day whether the examples are up to date: there is nothing else to complain about.
  const failures = output.match(/^FAIL .*/gm) ?? [];
  expect(failures.filter((failure) => failure !== 'FAIL  examples: no token ends within 90 days')).toEqual([`FAIL  CHANGELOG.md tells of ${VERSION}`]);
  expect(output).toMatch(/^(ok   |FAIL ) examples: /m);
  expect(output.match(/^ok /gm)?.length).toBeGreaterThanOrEqual(8);
  for (const name of ['cdktf-access-tokens', 'cdktn-access-tokens']) {
    const { bomFormat, metadata, components } = JSON.parse(readFileSync(join(ROOT, 'dist', `${name}-${VERSION}.cdx.json`), 'utf8'));
    expect([bomFormat, metadata.component.purl]).toEqual(['CycloneDX', `pkg:npm/${name}@${VERSION}`]);
    expect(components.map((component: { name: string }) => component.name)).toContain('commander');
  }
});

test('a rehearsal needs no version, and tells what would be published', async () => {
  const output = await runTool('projen', ['release'], { cwd: ROOT, environment: { CI: 'true' } });
  expect(output).not.toContain('FAIL');
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

test.each([
  ['TypeScript', "{ expiresAt: Expiration.at('2027-03-31T00:00:00Z') }"],
  ['Python', 'expires_at=Expiration.at("2027-03-31T00:00:00Z")'],
  ['Go', 'cdktfaccesstokens.Expiration_At(jsii.String("2027-03-31T00:00:00Z"))'],
])('an example in %s whose token ends soon is complained about', (_, example) => {
  expect(endsTooSoon(example, new Date('2026-12-31T00:00:00Z'))).toEqual([]);
  expect(endsTooSoon(example, new Date('2026-12-31T00:00:01Z'))).toEqual(['2027-03-31T00:00:00Z']);
});

test('a package without its command is complained about', () => {
  expect(complaintsAboutFiles(GOOD.filter((file) => !file.includes('cli')))).toEqual(['package/lib/cli.js is missing']);
});
