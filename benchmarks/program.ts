import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { ROOT } from '../scripts/tools';

const CACHE = join(ROOT, 'node_modules', '.cache', 'benchmarks');

/** A program of this folder as plain JavaScript: under ts-node each stack trace goes through its source maps, and cdktf takes one for every token. */
export function compiled(program: string): string {
  mkdirSync(CACHE, { recursive: true });
  const outfile = join(CACHE, `${program}.js`);
  buildSync({ entryPoints: [join(ROOT, 'benchmarks', `${program}.ts`)], outfile, format: 'cjs', platform: 'node' });
  return outfile;
}

/** What a process of its own prints. */
export function node(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout;
}
