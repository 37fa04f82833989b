import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock';
import { runTool } from './run-tool';

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
