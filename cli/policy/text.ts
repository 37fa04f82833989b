import { type PolicyFinding, type PolicyReport, type PolicyToken, sentenceOf } from './report';

const TITLES = { error: 'Violated', warning: 'Warning', note: 'Acknowledged' } as const;

/** The report for people: by rule, the worst first. */
export function textOf(report: PolicyReport): string {
  const { tokens, errors, warnings, acknowledged } = report.summary;
  const summary = `${count(tokens, 'token')} under ${report.policies.length === 1 ? '1 policy' : `${report.policies.length} policies`}: `
    + `${count(errors, 'violation')}, ${count(warnings, 'warning')}, ${acknowledged} acknowledged`;
  return `${[summary, ...(['error', 'warning', 'note'] as const).flatMap((level) => groups(report, level))].join('\n')}\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function groups(report: PolicyReport, level: PolicyFinding['level']): string[] {
  const tokens = new Map(report.tokens.map((token) => [token.path, token]));
  const findings = report.findings.filter((finding) => finding.level === level);
  return report.policies.flatMap(({ path, rules }) => rules.flatMap(({ id, description, risks }) => {
    const ofRule = findings.filter(({ policy, rule }) => policy === path && rule === id);
    const title = `${TITLES[level]}: ${id === description ? id : `${id}: ${description}`} [${[path, ...risks].join(', ')}]`;
    return ofRule.length === 0 ? [] : ['', title, ...ofRule.flatMap((finding) => lines(finding, tokens.get(finding.token)))];
  }));
}

function lines(finding: PolicyFinding, token: PolicyToken | undefined): string[] {
  const { level, acknowledgement, message } = finding;
  const sentence = level === 'note' ? `${finding.token} ${message}` : sentenceOf(finding);
  const until = level === 'note' && acknowledgement ? [`    until ${acknowledgement.until}: ${acknowledgement.reason}`] : [];
  return [`  ${sentence}`, ...(token ? [`    ${placeOf(token)}`] : []), ...until];
}

function placeOf(token: PolicyToken): string {
  const place = [token.accountId, token.orgId, token.projectId].filter((part) => part !== undefined).join('/') || token.environment;
  return `${token.system} token${place ? ` at ${place}` : ''}${token.owner === undefined ? '' : `, of ${token.owner}`}, ${token.address}`;
}
