import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Variable that tells what a run starts that the run has a folder. */
export const RUN_FOLDER = 'ACCESS_TOKENS_RUN_FOLDER';

/**
 * Waits for the end of the run, kills what still works in its folder, and removes that. A process of its own: one that is
 * killed cannot clean up after itself, nor end what it started in other process groups. Slim images of Linux have no `ps`.
 */
const KEEPER = `
read -r end
processes() {
  if [ -r /proc/self/environ ]; then
    grep -lsz "^TMPDIR=$FOLDER" /proc/[0-9]*/environ | cut -d/ -f3
  else
    ps axeww -o pid=,command= | awk 'index($0, " TMPDIR=" ENVIRON["FOLDER"]) { print $1 }'
  fi
}
# One that has ended since it was found is no matter.
while found=$(processes) && [ -n "$found" ]; do kill -9 $found 2>/dev/null; done
rm -rf "$FOLDER"
`;

export interface RunFolder {
  readonly path: string;
  /** Ends what the run left running, and removes the folder. */
  remove(): Promise<void>;
}

/**
 * One folder in the place of the temporary folder, for this process and all that it starts. It is gone after the run, also
 * after one that was interrupted or killed. A run inside of another shares the other's folder.
 */
export function openRunFolder(): RunFolder {
  const shared = process.env[RUN_FOLDER];
  if (shared !== undefined) {
    return { path: shared, remove: async () => undefined };
  }
  const before = process.env.TMPDIR;
  const path = mkdtempSync(join(tmpdir(), 'access-tokens-run-'));
  // PostgreSQL refuses to run as root, and the user that it then runs as has to get to its folder.
  chmodSync(path, 0o755);
  // Its input ends with this process. A group of its own, since Ctrl-C reaches all of this one.
  const keeper = spawn('sh', ['-c', KEEPER], { detached: true, env: { PATH: process.env.PATH, FOLDER: path }, stdio: ['pipe', 'ignore', 'inherit'] });
  keeper.unref();
  (keeper.stdin as Socket).unref();
  Object.assign(process.env, { [RUN_FOLDER]: path, TMPDIR: path });
  return {
    path,
    remove: async () => {
      delete process.env[RUN_FOLDER];
      if (before === undefined) {
        delete process.env.TMPDIR;
      } else {
        process.env.TMPDIR = before;
      }
      keeper.ref();
      keeper.stdin.end();
      await once(keeper, 'exit');
    },
  };
}
