import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

/** The command as it is shipped: one file, for all tests of the suite. In a process of its own, because esbuild does not run inside of jest. */
export function bundleCommand(): { readonly file: string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cli-'));
  const file = path.join(folder, 'cli.js');
  beforeAll(() => {
    execFileSync(path.join(ROOT, 'node_modules', '.bin', 'ts-node'), ['-T', 'scripts/bundle.ts', file], { cwd: ROOT });
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  return { file };
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    // A process that nobody has waited for yet is dead all the same.
    return !/^\d+ \(.*\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
