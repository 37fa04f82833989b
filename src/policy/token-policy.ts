import * as cdktf from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { PolicyEnforcement } from './policy-enforcement';
import { auditOf } from './private/audit';
import { tokenAt } from './private/tokens';
import { type TokenRule } from './token-rule';
import { parseDateTime } from '../private/date-time';
import { refuse } from '../private/refuse';
import { systemOfSecretIn } from '../private/secret-forms';

export interface TokenPolicyProps {
  /**
   * Rules that a token may be exempted from by an acknowledgement.
   */
  readonly rules: TokenRule[];

  /**
   * Rules that take no acknowledgement.
   *
   * @default - none
   */
  readonly mandatoryRules?: TokenRule[];

  /**
   * What becomes of a violation. An acknowledgement past its end is one.
   *
   * @default PolicyEnforcement.ERROR
   */
  readonly enforcement?: PolicyEnforcement;
}

/**
 * Why a token may break a rule, and until when.
 */
export interface TokenAcknowledgement {
  /**
   * Why the token may break the rule. It is part of the report.
   */
  readonly reason: string;

  /**
   * When the acknowledgement ends: ISO 8601 with its zone, such as `2027-01-31T00:00:00Z`. From then on the token breaks the
   * rule again; in the two weeks before, synth warns.
   */
  readonly until: string;
}

/**
 * Rules that hold for all tokens of both systems below a construct: an app, a stack or any other. It does not matter what
 * the tokens are made by, nor whether they come before or after the policy. Several policies add up.
 *
 * All violations of an app are one error at synth. The synth of an app writes the report `access-tokens-policy.json` into its
 * output directory.
 */
export class TokenPolicy extends Construct {
  /** @internal */
  public readonly _rules: readonly TokenRule[];
  /** @internal */
  public readonly _mandatory: ReadonlySet<string>;
  /** @internal */
  public readonly _enforcement: PolicyEnforcement;
  /** By the token's construct, then by rule.
   * @internal */
  public readonly _acknowledgements = new Map<IConstruct, Map<string, TokenAcknowledgement>>();

  /**
   * @param scope construct that the policy holds for, with all that is below it
   * @param id construct id
   * @param props rules, and what becomes of a violation
   * @throws if there is no rule, two have one id, or the scope has a policy of that construct id
   */
  public constructor(scope: Construct, id: string, props: TokenPolicyProps) {
    super(scope, id);
    const mandatory = props.mandatoryRules ?? [];
    this._rules = [...props.rules, ...mandatory];
    this._mandatory = new Set(mandatory.map((rule) => rule.id));
    this._enforcement = props.enforcement ?? PolicyEnforcement.ERROR;
    const ids = this._rules.map((rule) => rule.id);
    if (ids.length === 0) {
      refuse(this, 'rules', 'must not be empty', '[]');
    }
    const twice = ids.find((ruleId, index) => ids.indexOf(ruleId) !== index);
    if (twice !== undefined) {
      refuse(this, 'rules', 'must have different ids', twice, 'give one of the two another id');
    }
    auditOf(this).add(this);
    if (cdktf.App.isApp(scope)) {
      // cdktn refuses what stands in an app and is no stack.
      scope.node.tryRemoveChild(this.node.id);
    }
  }

  /**
   * Lets a token break a rule for a time. Synth warns once the token does not break it any more.
   *
   * @param token a token of any kind, also the resource of one that is made by `l1`, below the policy's scope
   * @param ruleId id of the rule
   * @param acknowledgement why, and until when
   * @returns the policy
   * @throws if there is no reason, `until` is no date and time, the policy has no such rule, the rule is mandatory, the
   *   construct is no token below the policy's scope, or it has an acknowledgement of that rule
   */
  public acknowledge(token: IConstruct, ruleId: string, acknowledgement: TokenAcknowledgement): TokenPolicy {
    const { reason, until } = acknowledgement;
    const of = `of the acknowledgement of ${ruleId}`;
    if (!this._rules.some((rule) => rule.id === ruleId)) {
      refuse(token, `rule ${of}`, `must be one of ${this.node.path}: ${this._rules.map((rule) => rule.id).join(', ')}`, ruleId);
    }
    if (this._mandatory.has(ruleId)) {
      refuse(token, `rule ${of}`, `must not be mandatory in ${this.node.path}`, ruleId, 'change the token');
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      refuse(token, `reason ${of}`, 'must not be empty', reason, 'say why this token may break the rule');
    }
    if (systemOfSecretIn(reason)) {
      refuse(token, `reason ${of}`, 'must not hold a secret', reason);
    }
    parseDateTime(`until ${of} [${token.node.path}]`, until);
    const construct = tokenAt(token) ?? refuse(token, `token ${of}`, 'must be a token', token.node.path, 'give the construct of a token, or its resource');
    if (!token.node.scopes.includes(this.node.scope!)) {
      refuse(token, `token ${of}`, `must be below ${this.node.scope!.node.path || 'the app'}, where ${this.node.path} holds`, token.node.path);
    }
    const ofToken = this._acknowledgements.get(construct) ?? new Map<string, TokenAcknowledgement>();
    if (ofToken.has(ruleId)) {
      refuse(token, `rule ${of}`, 'must be acknowledged once', ruleId, 'remove one of the two acknowledgements');
    }
    this._acknowledgements.set(construct, ofToken.set(ruleId, acknowledgement));
    return this;
  }
}
