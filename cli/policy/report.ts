import * as fs from 'node:fs';
import { join } from 'node:path';
import { Complaint } from '../command-line';

const FILE = 'access-tokens-policy.json';
const VERSION = 1;

export type Level = 'error' | 'warning' | 'note';

export interface PolicyRule {
  readonly id: string;
  readonly description: string;
  readonly risks: readonly string[];
  readonly mandatory: boolean;
}

export interface PolicyToken {
  readonly path: string;
  readonly stack: string;
  readonly address: string;
  readonly system: string;
  readonly owner?: string;
  readonly accountId?: string;
  readonly orgId?: string;
  readonly projectId?: string;
  readonly environment?: string;
}

export interface PolicyFinding {
  readonly policy: string;
  readonly rule: string;
  readonly token: string;
  readonly level: Level;
  readonly message: string;
  readonly advice?: string;
  readonly acknowledgement?: { readonly reason: string; readonly until: string; readonly state: string };
}

/** What the synth of an app wrote, as schemas/access-tokens-policy.schema.json describes it; here what the command reads of it. */
export interface PolicyReport {
  readonly version: number;
  readonly summary: { readonly tokens: number; readonly errors: number; readonly warnings: number; readonly acknowledged: number };
  readonly policies: readonly { readonly path: string; readonly enforcement: string; readonly rules: readonly PolicyRule[] }[];
  readonly tokens: readonly PolicyToken[];
  readonly findings: readonly PolicyFinding[];
}

export function readPolicyReport(app: string): PolicyReport {
  const file = join(app, FILE);
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
    throw new Complaint(isMissing
      ? `there is no '${file}': synthesize the app first, and give it a TokenPolicy if it has none`
      : `'${file}' cannot be read: ${(error as Error).message}`);
  }
  let report: PolicyReport | undefined;
  try {
    report = JSON.parse(text);
  } catch {
    // Said below.
  }
  if (typeof report?.version !== 'number' || !Array.isArray(report.findings)) {
    throw new Complaint(`'${file}' is no policy report: synthesize the app again`);
  }
  if (report.version !== VERSION) {
    throw new Complaint(`'${file}' has version ${report.version}, and this command reads version ${VERSION}: use the command of the library that wrote it`);
  }
  return report;
}

/** One line that says what a finding is. */
export function sentenceOf({ token, message, advice }: PolicyFinding): string {
  return `${token} ${message}${advice === undefined ? '' : `: ${advice}`}`;
}
