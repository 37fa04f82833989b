import { type IConstruct } from 'constructs';
import { now } from '../../private/now';
import { systemOfSecretIn } from '../../private/secret-forms';
import { type ITokenFacts } from '../../token-facts';
import { PolicyEnforcement } from '../policy-enforcement';
import { type TokenFinding } from '../token-finding';
import { type TokenAcknowledgement, type TokenPolicy } from '../token-policy';
import { type TokenRule } from '../token-rule';

/** How long before its end an acknowledgement is warned of. */
const NOTICE = 14 * 24 * 3_600_000;

/** As SARIF names them: what fails a synth, what it warns of, what is acknowledged. */
export type Level = 'error' | 'warning' | 'note';

/** What becomes of an acknowledgement: in force, in force but soon over, over, or without anything to acknowledge. */
export type AcknowledgementState = 'active' | 'ending' | 'ended' | 'stale';

export interface Finding {
  readonly policy: TokenPolicy;
  readonly rule: TokenRule;
  readonly token: ITokenFacts;
  readonly level: Level;
  readonly message: string;
  readonly advice?: string;
  readonly acknowledgement?: TokenAcknowledgement & { readonly state: AcknowledgementState };
}

export interface Judged {
  readonly construct: IConstruct;
  readonly facts: ITokenFacts;
  readonly findings: readonly Finding[];
}

/** What the policies find in a token. */
export function judge(construct: IConstruct, facts: ITokenFacts, policies: readonly TokenPolicy[]): Judged {
  const { scopes } = construct.node;
  const findings = policies.filter((policy) => scopes.includes(policy.node.scope!)).flatMap((policy) =>
    policy._rules.flatMap((rule) => findingsOf(policy, rule, construct, facts)));
  return { construct, facts, findings };
}

function findingsOf(policy: TokenPolicy, rule: TokenRule, construct: IConstruct, token: ITokenFacts): Finding[] {
  const about = { policy, rule, token };
  const worst: Level = policy._enforcement === PolicyEnforcement.ERROR ? 'error' : 'warning';
  let found: TokenFinding | undefined;
  try {
    found = rule.check(token) ?? undefined;
  } catch (error) {
    const reason = withoutSecret(String((error as Error)?.message ?? error));
    return [{ ...about, level: worst, message: `cannot be judged, since the rule failed: ${reason}`, advice: 'mend the rule' }];
  }

  const acknowledgement = policy._acknowledgements.get(construct)?.get(rule.id);
  if (!acknowledgement) {
    return found ? [{ ...about, level: found.isViolation ? worst : 'warning', ...textOf(found) }] : [];
  }
  if (!found) {
    const message = 'is acknowledged, but does not break the rule any more';
    return [{ ...about, level: 'warning', message, advice: 'remove the acknowledgement', acknowledgement: { ...acknowledgement, state: 'stale' } }];
  }
  const left = Date.parse(acknowledgement.until) - now(construct);
  const { message, advice } = textOf(found);
  if (left <= 0) {
    return [{
      ...about,
      level: worst,
      message: `${message}, and its acknowledgement ended at ${acknowledgement.until} (${acknowledgement.reason})`,
      advice,
      acknowledgement: { ...acknowledgement, state: 'ended' },
    }];
  }
  if (left > NOTICE) {
    return [{ ...about, level: 'note', message, advice, acknowledgement: { ...acknowledgement, state: 'active' } }];
  }
  return [{
    ...about,
    level: 'warning',
    message: `${message}, and its acknowledgement ends at ${acknowledgement.until} (${acknowledgement.reason})`,
    advice,
    acknowledgement: { ...acknowledgement, state: 'ending' },
  }];
}

function textOf({ message, advice }: TokenFinding): { message: string; advice?: string } {
  return { message: withoutSecret(message), advice: advice === undefined ? undefined : withoutSecret(advice) };
}

/** A rule of one's own may repeat whatever it found. */
function withoutSecret(text: string): string {
  const system = systemOfSecretIn(text);
  return system ? `(a text with a ${system} secret)` : text;
}
