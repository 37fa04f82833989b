/** README alone leads from an empty folder and the built packages to a stack that is deployed on the sandbox and destroyed. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { archive, manifestOf, packed } from '../../scripts/packages';
import { pythonWith } from '../../scripts/python';
import { runTool } from '../../scripts/run-tool';
import { installStandInProviders } from '../../scripts/stand-in-providers';
import { ROOT } from '../../scripts/tools';
import { LONG, temporaryFolder } from '../util/packages';
import { chapter, pages } from '../util/snippets';

jest.setTimeout(LONG);
const folder = temporaryFolder();
const [[, readme]] = pages();
let providers: Record<string, string>;
let tarball: string;
beforeAll(async () => {
  ({ environment: providers } = await installStandInProviders());
  tarball = archive(await packed('cdktf', 'js'), '.tgz');
}, LONG);

/**
 * Follows a chapter: the first commands, the files, the other commands.
 *
 * @param adapt what a registry would give comes from the built packages
 * @param path where commands are found that a user installs for the whole machine
 */
async function follow(heading: string, adapt: (commands: string) => string, ...path: string[]): Promise<string> {
  const project = mkdtempSync(join(folder, 'project-'));
  const { files, commands } = chapter(readme, heading);
  const environment = {
    ...providers, CI: 'true', CHECKPOINT_DISABLE: '1', DISABLE_VERSION_CHECK: '1', PATH: [...path, process.env.PATH].join(delimiter), HARNESS_ACCOUNT_ID: undefined,
  };
  // Checksums for other platforms come from a provider registry.
  const offline = (text: string) => text.replace(/\bcdktf (deploy|destroy)\b/g, '$& --skip-provider-lock');
  const shell = (text: string) => runTool('sh', ['-euc', offline(adapt(text))], { cwd: project, environment });
  const [first, ...others] = commands;
  await shell(first);
  Object.entries(files).forEach(([name, content]) => writeFileSync(join(project, name), content));
  let output = '';
  for (const block of others) {
    output += await shell(block);
  }
  expect(readFileSync(join(project, 'terraform.tokens.tfstate'), 'utf8')).toContain('"resources": []');
  return output;
}

function expectCalls(output: string): void {
  expect(output).toMatch(/POST +\/ng\/api\/token\b/);
  expect(output).toMatch(/DELETE +\/ng\/api\/token\b/);
  expect(output).toMatch(/POST +\/api\/v2\/apiTokens\b/);
  expect(output).toMatch(/DELETE +\/api\/v2\/apiTokens\b/);
}

test('in TypeScript, with a test of the stack by jest', async () => {
  const output = await follow('### Quickstart in TypeScript', (commands) => commands.replace(/(?<=^npm install )cdktf-access-tokens/m, tarball));
  expect(output).toContain('the pipeline has one token');
  expectCalls(output);
});

test('in Python, with a test of the stack by pytest', async () => {
  const bin = await pythonWith('cdktf');
  const installed = (line: string) => !/venv|install/.test(line);
  expectCalls(await follow('### Quickstart in Python', (commands) => commands.split('\n').filter(installed).join('\n'), bin, join(ROOT, 'node_modules', '.bin')));
});

test('in Go', async () => {
  const module = await packed('cdktf', 'go');
  const { moduleName, packageName } = manifestOf('cdktf').jsii.targets.go;
  expectCalls(await follow('### Quickstart in Go', (commands) => commands
    .replace(/^npm install .*$/m, '')
    .replace(/^go mod tidy$/m, `go mod edit -replace=${moduleName}/${packageName}=${module}\n$&`)
    .replace(/\bnpx cdktf-access-tokens\b/g, `npx --yes --package=${tarball} -- cdktf-access-tokens`), join(ROOT, 'node_modules', '.bin')));
});
