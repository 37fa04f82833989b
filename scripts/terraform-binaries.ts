import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT, run } from './tools';

/** A Terraform or OpenTofu on this machine. */
export interface TerraformBinary {
  readonly command: string;
  readonly isOpenTofu: boolean;
  readonly version: string;
  /** Of version 1. */
  readonly minor: number;
  /** Product and version. */
  readonly name: string;
}

/** What cannot be run, and why. */
export interface Skipped {
  readonly name: string;
  readonly reason: string;
}

/** The lowest version that README names. Newer ones cannot be had by `go install`, since their modules replace others. */
const LOWEST = '1.5.7';
const CACHE = join(ROOT, 'node_modules', '.cache', 'terraform');

/** Asks a command what it is. */
export function binaryAt(command: string): TerraformBinary {
  const { status, stdout, error } = spawnSync(command, ['version'], { encoding: 'utf8', env: { ...process.env, CHECKPOINT_DISABLE: '1' } });
  // What is built from a tagged source says `-dev`.
  const [, product, version] = /^(Terraform|OpenTofu) v(\d+\.\d+\.\S+?)(?:-dev)?$/m.exec(stdout ?? '') ?? [];
  if (status !== 0 || version === undefined) {
    throw new Error(`${command} is no Terraform and no OpenTofu${error ? ` (${error.message})` : ''}`);
  }
  const [major, minor] = version.split('.').map(Number);
  if (major !== 1 || minor < 5) {
    throw new Error(`${product} ${version} is not supported: install Terraform >= 1.5 or OpenTofu >= 1.6`);
  }
  return { command, isOpenTofu: product === 'OpenTofu', version, minor, name: `${product} ${version}` };
}

/** The binary of the lowest version, built once by Go. */
export async function lowestTerraform(log: (line: string) => void): Promise<TerraformBinary> {
  const folder = join(CACHE, LOWEST);
  const command = join(folder, process.platform === 'win32' ? 'terraform.exe' : 'terraform');
  if (!existsSync(command)) {
    log(`building Terraform ${LOWEST} (once, some minutes)`);
    const workshop = `${folder}.${process.pid}`;
    mkdirSync(workshop, { recursive: true });
    await run('go', ['install', `github.com/hashicorp/terraform@v${LOWEST}`], { environment: { ...process.env, GOBIN: workshop, CGO_ENABLED: '0', GOFLAGS: '' } });
    renameSync(workshop, folder);
  }
  return binaryAt(command);
}

export interface Found {
  readonly binaries: TerraformBinary[];
  readonly skipped: Skipped[];
}

/** What there is: the installed one, the lowest, and what stands in a folder. */
export async function findBinaries(folder: string | undefined, log: (line: string) => void): Promise<Found> {
  const binaries: TerraformBinary[] = [];
  const skipped: Skipped[] = [];
  const add = async (name: string, binary: () => TerraformBinary | Promise<TerraformBinary>) => {
    try {
      const found = await binary();
      if (!binaries.some((other) => other.name === found.name)) {
        binaries.push(found);
      }
    } catch (error) {
      skipped.push({ name, reason: (error as Error).message.split('\n')[0] });
    }
  };
  await add('the installed one', () => binaryAt(process.env.TERRAFORM_BINARY_NAME ?? 'terraform'));
  await add(`Terraform ${LOWEST}`, () => lowestTerraform(log));
  for (const file of folder === undefined ? [] : readdirSync(folder).sort()) {
    const command = resolve(folder!, file);
    if (statSync(command).isFile() && isExecutable(command)) {
      await add(file, () => binaryAt(command));
    }
  }
  const order = ({ isOpenTofu, minor }: TerraformBinary) => (isOpenTofu ? 1000 : 0) + minor;
  return { binaries: binaries.sort((a, b) => order(a) - order(b)), skipped };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
