import type { Consumer } from '../code/code-tokens';
import type { Problem } from '../problem';
import type { FindingId } from './catalog';

export type System = 'Harness' | 'Dynatrace';
export type Source = 'code' | 'state' | 'live';
export type Severity = 'note' | 'warning' | 'error';

export const SEVERITIES: readonly Severity[] = ['note', 'warning', 'error'];

/** What is wrong with a token, or will be, and how to mend it. */
export interface Finding {
  readonly id: FindingId;
  readonly severity: Severity;
  /** One sentence about this token. */
  readonly message: string;
  /** What to change in the code before the commands. */
  readonly change?: string;
  /** In this order, from the folder in which the app was synthesized. */
  readonly commands: readonly string[];
}

export interface TokenRotation {
  /** Seconds from one start to the next. */
  readonly periodSeconds: number;
  /** When the next generation starts. */
  readonly next: Date;
  /** Whether this is the generation whose value is handed out. */
  readonly isNewest: boolean;
}

/** A token, as the sources know it together. It never holds the secret. */
export interface InventoryToken {
  /** The same in each run, for as long as it is the same token. */
  readonly id: string;
  readonly system: System;
  /** `service account token`, `personal token`, `API token`, `personal access token`. */
  readonly kind: string;
  readonly name: string;
  /** Harness' identifier, or Dynatrace's id. */
  readonly identifier?: string;
  /** `account`, `account/organization`, `account/organization/project`, or the address of the environment. */
  readonly scope?: string;
  /** Service account or user. */
  readonly owner?: string;
  readonly apiKey?: string;
  readonly permissions: readonly string[];
  readonly tags: readonly string[];
  readonly enabled?: boolean;
  /** Which sources know it. */
  readonly sources: readonly Source[];
  readonly stack?: string;
  readonly address?: string;
  readonly construct?: string;
  readonly created?: Date;
  readonly lastUsed?: Date;
  /** `never`, or undefined if no source knows it. */
  readonly end?: Date | 'never';
  readonly rotation?: TokenRotation;
  readonly consumers: readonly Consumer[];
  readonly findings: readonly Finding[];
}

export interface SourceSummary {
  readonly source: Source;
  /** `12 stacks`, `Harness account x, Dynatrace https://...`. */
  readonly what: string;
  readonly tokens: number;
}

export interface Inventory {
  readonly at: Date;
  readonly sources: readonly SourceSummary[];
  /** What is missing from the list, and why. */
  readonly problems: readonly Problem[];
  readonly tokens: readonly InventoryToken[];
}

export function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** The worst of its findings. */
export function worstOf(token: Pick<InventoryToken, 'findings'>): Severity | undefined {
  return token.findings.map(({ severity }) => severity).sort((one, other) => rank(other) - rank(one))[0];
}

export function countBySeverity(tokens: readonly InventoryToken[]): Record<Severity, number> {
  const counts = { note: 0, warning: 0, error: 0 };
  tokens.forEach(({ findings }) => findings.forEach(({ severity }) => counts[severity]++));
  return counts;
}
