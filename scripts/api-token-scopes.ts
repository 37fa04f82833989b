/**
 * Writes the statics of ApiTokenScope from schemas/dynatrace-api-token-scopes.json.
 * Usage: ts-node scripts/api-token-scopes.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const CLASS_FILE = join(ROOT, 'src', 'dynatrace', 'api-token-scope.ts');

interface ScopeData {
  readonly id: string;
  readonly title: string;
  readonly group: 'v2' | 'v1' | 'paas' | 'legacy';
  readonly personal: boolean;
}

/** `openTelemetryTrace.ingest` becomes `OPEN_TELEMETRY_TRACE_INGEST`. */
export function staticNameOf(scopeId: string): string {
  return scopeId.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z])([A-Z][a-z])/g, '$1_$2').replace(/\./g, '_').toUpperCase();
}

export function readScopes(): ScopeData[] {
  return JSON.parse(readFileSync(join(ROOT, 'schemas', 'dynatrace-api-token-scopes.json'), 'utf8'));
}

/** The text of ApiTokenScope's file with its statics made anew. */
export function withGeneratedStatics(source: string): string {
  const statics = readScopes().map(({ id, title, group, personal }) => [
    `  /** \`${id}\`: ${title}. */`,
    `  public static readonly ${staticNameOf(id)} = new ApiTokenScope('${id}', '${title}', ApiTokenScopeGroup.${group.toUpperCase()}, ${personal});`,
  ].join('\n'));
  return source.replace(/(\/\/ <generated [^\n]*\n)[^]*?( *\/\/ <\/generated>)/, (_, begin, end) => `${begin}${statics.join('\n')}\n${end}`);
}

if (require.main === module) {
  writeFileSync(CLASS_FILE, withGeneratedStatics(readFileSync(CLASS_FILE, 'utf8')));
}
