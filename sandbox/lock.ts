import * as fs from 'node:fs';
import { SandboxError } from './errors';
import { reason } from './reason';

export interface Lock {
  release(): void;
}

/**
 * Makes this process the only sandbox on a state file: two would silently overwrite each other's tokens.
 *
 * A lock that a dead process left behind is taken over by one process at a time, the one that holds the takeover file: without it, of two
 * that find the dead one's lock, the slower would remove the lock that the faster has just made.
 *
 * @throws SandboxError if another process has the file
 */
export function takeLock(file: string): Lock {
  const lock = `${file}.lock`;
  if (!claim(lock, file)) {
    refuseIfAlive(lock, file);
    takeOver(lock, file);
  }
  return { release: () => fs.rmSync(lock, { force: true }) };
}

function takeOver(lock: string, file: string): void {
  const takeover = `${lock}.takeover`;
  if (!claim(takeover, file)) {
    throw new SandboxError(`the state file '${file}' is just being taken over by another sandbox (if there is none, remove '${takeover}')`);
  }
  try {
    // Looked at again: it may have changed hands since. A lock that is gone is not removed, as it may come back at any moment.
    if (fs.existsSync(lock)) {
      refuseIfAlive(lock, file);
      fs.rmSync(lock, { force: true });
    }
    if (!claim(lock, file)) {
      throw new SandboxError(`the state file '${file}' is in use by another sandbox`);
    }
  } finally {
    fs.rmSync(takeover, { force: true });
  }
}

/**
 * Creates the file with this process' id, whole from the first moment on.
 *
 * @returns false if it exists
 */
function claim(lock: string, file: string): boolean {
  const own = `${lock}.${process.pid}`;
  try {
    fs.writeFileSync(own, `${process.pid}\n`);
    fs.linkSync(own, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw new SandboxError(`the state file '${file}' cannot be used: ${reason(error)}`);
  } finally {
    fs.rmSync(own, { force: true });
  }
}

function refuseIfAlive(lock: string, file: string): void {
  const holder = Number(readOrEmpty(lock));
  if (Number.isInteger(holder) && holder > 0 && isAlive(holder)) {
    throw new SandboxError(`the state file '${file}' is in use by process ${holder} (if that is no sandbox, remove '${lock}')`);
  }
}

function readOrEmpty(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
