import { type FindingId, kindOf } from './catalog';
import type { Read, Joined } from './join';
import { apply, deadWith, deleteAtService, deploy, forget, replace } from './mend';
import type { Finding, Severity } from './model';

const DAY = 86_400_000;
const UNUSED_AFTER = 90 * DAY;

export interface FindingOptions {
  readonly at: Date;
  /** Milliseconds within which an end is near. */
  readonly endsWithin: number;
}

/** What the rules look at. */
export interface Facts {
  readonly end?: Date | 'never';
  readonly enabled?: boolean;
  readonly created?: Date;
  readonly lastUsed?: Date;
}

interface Mend {
  readonly change?: string;
  readonly commands: readonly string[];
  readonly severity?: Severity;
}

/** What is wrong with a token. What cannot be judged, since a source was not read or not wholly, is no finding. */
export function findingsOf(token: Joined, facts: Facts, read: Read, options: FindingOptions): Finding[] {
  const findings: Finding[] = [];
  const add = (id: FindingId, message: string, { change, commands, severity }: Mend): void => {
    findings.push({ id, severity: severity ?? kindOf(id).severity, message, ...change !== undefined && { change }, commands });
  };
  const { code, state, live, stack } = token;
  const { at, endsWithin } = options;
  const isAtService = live !== undefined;
  const isManaged = state !== undefined || code !== undefined;

  if (state !== undefined && !isAtService && token.isJudgeable) {
    const stackState = read.states!.stacks.find((candidate) => candidate.stack === stack);
    const addresses = deadWith(state, token.identity, stackState, read.harness);
    const isWanted = code !== undefined || !isCodeRead(token, read);
    add('dead', `the service has no such token any more; the state of ${stack} still holds it`, {
      commands: [forget(token.folder, addresses), ...isWanted ? [apply(token)] : []],
    });
    // Nothing else can be said of what is not there.
    return findings;
  }

  addByEnd();

  const newest = code?.rotation?.rule?.newest(at.getTime() / 1000).stamp;
  if (newest !== undefined && state !== undefined && isLatestInState(token, read) && String(state.index) < newest) {
    add('rotation-overdue', `generation ${newest} was to start by now, and the state of ${stack} does not have it`, { commands: [apply(token)] });
  }
  if (facts.enabled === false) {
    add('disabled', 'it is disabled, so that whoever uses its value is refused', isManaged
      ? { change: 'set enabled to true', commands: [deploy(stack!)] } : { commands: [deleteAtService(token)] });
  }
  if (state !== undefined && !state.hasSecret) {
    add('secret-lost', `the state of ${stack} holds it without its secret, so nothing can hand it on`, { commands: [replace(token)] });
  }
  if (!isManaged && !live!.dynatrace?.isCaller && areAllStatesRead(read)) {
    add('unmanaged', 'it is at the service and in none of the states', { change: 'adopt() it in the code, or delete it', commands: [deleteAtService(token)] });
  }
  if (isAtService && live.dynatrace !== undefined && !live.dynatrace.isCaller) {
    addByUse();
    add('classic-token', 'it is a classic access token, which Dynatrace replaces by platform tokens', {
      change: `give its ${token.consumers.length === 1 ? 'consumer' : 'consumers'} a platform token`
        + `${isManaged ? ', and remove this one from the code' : ' and delete this one'}`,
      commands: [isManaged ? deploy(stack!) : deleteAtService(token)],
    });
  }
  if (code !== undefined && state === undefined && read.states?.stacks.some((candidate) => candidate.stack === stack)) {
    add('not-deployed', `the code has it, and the state of ${stack} does not`, { commands: [deploy(stack!)] });
  }
  if (state !== undefined && code === undefined && isCodeRead(token, read) && !state.address.startsWith('module.')) {
    add('left-over', `the state of ${stack} holds it, and the code does not: the next deploy destroys it`, { commands: [deploy(stack!)] });
  }
  return findings;

  function addByEnd(): void {
    const { end } = facts;
    if (end === undefined) {
      return;
    }
    if (end === 'never') {
      add('never-ends', 'it has no end', isManaged
        ? { change: 'give it an end (expiresAt), or let it rotate', commands: [deploy(stack!)] } : { commands: [deleteAtService(token)] });
      return;
    }
    const left = end.getTime() - at.getTime();
    // A generation that another follows goes by itself.
    if (left > endsWithin || (token.rotation !== undefined && !isLatestInState(token, read))) {
      return;
    }
    if (left <= 0) {
      add('ended', `it ended at ${end.toISOString()}`, isManaged ? renewal() : { severity: 'note', commands: [deleteAtService(token)] });
    } else {
      const days = Math.floor(left / DAY);
      add('ends-soon', `it ends at ${end.toISOString()}, in ${days === 0 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`}`, isManaged
        ? renewal() : { change: 'find out who uses it', commands: [deleteAtService(token)] });
    }
  }

  function renewal(): Mend {
    if (token.rotation !== undefined) {
      return { commands: [apply(token)] };
    }
    // An end that nobody wrote follows from the creation.
    return code?.end.kind === 'service' && state !== undefined
      ? { commands: [replace(token)] } : { change: 'give it a later end (expiresAt), or let it rotate', commands: [deploy(stack!)] };
  }

  function addByUse(): void {
    const { lastUsed, created } = facts;
    const since = lastUsed ?? created;
    if (since !== undefined && at.getTime() - since.getTime() > UNUSED_AFTER) {
      add('unused', lastUsed === undefined ? `nobody has used it since it was created at ${since.toISOString()}` : `it was last used at ${since.toISOString()}`, isManaged
        ? { change: 'remove it from the code', commands: [deploy(stack!)] } : { commands: [deleteAtService(token)] });
    }
  }
}

function isCodeRead({ stack }: Joined, { code }: Read): boolean {
  return code?.stacks.some(({ name }) => name === stack) === true;
}

/** Only then what is in no state is unmanaged. */
function areAllStatesRead({ states, code, app }: Read): boolean {
  const known = new Set(states?.stacks.map(({ stack }) => stack));
  return states !== undefined && states.unread.length === 0 && states.problems.length === 0
    && (code?.problems.length ?? 0) === 0 && (app?.stacks ?? []).every(({ name }) => known.has(name));
}

/** The instances of a rotating token in its state, the latest first. */
function instancesOf({ stack, state, code }: Joined, { states }: Read): string[] {
  const resources = states?.stacks.find((candidate) => candidate.stack === stack)?.resources ?? [];
  return resources.filter(({ type, name }) => type === state!.type && name === state!.name && code !== undefined)
    .map(({ index }) => String(index)).sort().reverse();
}

function isLatestInState(token: Joined, read: Read): boolean {
  return token.state === undefined || instancesOf(token, read)[0] === String(token.state.index);
}
