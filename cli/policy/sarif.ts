import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { relative, sep } from 'node:path';
import { type PolicyFinding, type PolicyReport, type PolicyToken, sentenceOf } from './report';

const REPOSITORY = 'https://github.com/cdktf-access-tokens/cdktf-access-tokens';
const HELP = `${REPOSITORY}/blob/main/docs/policy.md`;

/**
 * The report as SARIF 2.1.0, which code scanning takes.
 *
 * @param version that of this package
 * @param fileOf the synthesized file of a stack, by the stack's name
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifOf(report: PolicyReport, version: string, fileOf: (stack: string) => string): object {
  const rules = report.policies.flatMap(({ path, enforcement, rules: all }) => all.map((rule) => ({
    id: ruleIdOf(path, rule.id),
    name: rule.id.replace(/(?:^|[-_.]+)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${rule.description}.` },
    helpUri: HELP,
    defaultConfiguration: { level: enforcement === 'error' ? 'error' : 'warning' },
    properties: { tags: ['security', ...rule.risks] },
  })));
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const tokens = new Map(report.tokens.map((token) => [token.path, token]));
  const places = new Places(fileOf);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdktf-access-tokens policy', version, informationUri: REPOSITORY, rules } },
      columnKind: 'utf16CodeUnits',
      results: report.findings.map((finding) => {
        const ruleId = ruleIdOf(finding.policy, finding.rule);
        const token = tokens.get(finding.token);
        return {
          ruleId,
          ruleIndex: indexes.get(ruleId),
          level: finding.level,
          message: { text: `${sentenceOf(finding)}.` },
          locations: token && [places.locationOf(token)],
          partialFingerprints: { 'policyFinding/v1': createHash('sha256').update(`${ruleId}\n${finding.token}`).digest('hex') },
          suppressions: suppressionsOf(finding),
        };
      }),
    }],
  };
}

function ruleIdOf(policy: string, rule: string): string {
  return `${policy}/${rule}`;
}

/** Of all results or of none: a viewer takes a result without the property for one that nobody looked at. */
function suppressionsOf({ level, acknowledgement }: PolicyFinding): object[] {
  return level === 'note' && acknowledgement
    ? [{ kind: 'external', status: 'accepted', justification: `${acknowledgement.reason} (until ${acknowledgement.until})` }]
    : [];
}

/** Finds resources in the synthesized files. */
class Places {
  private readonly lines = new Map<string, Map<string, number>>();

  public constructor(private readonly fileOf: (stack: string) => string) {}

  public locationOf({ stack, path, address }: PolicyToken): object {
    const file = this.fileOf(stack.split('/').at(-1)!);
    const uri = relative(process.cwd(), file).split(sep).map(encodeURIComponent).join('/');
    return {
      physicalLocation: { artifactLocation: { uri }, region: { startLine: this.linesOf(file).get(address.split('.').at(-1)!) ?? 1 } },
      logicalLocations: [{ fullyQualifiedName: path, name: address, kind: 'resource' }],
    };
  }

  /** Where each resource begins; nothing if the synth failed before it wrote the file, or wrote HCL. */
  private linesOf(file: string): ReadonlyMap<string, number> {
    let lines = this.lines.get(file);
    if (!lines) {
      lines = new Map();
      for (const [index, line] of (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '').split('\n').entries()) {
        const [, name] = /^ {6}"([\w-]+)": \{$/.exec(line) ?? [];
        if (name !== undefined) {
          lines.set(name, index + 1);
        }
      }
      this.lines.set(file, lines);
    }
    return lines;
  }
}
