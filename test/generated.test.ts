/** What is generated and committed is what its generator makes: nobody edited it, and nobody forgot to run it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import './util/built-library';
import { renderApiDocs } from '../scripts/api-docs';
import { withGeneratedStatics } from '../scripts/api-token-scopes';
import { installStandInProviders } from '../scripts/stand-in-providers';

const ROOT = resolve(__dirname, '..');

function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]));
}

function inTemporaryFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'access-tokens-generated-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function tsNode(script: string, args: string[], environment: NodeJS.ProcessEnv = {}, cwd = ROOT): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', script, ...args], {
    cwd, encoding: 'utf8', env: { ...process.env, ...environment }, timeout: 120_000,
  });
}

const DELIVER_TOKENS = join(ROOT, 'examples', 'typescript', 'deliver-tokens');

test.each([
  ['src/l1', []],
  ['examples/typescript/deliver-tokens/bindings', [join(DELIVER_TOKENS, 'schemas')]],
])('the bindings of %s are those of their schemas, byte for byte', (bindings, schemas) => {
  inTemporaryFolder((folder) => {
    expect(tsNode('scripts/bindings.ts', [join(folder, 'made'), ...schemas]).status).toBe(0);
    expect(filesIn(join(folder, 'made'))).toEqual(filesIn(join(ROOT, bindings)));
  });
}, 120_000);

test('the statics of ApiTokenScope are those of schemas/', () => {
  const source = readFileSync(join(ROOT, 'src', 'dynatrace', 'api-token-scope.ts'), 'utf8');
  expect(withGeneratedStatics(source)).toBe(source);
});

test('API.md is that of the compiled library', async () => {
  expect(await renderApiDocs()).toBe(readFileSync(join(ROOT, 'API.md'), 'utf8'));
});

test("projen's files are those of .projenrc.ts", () => {
  const { files } = JSON.parse(readFileSync(join(ROOT, '.projen', 'files.json'), 'utf8'));
  const generated: string[] = [...files, 'package.json'];
  // In a copy, since other tests read these files meanwhile.
  inTemporaryFolder((folder) => {
    // The entry points of the package follow from the folders of the sources.
    ['node_modules', 'src'].forEach((name) => symlinkSync(join(ROOT, name), join(folder, name)));
    for (const file of ['.projenrc.ts', 'projenrc', ...generated]) {
      cpSync(join(ROOT, file), join(folder, file), { recursive: true });
    }
    // Without the steps that install packages.
    expect(tsNode('.projenrc.ts', [], { PROJEN_DISABLE_POST: 'true' }, folder).status).toBe(0);
    const contents = (root: string) => Object.fromEntries(generated.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
    expect(contents(folder)).toEqual(contents(ROOT));
  });
}, 120_000);

test('no lock file tells where a package was downloaded from', () => {
  const tracked = spawnSync('git', ['ls-files', '*package-lock.json'], { cwd: ROOT, encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
  expect(tracked).toContain('package-lock.json');
  for (const file of tracked) {
    expect(readFileSync(join(ROOT, file), 'utf8')).not.toContain('"resolved"');
  }
});

describe('schema:update', () => {
  test('takes the same schemas from providers of the same version', async () => {
    const { environment } = await installStandInProviders();
    inTemporaryFolder((folder) => {
      expect(tsNode('scripts/schema-update.ts', [folder], environment)).toMatchObject({ status: 0, stderr: '' });
      for (const name of ['harness.json', 'dynatrace.json']) {
        expect(JSON.parse(readFileSync(join(folder, name), 'utf8'))).toEqual(JSON.parse(readFileSync(join(ROOT, 'schemas', name), 'utf8')));
      }
    });
  }, 240_000);

  test('says in one line that it needs a registry where there is none', () => {
    inTemporaryFolder((folder) => {
      const config = join(folder, 'terraform.rc');
      writeFileSync(config, `provider_installation {\n  filesystem_mirror {\n    path = "${folder}"\n  }\n}\n`);
      const { status, stderr } = tsNode('scripts/schema-update.ts', [folder], { TF_CLI_CONFIG_FILE: config });
      expect(status).toBe(1);
      expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('which needs a machine with a provider registry')]);
    });
  }, 60_000);
});
