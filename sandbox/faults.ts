import { parseDuration } from './durations';
import { SandboxError } from './errors';

export type FaultAction =
  /** Answers with this status and has no effect. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** Waits, then does what was asked. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Breaks the connection before any effect. */
  | { readonly kind: 'reset' }
  /** Does what was asked, then breaks the connection instead of answering. */
  | { readonly kind: 'lost' }
  /** A policy of the Harness account says no: HTTP 200, status FAILURE, no data, no effect. */
  | { readonly kind: 'denied' };

/** A call the servers know: what a fault can be put on. */
export interface KnownCall {
  readonly method: string;
  /** With `{name}` for a part that varies. */
  readonly path: string;
}

/** The fault in force for one call, with the text that asked for it. */
export interface Fault {
  readonly action: FaultAction;
  readonly label: string;
}

/** A fault that has not happened. */
export interface UnfiredFault {
  readonly spec: string;
  /** How many calls it matched, which were not the ones it waits for. */
  readonly matchingCalls: number;
}

interface ArmedFault extends Fault {
  readonly method: string;
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly spec: string;
  /** How many calls it matched. */
  seen: number;
}

const SPEC = /^([A-Za-z]+|\*)\s+([/*][^\s#=]*)(?:#(\d+)(?:-(\d+))?)?=(\S+)$/;
const LONGEST_DELAY = 600_000;

/**
 * Faults on request. A spec reads `METHOD PATH[#N]=ACTION`, e.g. `POST /ng/api/token#2=500`: the second such call from now on.
 * `#2-4` is a range, no number means every call, `*` in the path matches anything. ACTION is a status from 400 to 599 (with
 * `429:retry-after=2` if wanted), `delay:1500ms`, `reset`, `lost` or `denied`.
 */
export class Faults {
  private armed: ArmedFault[] = [];

  public constructor(private readonly known: readonly KnownCall[]) {}

  public add(spec: string): void {
    const match = SPEC.exec(spec.trim());
    if (!match) {
      throw new SandboxError(`a fault reads 'METHOD PATH[#N]=ACTION', such as 'POST /ng/api/token#2=500', got '${spec}'`);
    }
    const [, givenMethod, path, first, last, action] = match;
    const method = givenMethod.toUpperCase();
    if (!this.known.some(call => (method === '*' || method === call.method) && canMatch(path, call.path))) {
      throw new SandboxError(`no call of the sandbox matches the fault '${spec}': check its method and path (without /gateway)`);
    }
    const from = first === undefined ? 1 : Number(first);
    const to = last !== undefined ? Number(last) : first !== undefined ? from : Infinity;
    if (from < 1 || to < from) {
      throw new SandboxError(`the calls of the fault '${spec}' must count from 1 upwards, got '#${first}${last === undefined ? '' : `-${last}`}'`);
    }
    this.armed.push({ action: parseAction(action, path, spec), label: action, method, path, from, to, spec, seen: 0 });
  }

  public clear(): void {
    this.armed = [];
  }

  /** Those that came into force for no call up to now: what they were to show was not shown. */
  public get unfired(): readonly UnfiredFault[] {
    return this.armed.filter(({ seen, from }) => seen < from).map(({ spec, seen }) => ({ spec, matchingCalls: seen }));
  }

  /** Counts this call and says which fault is in force for it: of several, the one that was added first. */
  public next(method: string, path: string): Fault | undefined {
    let found: Fault | undefined;
    for (const fault of this.armed) {
      if ((fault.method !== '*' && fault.method !== method) || !matches(fault.path, path)) {
        continue;
      }
      fault.seen++;
      if (fault.seen >= fault.from && fault.seen <= fault.to) {
        found ??= fault;
      }
    }
    return found;
  }
}

function parseAction(action: string, path: string, spec: string): FaultAction {
  const [name, detail] = splitOnce(action, ':');
  if (name === 'reset' || name === 'lost' || name === 'denied') {
    if (detail !== undefined) {
      throw new SandboxError(`'${name}' takes nothing behind a colon, got the fault '${spec}'`);
    }
    if (name === 'denied' && path.startsWith('/api/')) {
      throw new SandboxError(`'denied' is a policy denial of Harness, Dynatrace has none: got the fault '${spec}'`);
    }
    return { kind: name };
  }
  if (name === 'delay') {
    const milliseconds = parseDuration(detail ?? '', `the delay of the fault '${spec}'`);
    if (milliseconds > LONGEST_DELAY) {
      throw new SandboxError(`a delay can be ten minutes at most, got the fault '${spec}'`);
    }
    return { kind: 'delay', milliseconds };
  }
  if (/^[45]\d\d$/.test(name)) {
    const retryAfter = detail === undefined ? undefined : /^retry-after=(\d{1,6})$/.exec(detail)?.[1];
    if (detail !== undefined && retryAfter === undefined) {
      throw new SandboxError(`behind a status only ':retry-after=SECONDS' may stand, got the fault '${spec}'`);
    }
    return { kind: 'status', status: Number(name), ...(retryAfter === undefined ? {} : { retryAfter: Number(retryAfter) }) };
  }
  throw new SandboxError(`unknown fault '${action}' in '${spec}': use a status from 400 to 599, delay:2s, reset, lost or denied`);
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** Whether `*`, which stands for any text, makes the pattern the path. Each part is looked for once, from left to right. */
function matches(glob: string, path: string): boolean {
  const [first, ...others] = glob.split('*');
  const last = others.pop();
  if (last === undefined) {
    return path === first;
  }
  if (!path.startsWith(first) || !path.endsWith(last)) {
    return false;
  }
  let at = first.length;
  for (const part of others) {
    const found = path.indexOf(part, at);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return at <= path.length - last.length;
}

/** A varying part of a route. */
const VARYING = '\u0000';

/**
 * Whether some path is matched both by a fault's pattern (`*` for any text) and by a route (`{name}` for one part of a path).
 * A fault that can never happen is a typing mistake, and silence about it would make a test that cannot fail.
 */
function canMatch(glob: string, route: string): boolean {
  const known = route.replace(/\{\w+\}/g, VARYING);
  // How much of the route may be behind us, after each character of the pattern.
  let reached = new Set([0]);
  for (const character of glob.replace(/\*+/g, '*')) {
    const next = new Set<number>();
    for (const at of reached) {
      if (character === '*') {
        for (let further = at; further <= known.length; further++) {
          next.add(further);
        }
      } else if (known[at] === VARYING) {
        // The varying part takes one character of the pattern and may take more, or ends after it.
        if (character !== '/') {
          next.add(at).add(at + 1);
        }
      } else if (known[at] === character) {
        next.add(at + 1);
      }
    }
    reached = next;
  }
  return reached.has(known.length);
}
