import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withLock } from './lock';
import { runTool } from './run-tool';
import { ROOT } from './tools';

const CACHE = join(ROOT, 'node_modules', '.cache', 'npm');
const PLATFORM = process.platform === 'win32' ? 'win' : process.platform;

/**
 * A package of the npm registry with all that it needs, apart from this checkout's own.
 *
 * @param wanted name and version
 * @returns the folder of its commands
 */
export async function npmCommand(wanted: string): Promise<string> {
  const folder = join(CACHE, wanted.replace(/[@/]/g, '-'));
  await withLock(`${folder}.lock`, async () => {
    if (!existsSync(folder)) {
      const draft = `${folder}.draft`;
      rmSync(draft, { recursive: true, force: true });
      mkdirSync(draft, { recursive: true });
      await runTool('npm', ['install', '--prefix', draft, '--no-audit', '--no-fund', '--ignore-scripts', wanted], { cwd: draft });
      renameSync(draft, folder);
    }
  });
  return join(folder, 'node_modules', '.bin');
}

/**
 * Another version of Node.js, as npm distributes it.
 *
 * @returns the folder of `node`
 */
export async function nodeVersion(version: string): Promise<string> {
  const name = `node-${PLATFORM}-${process.arch}`;
  return join(dirname(await npmCommand(`${name}@${version}`)), name, 'bin');
}
