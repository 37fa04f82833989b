/// <reference lib="dom" />
import type { FindingKind } from '../catalog';
import type { FindingDocument, InventoryDocument, TokenDocument } from '../formats/document';

export type PageFinding = Omit<FindingDocument, 'title'>;

/** A token with what the page asks for again and again. */
export interface PageToken extends Omit<TokenDocument, 'findings'> {
  readonly findings: readonly PageFinding[];
  /** All of its words, for the search. */
  words: string;
  /** The worst severity; `fine` without a finding. */
  worst: 'error' | 'warning' | 'note' | 'fine';
  rank: number;
  /** Epoch milliseconds; infinite if it never ends, undefined if nobody knows. */
  endsAt?: number;
  /** How many resources or outputs use it. */
  uses: number;
}

export interface PageData extends Omit<InventoryDocument, 'tokens'> {
  readonly kinds: readonly FindingKind[];
  readonly tokens: readonly PageToken[];
}

const RANKS = ['fine', 'note', 'warning', 'error'] as const;

export function readData(): PageData {
  const data = JSON.parse(document.getElementById('data')!.textContent!) as PageData;
  for (const token of data.tokens) {
    token.rank = Math.max(0, ...token.findings.map(({ severity }) => RANKS.indexOf(severity)));
    token.worst = RANKS[token.rank];
    token.endsAt = token.neverEnds ? Infinity : token.end === undefined ? undefined : Date.parse(token.end);
    token.uses = new Set(token.consumers.map(({ stack, address }) => `${stack} ${address}`)).size;
    token.words = [
      token.name, token.identifier, token.system, token.kind, token.scope, token.owner, token.apiKey, token.stack, token.address, token.construct,
      ...token.permissions, ...token.tags, ...token.findings.map(({ id }) => id), ...token.consumers.map(({ address }) => address),
    ].join('\n').toLowerCase();
  }
  return data;
}

const DAY = 86_400_000;

export function days(milliseconds: number): number {
  return Math.floor(milliseconds / DAY);
}

export function day(millisecondsOrText: number | string): string {
  return new Date(millisecondsOrText).toISOString().slice(0, 10);
}

/** How far off a moment is, in words. */
export function distance(from: number, to: number): string {
  const count = Math.abs(days(to - from));
  const text = count === 0 ? 'today' : count < 60 ? `${count} day${count === 1 ? '' : 's'}` : count < 730 ? `${Math.round(count / 30.4)} months` : `${Math.round(count / 365)} years`;
  return count === 0 ? text : to < from ? `${text} ago` : `in ${text}`;
}

/** Such as `30 days`. */
export function period(seconds: number): string {
  const hours = seconds / 3600;
  return hours % 24 === 0 ? `${hours / 24} day${hours === 24 ? '' : 's'}` : `${Math.round(hours)} hours`;
}

export function plural(count: number, thing: string): string {
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
}
