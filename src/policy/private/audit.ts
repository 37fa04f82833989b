import * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { type Finding, judge, type Judged } from './judgement';
import { describeViolations, describeWarnings } from './message';
import { writeReport } from './report';
import { factsOf, tokensBelow } from './tokens';
import { harnessReader } from '../../harness/private/token-facts';
import { refuse } from '../../private/refuse';
import { isFirst, stateOf } from '../../private/tree-state';
import { type TokenPolicy } from '../token-policy';

const AUDIT = Symbol('accessTokens.audit');
const AUDITED_STACK = Symbol('accessTokens.auditedStack');
const AUDITED_CLASS = Symbol('accessTokens.auditedClass');
const WARNED = Symbol('accessTokens.policyWarnings');

/** The audit of the tree. */
export function auditOf(construct: IConstruct): Audit {
  const { root } = construct.node;
  return stateOf(root, AUDIT, () => new Audit(root));
}

/**
 * All policies of a tree, and what they find.
 *
 * An aspect would not do, since cdktf visits none above a stack. A stack's validations see its own tokens, so that the test of a
 * stack passes or fails by itself; what is said, once one fails, is about the whole app.
 */
export class Audit {
  private readonly policies: TokenPolicy[] = [];
  /** By token, since the last synth of the app. */
  private readonly judged = new Map<IConstruct, Judged>();

  public constructor(private readonly root: IConstruct) {
    auditEachStack();
    root.node.addValidation({ validate: () => this.finish() });
  }

  public add(policy: TokenPolicy): void {
    if (this.policies.some(({ node }) => node.path === policy.node.path)) {
      refuse(policy, 'id', 'must be that of no other policy', policy.node.id, 'give this policy another id');
    }
    this.policies.push(policy);
  }

  public check(stack: cdktf.TerraformStack): string[] {
    const judged = this.judgeAll(stack);
    for (const token of judged) {
      this.judged.set(token.construct, token);
    }
    const findings = judged.flatMap((token) => token.findings);
    warnOnce(stack, findings.filter(({ level }) => level === 'warning'));
    return findings.some(({ level }) => level === 'error') ? this.report(this.judgeAll(this.root)) : [];
  }

  /** Runs as the last validation of an app's synth, when all stacks are checked. */
  private finish(): string[] {
    const errors = this.report([...this.judged.values()]);
    this.judged.clear();
    return errors;
  }

  private judgeAll(construct: IConstruct): Judged[] {
    const look = harnessReader(true);
    return tokensBelow(construct).flatMap((token) => {
      const facts = factsOf(token, look);
      return facts ? judge(token, facts, this.policies) : [];
    });
  }

  private report(judged: readonly Judged[]): string[] {
    writeReport(this.root, this.policies, judged);
    const errors = judged.flatMap(({ findings }) => findings).filter(({ level }) => level === 'error');
    return errors.length > 0 ? [describeViolations(errors)] : [];
  }
}

/** cdktf validates a stack with what is in it, never what is above, so the audit of the tree is added to each stack just before. */
function auditEachStack(): void {
  const { prototype } = cdktf.TerraformStack;
  if (!isFirst(prototype as unknown as IConstruct, AUDITED_CLASS)) {
    return;
  }
  const { runAllValidations } = prototype;
  prototype.runAllValidations = function (this: cdktf.TerraformStack) {
    const audit = (this.node.root as { [AUDIT]?: Audit })[AUDIT];
    if (audit && isFirst(this, AUDITED_STACK)) {
      this.node.addValidation({ validate: () => audit.check(this) });
    }
    runAllValidations.call(this);
  };
}

/** What a stack was warned of already, since tests synthesize one several times. */
function warnOnce(stack: cdktf.TerraformStack, warnings: readonly Finding[]): void {
  if (warnings.length === 0) {
    return;
  }
  const text = describeWarnings(warnings);
  const said = stateOf(stack, WARNED, () => new Set<string>());
  if (!said.has(text)) {
    said.add(text);
    cdktf.Annotations.of(stack).addWarning(text);
  }
}
