import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { boundProviders } from './schemas';
import { ROOT } from './tools';

const run = promisify(execFile);

const MODULE = join(ROOT, 'test', 'providers');
const CACHE = join(ROOT, 'node_modules', '.cache', 'stand-in-providers');

/** The providers the stand-ins take the place of, in the versions the bindings are made for, and one that takes secrets in tests. */
const PROVIDERS = [
  ...boundProviders().map(({ name, address, version }) => ({ name, source: address, version })),
  { name: 'consumer', source: 'registry.terraform.io/cdktf-access-tokens/consumer', version: '1.0.0' },
];

/** Where `source = "harness/harness"` is looked for: Terraform's registry, which the sources name, and OpenTofu's. */
const OPENTOFU_REGISTRY = 'registry.opentofu.org';

/** No C compiler, no paths and no commit in the binaries: the same sources give the same bytes anywhere. */
const BUILD_FLAGS = ['-trimpath', '-buildvcs=false', '-mod=readonly', '-ldflags=-s -w', '-p=2'];
const BUILD_ENVIRONMENT = { CGO_ENABLED: '0' };

export interface StandInProviders {
  /** The Terraform CLI configuration by which `terraform init` finds the stand-ins, and asks nobody else for them. */
  readonly cliConfigFile: string;
  /** What Terraform has to be started with. */
  readonly environment: Record<string, string>;
}

export interface StandInProvidersOptions {
  /** Told when a build starts and ends, since the first one takes about a minute. */
  readonly log?: (line: string) => void;
}

/**
 * Builds the providers of test/providers, unless that has been done, and makes them available to Terraform, the stand-ins
 * under the real providers' addresses.
 */
export async function installStandInProviders(options: StandInProvidersOptions = {}): Promise<StandInProviders> {
  const go = await goSettings();
  const key = await fingerprint(go);
  const folder = join(CACHE, key);
  if (!isComplete(folder, go)) {
    await build(folder, go, options.log ?? (() => undefined));
  }
  await offerToOpenTofu(folder, go);
  const cliConfigFile = join(folder, 'terraform.rc');
  await writeCliConfig(cliConfigFile, join(folder, 'mirror'));
  return { cliConfigFile, environment: { TF_CLI_CONFIG_FILE: cliConfigFile, CHECKPOINT_DISABLE: '1' } };
}

interface GoSettings {
  readonly version: string;
  readonly os: string;
  readonly arch: string;
}

async function goSettings(): Promise<GoSettings> {
  try {
    const { stdout } = await run('go', ['env', 'GOVERSION', 'GOOS', 'GOARCH'], { cwd: MODULE });
    const [version, os, arch] = stdout.trim().split(/\r?\n/);
    return { version, os, arch };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      const needed = /^go (\S+)$/m.exec(await readFile(join(MODULE, 'go.mod'), 'utf8'))?.[1];
      throw plainError(`the stand-in Terraform providers need Go: install Go >= ${needed} from https://go.dev/dl and put it on the PATH`);
    }
    throw plainError(`go env failed: ${outputOf(error)}`);
  }
}

/** Changes whenever the binaries would. Tests and prose of the module do not count. */
async function fingerprint(go: GoSettings): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([PROVIDERS, BUILD_FLAGS, BUILD_ENVIRONMENT, go]));
  const entries = await readdir(MODULE, { recursive: true, withFileTypes: true });
  const sources = entries
    .filter((entry) => entry.isFile() && /(\.go|^go\.(mod|sum))$/.test(entry.name) && !entry.name.endsWith('_test.go'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  for (const source of sources) {
    const content = await readFile(source);
    hash.update(`${relative(MODULE, source).split(sep).join('/')}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

type Provider = (typeof PROVIDERS)[number];

function inOpenTofu(provider: Provider): Provider {
  return { ...provider, source: [OPENTOFU_REGISTRY, ...provider.source.split('/').slice(1)].join('/') };
}

function binaryPath(folder: string, provider: Provider, go: GoSettings): string {
  const file = `terraform-provider-${provider.name}_v${provider.version}${go.os === 'windows' ? '.exe' : ''}`;
  return join(folder, 'mirror', ...provider.source.split('/'), provider.version, `${go.os}_${go.arch}`, file);
}

function isComplete(folder: string, go: GoSettings): boolean {
  return PROVIDERS.every((provider) => existsSync(binaryPath(folder, provider, go)));
}

/** The same binaries under the addresses that OpenTofu gives the providers. */
async function offerToOpenTofu(folder: string, go: GoSettings): Promise<void> {
  for (const provider of PROVIDERS) {
    const copy = binaryPath(folder, inOpenTofu(provider), go);
    if (!existsSync(copy)) {
      await mkdir(dirname(copy), { recursive: true });
      await link(binaryPath(folder, provider, go), copy).catch((error: NodeJS.ErrnoException) => {
        // Another process was faster.
        if (error.code !== 'EEXIST') {
          throw error;
        }
      });
    }
  }
}

/** Builds beside the final place and moves the whole there at once, so that a second process never sees half of it. */
async function build(folder: string, go: GoSettings, log: (line: string) => void): Promise<void> {
  const started = Date.now();
  log(`building the stand-in Terraform providers with ${go.version} (once, about a minute)`);
  await mkdir(CACHE, { recursive: true });
  const workshop = await mkdtemp(join(CACHE, '.building-'));
  try {
    for (const provider of PROVIDERS) {
      const binary = binaryPath(workshop, provider, go);
      await mkdir(dirname(binary), { recursive: true });
      await goBuild(provider.name, binary);
    }
    await moveIntoPlace(workshop, folder, go);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  log(`built the stand-in Terraform providers in ${Math.round((Date.now() - started) / 1000)} s`);
}

async function goBuild(name: string, binary: string): Promise<void> {
  try {
    await run('go', ['build', ...BUILD_FLAGS, '-o', binary, `./cmd/terraform-provider-${name}`], {
      cwd: MODULE,
      env: { ...process.env, ...BUILD_ENVIRONMENT },
      maxBuffer: 16 * 1024 * 1024,
    });
  } catch (error) {
    throw plainError(`go build of the stand-in provider ${name} failed: ${outputOf(error)}`);
  }
}

async function moveIntoPlace(workshop: string, folder: string, go: GoSettings): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await rename(workshop, folder);
    } catch (error) {
      // Another process was faster, and made the same.
      if (isComplete(folder, go)) {
        return;
      }
      // Something half deleted is in the way. It is moved aside first, since deleting takes its time.
      if (attempt > 0 || !existsSync(folder)) {
        throw error;
      }
      const aside = `${workshop}-aside`;
      await rename(folder, aside);
      await rm(aside, { recursive: true, force: true });
    }
  }
}

/** Written when it is not there or is wrong, as after a move of the checkout: Terraform wants the mirror's full path. */
async function writeCliConfig(file: string, mirror: string): Promise<void> {
  const sources = JSON.stringify([...PROVIDERS, ...PROVIDERS.map(inOpenTofu)].map((provider) => provider.source));
  const content = [
    'disable_checkpoint = true',
    '',
    'provider_installation {',
    '  filesystem_mirror {',
    `    path    = ${JSON.stringify(mirror)}`,
    `    include = ${sources}`,
    '  }',
    '  direct {',
    `    exclude = ${sources}`,
    '  }',
    '}',
    '',
  ].join('\n');
  if (existsSync(file) && (await readFile(file, 'utf8')) === content) {
    return;
  }
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, content);
  await rename(draft, file);
}

function outputOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  return (stderr?.trim() || message) ?? String(error);
}

/** The message is all there is to know: a stack would bury it in a test's output. */
function plainError(message: string): Error {
  const error = new Error(message);
  error.stack = `${error.name}: ${message}`;
  return error;
}
