import { type Finding } from './judgement';
import { type ITokenFacts } from '../../token-facts';

/** Errors as a team would forward them: by rule, with the place, the owner and what to do of each token. */
export function describeViolations(errors: readonly Finding[]): string {
  return [`${count(errors, 'violation')} of token policies`, ...groups(errors, 'Violated'), ...howToAcknowledge(errors)].join('\n');
}

/** Warnings in the same form. */
export function describeWarnings(warnings: readonly Finding[]): string {
  return [`${count(warnings, 'warning')} of token policies`, ...groups(warnings, 'Warning')].join('\n');
}

function count(findings: readonly Finding[], noun: string): string {
  return `${findings.length} ${noun}${findings.length === 1 ? '' : 's'}`;
}

function groups(findings: readonly Finding[], title: string): string[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.policy.node.path} ${finding.rule.id}`;
    byRule.set(key, [...byRule.get(key) ?? [], finding]);
  }
  return [...byRule.values()].flatMap((ofRule) => {
    const [{ policy, rule }] = ofRule;
    const source = [policy.node.path, ...rule.risks].join(', ');
    return ['', `${title}: ${rule.id === rule.description ? rule.id : `${rule.id}: ${rule.description}`} [${source}]`, ...ofRule.flatMap(lines)];
  });
}

function lines({ token, message, advice }: Finding): string[] {
  return [
    `  ${token.path} ${message}${advice ? `: ${advice}` : ''}`,
    `    ${placeOf(token)}, ${token.address}`,
  ];
}

function placeOf(token: ITokenFacts): string {
  const place = [token.accountId, token.orgId, token.projectId].filter((part) => part !== undefined).join('/') || token.environment;
  return `${token.system} token${place ? ` at ${place}` : ''}${token.owner === undefined ? '' : `, of ${token.owner}`}`;
}

function howToAcknowledge(errors: readonly Finding[]): string[] {
  const open = errors.find(({ policy, rule, acknowledgement }) => !acknowledgement && !policy._mandatory.has(rule.id));
  return open
    ? ['', `Mend the tokens, or let one break a rule for a time: policy.acknowledge(token, '${open.rule.id}', { reason: '...', until: '2027-01-31T00:00:00Z' })`]
    : [];
}
