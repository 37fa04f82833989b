import type { Mend } from './mend';
import type { PlannedChange } from './plan';
import type { AppStack } from '../code/app';
import type { ApiClient } from '../live/api-client';
import type { LiveDynatrace } from '../live/dynatrace';
import type { LiveHarness } from '../live/harness';
import type { Problem } from '../problem';
import type { StateResource } from '../state/state-reader';

/** A stack with what its state holds and what an apply would do. */
export interface StackCase {
  readonly stack: AppStack;
  readonly resources: readonly StateResource[];
  /** Undefined if Terraform could not plan. */
  readonly plan?: readonly PlannedChange[];
  /** The configuration of Dynatrace's provider that a resource uses, by type and name. */
  dynatraceOf(name: string): 'ours' | 'another' | 'unknown';
}

export interface HarnessSide {
  readonly live: LiveHarness;
  readonly client: ApiClient;
}

export interface DynatraceSide {
  readonly live: LiveDynatrace;
  readonly client: ApiClient;
}

/** All that was read. */
export interface Case {
  readonly at: Date;
  readonly stacks: readonly StackCase[];
  /** Stacks whose state could not be read: what none of the others holds may be theirs. */
  readonly unread: readonly AppStack[];
  readonly harness?: HarnessSide;
  readonly dynatrace?: DynatraceSide;
}

/** Something that is wrong, and mended by a command. */
export interface Finding {
  readonly stack: AppStack;
  readonly what: readonly string[];
  readonly mend: Mend;
}

/** Something that looks wrong and is left to people, since it cannot be proven to be the app's. */
export interface Doubt {
  readonly stack: AppStack;
  readonly what: string;
  /** What mends it if somebody knows that it is the app's. */
  readonly command?: string;
}

export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly doubts: readonly Doubt[];
  readonly problems: readonly Problem[];
}

export function joined(...parts: readonly Diagnosis[]): Diagnosis {
  return {
    findings: parts.flatMap(({ findings }) => findings),
    doubts: parts.flatMap(({ doubts }) => doubts),
    problems: parts.flatMap(({ problems }) => problems),
  };
}
