/** README alone leads from an empty folder and the built packages to a stack that is deployed on the sandbox and destroyed. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { archive, manifestOf, packed } from '../../scripts/packages';
import { pythonWith } from '../../scripts/python';
import { runTool } from '../../scripts/run-tool';
import { installStandInProviders } from '../../scripts/stand-in-providers';
import { ROOT } from '../../scripts/tools';
import { LONG, temporaryFolder } from '../util/packages';
import { chapter, codeBlocks, pages } from '../util/snippets';

jest.setTimeout(LONG);
const folder = temporaryFolder();
const [[, readme]] = pages();
let providers: Record<string, string>;
let tarball: string;
beforeAll(async () => {
  ({ environment: providers } = await installStandInProviders());
  tarball = archive(await packed('cdktf', 'js'), '.tgz');
}, LONG);

interface Followed {
  readonly output: string;
  /** Runs commands in the project that came of it. */
  readonly shell: (commands: string) => Promise<string>;
}

interface FollowOptions {
  /** What a registry would give comes from the built packages. */
  readonly adapt: (commands: string) => string;
  /** Where commands are found that a user installs for the whole machine. */
  readonly path?: string[];
  /** What the reader writes beside the files of the chapter. */
  readonly files?: Record<string, string>;
}

/** Follows a chapter: the first commands, the files, the other commands. */
async function follow(heading: string, { adapt, path = [], files: others = {} }: FollowOptions): Promise<Followed> {
  const project = mkdtempSync(join(folder, 'project-'));
  const { files, commands } = chapter(readme, heading);
  const environment = {
    ...providers,
    CI: 'true',
    CHECKPOINT_DISABLE: '1',
    DISABLE_VERSION_CHECK: '1',
    PATH: [...path, process.env.PATH].join(delimiter),
    HARNESS_ACCOUNT_ID: undefined,
    // The chapters' tokens end some day: the services of the sandbox stay in the days before.
    ACCESS_TOKENS_SANDBOX_NOW: '2027-01-15T09:00:00Z',
  };
  // Checksums for other platforms come from a provider registry.
  const offline = (text: string) => text.replace(/\bcdktf (deploy|destroy)\b/g, '$& --skip-provider-lock');
  const shell = (text: string) => runTool('sh', ['-euc', offline(adapt(text))], { cwd: project, environment });
  const [first, ...further] = commands;
  await shell(first);
  Object.entries({ ...files, ...others }).forEach(([name, content]) => writeFileSync(join(project, name), content));
  let output = '';
  for (const block of further) {
    output += await shell(block);
  }
  expect(readFileSync(join(project, 'terraform.tokens.tfstate'), 'utf8')).toContain('"resources": []');
  return { output, shell };
}

function expectCalls(output: string): void {
  expect(output).toMatch(/POST +\/ng\/api\/token\b/);
  expect(output).toMatch(/DELETE +\/ng\/api\/token\b/);
  expect(output).toMatch(/POST +\/api\/v2\/apiTokens\b/);
  expect(output).toMatch(/DELETE +\/api\/v2\/apiTokens\b/);
}

test('in TypeScript, with tests of the stack by jest and vitest', async () => {
  const [quarter] = codeBlocks(readme, 'js');
  const { output, shell } = await follow('### Quickstart in TypeScript', {
    adapt: (commands) => commands.replace(/(?<=^npm install )cdktf-access-tokens/m, tarball),
    files: { 'quarter.test.ts': quarter },
  });
  expect(output).toMatch(/Tests: +2 passed/);
  expectCalls(output);
  expect(await shell(`
npm install --save-dev vitest@4
sed -i "s|'@jest/globals'|'vitest'|" quarter.test.ts
npx vitest run --reporter verbose quarter`)).toContain('the token of the pipeline ends with the quarter');
});

test('in Python, with tests of the stack by pytest', async () => {
  const bin = await pythonWith('cdktf');
  const installed = (line: string) => !/venv|install/.test(line);
  const [quarter] = codeBlocks(readme, 'py');
  const { output, shell } = await follow('### Quickstart in Python', {
    adapt: (commands) => commands.split('\n').filter(installed).join('\n'),
    path: [bin, join(ROOT, 'node_modules', '.bin')],
    files: { 'test_quarter.py': quarter },
  });
  expect(output).toContain('2 passed');
  expectCalls(output);
  await expect(shell('sed -i s/2027-03-31/2027-04-01/ main.py && pytest')).rejects.toThrow('1 failed, 1 passed');
});

test('in Go', async () => {
  const module = await packed('cdktf', 'go');
  const { moduleName, packageName } = manifestOf('cdktf').jsii.targets.go;
  const { output } = await follow('### Quickstart in Go', {
    adapt: (commands) => commands
      .replace(/^npm install .*$/m, '')
      .replace(/^go mod tidy$/m, `go mod edit -replace=${moduleName}/${packageName}=${module}\n$&`)
      .replace(/\bnpx cdktf-access-tokens\b/g, `npx --yes --package=${tarball} -- cdktf-access-tokens`),
    path: [join(ROOT, 'node_modules', '.bin')],
  });
  expectCalls(output);
});
