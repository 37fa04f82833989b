import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock';
import { archive, cacheOf, compile, type Flavour, packed, runTool } from './packages';
import { ROOT } from './tools';

const PYTHON_EXAMPLE = join(ROOT, 'examples', 'python', 'platform-tokens');
const BIN = process.platform === 'win32' ? 'Scripts' : 'bin';

/**
 * A new virtual environment with the given packages, kept as long as its folder.
 *
 * @param packages what pip installs; a file of requirements counts by its content
 * @returns the folder of its commands
 */
export async function virtualEnvironment(folder: string, packages: string[]): Promise<string> {
  const complete = join(folder, 'complete');
  const wanted = packages.map((name) => (name.endsWith('.txt') ? readFileSync(name, 'utf8') : name)).join('\n');
  await withLock(`${folder}.lock`, async () => {
    if (!existsSync(complete) || readFileSync(complete, 'utf8') !== wanted) {
      rmSync(folder, { recursive: true, force: true });
      await runTool('python3', ['-m', 'venv', folder]);
      await runTool(join(folder, BIN, 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
      writeFileSync(complete, wanted);
    }
  });
  return join(folder, BIN);
}

/** A virtual environment with the wheel of a build, its core from PyPI, and what the example's tests need. */
export async function pythonWith(flavour: Flavour): Promise<string> {
  const wheel = archive(await packed(flavour, 'python'), '.whl');
  const requirements = flavour === 'cdktf' ? ['-r', join(PYTHON_EXAMPLE, 'requirements-dev.txt'), 'mypy'] : ['pytest'];
  return virtualEnvironment(join(cacheOf(flavour, await compile(flavour)), 'venv'), [wheel, ...requirements]);
}

/** Twine, for the check of what goes to PyPI. */
export function twine(): Promise<string> {
  return virtualEnvironment(join(ROOT, 'node_modules', '.cache', 'packages', 'twine'), ['twine>=6']);
}
