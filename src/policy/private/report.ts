import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { type Finding, type Judged } from './judgement';
import { type Duration } from '../../duration';
import { POLICY_REPORT } from '../../private/policy-report';
import { type ITokenFacts } from '../../token-facts';
import { type TokenPolicy } from '../token-policy';

/** Writes the report, if the tree is an app's. */
export function writeReport(root: IConstruct, policies: readonly TokenPolicy[], judged: readonly Judged[]): void {
  if (cdktf.App.isApp(root)) {
    mkdirSync(root.outdir, { recursive: true });
    writeFileSync(join(root.outdir, POLICY_REPORT), textOf(reportOf(policies, judged)));
  }
}

/** A line for each policy, token and finding: to be compared, and a third of the size. */
function textOf(report: object): string {
  const members = Object.entries(report).map(([name, value]) => {
    const text = Array.isArray(value) ? `[\n${value.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]` : JSON.stringify(value);
    return `  ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}

function reportOf(policies: readonly TokenPolicy[], judged: readonly Judged[]): object {
  const findings = judged.flatMap((token) => token.findings);
  const count = (wanted: Finding['level']) => findings.filter(({ level }) => level === wanted).length;
  return {
    version: 1,
    summary: { tokens: judged.length, errors: count('error'), warnings: count('warning'), acknowledged: count('note') },
    policies: policies.map((policy) => ({
      path: policy.node.path,
      enforcement: policy._enforcement,
      rules: policy._rules.map(({ id, description, risks }) => ({ id, description, risks, mandatory: policy._mandatory.has(id) })),
    })),
    tokens: judged.map(({ facts }) => tokenOf(facts)),
    findings: findings.map(({ policy, rule, token, level, message, advice, acknowledgement }) => ({
      policy: policy.node.path,
      rule: rule.id,
      token: token.path,
      level,
      message,
      advice,
      acknowledgement: acknowledgement && { reason: acknowledgement.reason, until: acknowledgement.until, state: acknowledgement.state },
    })),
  };
}

/** Named one by one: to spread what has getters takes longer than to judge it. */
function tokenOf(facts: ITokenFacts): object {
  const { rotation } = facts;
  return {
    system: facts.system,
    kind: facts.kind,
    path: facts.path,
    stack: facts.stack,
    address: facts.address,
    name: facts.name,
    accountId: facts.accountId,
    orgId: facts.orgId,
    projectId: facts.projectId,
    environment: facts.environment,
    owner: facts.owner,
    permissions: facts.permissions,
    tags: facts.tags,
    endsAt: facts.endsAt,
    neverEnds: facts.neverEnds,
    longestLifeMilliseconds: milliseconds(facts.longestLife),
    rotation: rotation && {
      periodMilliseconds: milliseconds(rotation.period),
      overlapMilliseconds: milliseconds(rotation.overlap),
      lifetimeMilliseconds: milliseconds(rotation.lifetime),
    },
    warnBeforeExpiryMilliseconds: milliseconds(facts.warnBeforeExpiry),
    enabled: facts.enabled,
    adopted: facts.adopted,
    destroyPrevented: facts.destroyPrevented,
    unknown: facts.unknown,
  };
}

function milliseconds(duration: Duration | undefined): number | undefined {
  const length = duration?.toMilliseconds();
  return cdktf.Token.isUnresolved(length) ? undefined : length;
}
