import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasTerminal, isInForeground, processFamily, processGroup, type Processes } from './processes';

export interface ChildEnd {
  /** As a shell would give it: 128 and the number of the signal that ended the command, 127 if there is no such command. */
  readonly code: number;
  /** Why the command could not be started. */
  readonly problem?: string;
}

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a command to its end and leaves none of its processes behind if it was told to stop.
 *
 * A Ctrl-C in a terminal reaches every process of the terminal's foreground group at once; forwarded as well it would arrive twice, which
 * Terraform takes for "stop at once, whatever happens to the state". So, for it to arrive once:
 * - at a terminal the command stays in this process' group and gets the Ctrl-C from the terminal, which it keeps: a shell has its job
 *   control, and an interactive program decides what a Ctrl-C means to it;
 * - elsewhere the command gets a group of its own, to which each signal is forwarded.
 *
 * @param grace milliseconds a command may take to end after the first signal that was forwarded before all of it is killed
 */
export async function runChild(command: readonly string[], environment: NodeJS.ProcessEnv, grace: number): Promise<ChildEnd> {
  const atTerminal = hasTerminal();
  let processes: Processes | undefined;
  let deadline: number | undefined;
  let killer: NodeJS.Timeout | undefined;
  const early: NodeJS.Signals[] = [];

  const forward = (signal: NodeJS.Signals): void => {
    if (atTerminal && signal === 'SIGINT' && isInForeground()) {
      return;
    }
    if (processes === undefined) {
      early.push(signal);
      return;
    }
    const told = processes;
    told.signal(signal);
    if (deadline === undefined) {
      deadline = Date.now() + grace;
      killer = setTimeout(() => told.signal('SIGKILL'), grace);
    }
  };
  for (const signal of FORWARDED) {
    process.on(signal, forward);
  }

  try {
    const end = await new Promise<ChildEnd>(resolve => {
      try {
        const child = spawn(command[0], command.slice(1), { stdio: 'inherit', env: environment, detached: !atTerminal });
        child.once('error', error => resolve(cannotStart(command[0], error)));
        child.once('exit', (code, signal) => resolve({ code: signal === null ? code ?? 1 : 128 + constants.signals[signal] }));
        if (child.pid !== undefined) {
          processes = atTerminal ? processFamily(child.pid) : processGroup(child.pid);
        }
        early.forEach(forward);
      } catch (error) {
        resolve(cannotStart(command[0], error as NodeJS.ErrnoException));
      }
    });
    if (processes !== undefined && deadline !== undefined) {
      await endAll(processes, deadline);
    }
    return end;
  } finally {
    clearTimeout(killer);
    for (const signal of FORWARDED) {
      process.removeListener(signal, forward);
      // From here on there is only to save and to report, which a further Ctrl-C must not cut short.
      process.on(signal, () => undefined);
    }
  }
}

function cannotStart(command: string, error: NodeJS.ErrnoException): ChildEnd {
  const missing = error.code === 'ENOENT' || command === '';
  return { code: missing ? 127 : 126, problem: `cannot start '${command}': ${missing ? 'there is no such command' : reason(error)}` };
}

function reason(error: NodeJS.ErrnoException): string {
  return error.code === 'EACCES' ? 'it may not be executed' : error.code ?? error.message;
}

/** What the command started may outlive it: those get the rest of the time, then they are killed. */
async function endAll(processes: Processes, deadline: number): Promise<void> {
  while (processes.signal(0) && Date.now() < deadline) {
    await sleep(25);
  }
  processes.signal('SIGKILL');
}
