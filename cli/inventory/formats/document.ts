import type { Problem } from '../../problem';
import { kindOf } from '../catalog';
import { countBySeverity, type Inventory, type InventoryToken, type Severity, type SourceSummary } from '../model';

/** The inventory as JSON: `inventory.schema.json` describes it. Dates are ISO 8601 in UTC. */
export interface InventoryDocument {
  readonly version: 1;
  readonly generatedAt: string;
  /** False if something could not be read: see `problems`. */
  readonly complete: boolean;
  readonly sources: readonly SourceSummary[];
  readonly problems: readonly Problem[];
  readonly summary: { readonly tokens: number; readonly findings: Readonly<Record<Severity, number>> };
  readonly tokens: readonly TokenDocument[];
}

export interface TokenDocument extends Omit<InventoryToken, 'created' | 'lastUsed' | 'end' | 'rotation' | 'findings'> {
  readonly created?: string;
  readonly lastUsed?: string;
  /** Left out if it never ends, or no source knows the end. */
  readonly end?: string;
  readonly neverEnds?: true;
  readonly rotation?: { readonly periodSeconds: number; readonly next: string; readonly newest: boolean };
  readonly findings: readonly FindingDocument[];
}

export interface FindingDocument {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly change?: string;
  readonly commands: readonly string[];
}

export function documentOf(inventory: Inventory): InventoryDocument {
  const { at, sources, problems, tokens } = inventory;
  return {
    version: 1,
    generatedAt: at.toISOString(),
    complete: problems.length === 0,
    sources,
    problems,
    summary: { tokens: tokens.length, findings: countBySeverity(tokens) },
    tokens: tokens.map(tokenDocumentOf),
  };
}

function tokenDocumentOf({ created, lastUsed, end, rotation, findings, ...token }: InventoryToken): TokenDocument {
  return {
    ...token,
    ...created && { created: created.toISOString() },
    ...lastUsed && { lastUsed: lastUsed.toISOString() },
    ...end === 'never' ? { neverEnds: true } : end && { end: end.toISOString() },
    ...rotation && { rotation: { periodSeconds: rotation.periodSeconds, next: rotation.next.toISOString(), newest: rotation.isNewest } },
    findings: findings.map((finding) => ({ ...finding, title: kindOf(finding.id).title })),
  };
}

export function toJson(inventory: Inventory): string {
  return `${JSON.stringify(documentOf(inventory), undefined, 2)}\n`;
}
