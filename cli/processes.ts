import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';

/** Processes that are signalled together. */
export interface Processes {
  /** @returns whether one of them is still running. @param signal 0 only asks */
  signal(signal: NodeJS.Signals | 0): boolean;
}

/** A process group, by its leader. */
export function processGroup(leader: number): Processes {
  return { signal: signal => kill(-leader, signal) };
}

/** A process and all that descends from it, those included whose parents have ended since they were first seen. */
export function processFamily(root: number): Processes {
  const seen = new Set([root]);
  return {
    signal: signal => {
      const running = runningProcesses();
      for (let before = 0; before < seen.size;) {
        before = seen.size;
        running.filter(({ parent }) => seen.has(parent)).forEach(({ pid }) => seen.add(pid));
      }
      return running.filter(({ pid }) => seen.has(pid)).map(({ pid }) => kill(pid, signal)).includes(true);
    },
  };
}

/** Whether standard input, output or error is a terminal. */
export function hasTerminal(): boolean {
  return process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
}

/** Whether a Ctrl-C in the terminal goes to this process' group. */
export function isInForeground(): boolean {
  let group: string;
  let foreground: string;
  try {
    [, , group, , , foreground] = statOf('self');
  } catch {
    [group, foreground] = ps('-o', 'pgid=,tpgid=', '-p', String(process.pid))[0] ?? ['', ''];
  }
  return group === foreground;
}

interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
}

function runningProcesses(): RunningProcess[] {
  if (!fs.existsSync('/proc/self/stat')) {
    return ps('-A', '-o', 'pid=,ppid=,state=').filter(([, , state]) => !state.startsWith('Z')).map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
  }
  return fs.readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number).flatMap(pid => {
    try {
      const [state, parent] = statOf(pid);
      return state === 'Z' ? [] : [{ pid, parent: Number(parent) }];
    } catch {
      return []; // It has ended meanwhile.
    }
  });
}

/** State, parent, group, session, terminal and the terminal's foreground group, from Linux. */
function statOf(pid: number | 'self'): string[] {
  const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in front of them may hold anything.
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function ps(...args: string[]): string[][] {
  return execFileSync('ps', args, { encoding: 'utf8' }).trim().split('\n').map(line => line.trim().split(/\s+/));
}

function kill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
