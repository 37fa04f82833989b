import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { type Duration } from '../duration';
import { type Expiration } from '../expiration';
import { refuse } from '../private/refuse';
import { resolveIn } from '../private/resolve';
import { isFirst } from '../private/tree-state';

const HOUR = 3_600_000;

/** When a token ends. */
export interface End {
  /** The end that its resource has, in the form of RFC 3339. Known at plan where it was given, unlike the resource's id. */
  readonly reference: string;
  /** The same, to be read. */
  readonly text: string;
  /** What follows for the stack once it has passed, as a sentence; undefined if nothing does. */
  readonly consequence?: string;
}

/** What to say from a time before the end on. */
export interface Alarm {
  readonly before: Duration;
  readonly message: string;
}

/** An end told by an attribute of RFC 3339. */
export function endAtDate(date: string, expiresAt: Expiration | undefined): End {
  return { reference: date, text: expiresAt?.isKnown ? expiresAt.toIsoString() : date };
}

/** An end told by an attribute of epoch milliseconds. */
export function endAtMilliseconds(milliseconds: number, expiresAt: Expiration | undefined): End {
  return endAtDate(cdktf.Fn.timeadd('1970-01-01T00:00:00Z', goDuration(milliseconds)), expiresAt);
}

/** Makes each plan and apply warn once the end is near. */
export function warnBeforeEnd(token: Construct, end: End, alarms: Alarm[]): void {
  for (const { before } of alarms) {
    if (before.toMilliseconds() === 0) {
      refuse(token, 'warnBeforeExpiry', 'must be longer than nothing', '0 ms');
    }
  }
  watch(cdktf.TerraformStack.of(token));
  new ExpiryCheck(token, end, alarms);
}

/** A `check` block, which cdktf has no element for. */
class ExpiryCheck extends cdktf.TerraformElement {
  public constructor(private readonly token: Construct, private readonly end: End, private readonly alarms: Alarm[]) {
    super(token, 'ExpiryCheck');
  }

  public toTerraform(): any {
    // The token's own name, which stays when its generations come and go.
    return { check: { [this.cdktfStack.getLogicalId(this.token.node)]: { assert: this.alarms.map((alarm) => this.assertion(alarm)) } } };
  }

  /** Terraform wants a condition that refers to an object: the end does. */
  private assertion({ before, message }: Alarm): object {
    const { Fn, Op } = cdktf;
    const horizon = Fn.timeadd(Fn.plantimestamp(), goDuration(before.toMilliseconds()));
    // Not `< 0`: cdktf renders that zero as `undefined`.
    return { condition: Op.eq(Fn.timecmp(horizon, this.end.reference), -1), error_message: message };
  }
}

/** A length of time in the form that `timeadd` takes. */
function goDuration(milliseconds: number): string {
  if (cdktf.Token.isUnresolved(milliseconds)) {
    return cdktf.Fn.join('', [cdktf.Token.asString(milliseconds), 'ms']);
  }
  return milliseconds % HOUR === 0 ? `${milliseconds / HOUR}h` : `${milliseconds}ms`;
}

const WATCHED = Symbol('accessTokens.expiryChecks');

/** cdktf's HCL has no `check` blocks either, and would leave them out in silence. */
function watch(stack: cdktf.TerraformStack): void {
  if (!isFirst(stack, WATCHED)) {
    return;
  }
  const toHclTerraform = stack.toHclTerraform.bind(stack);
  stack.toHclTerraform = () => {
    const rendered = toHclTerraform();
    const checks = stack.node.findAll().filter((node): node is ExpiryCheck => node instanceof ExpiryCheck && node.cdktfStack === stack);
    return { ...rendered, hcl: [rendered.hcl, ...checks.map((check) => hclOf(stack, check))].join('\n') };
  };
}

function hclOf(stack: cdktf.TerraformStack, check: ExpiryCheck): string {
  const { check: blocks } = resolveIn(stack, check.toTerraform());
  return Object.entries<any>(blocks).map(([name, { assert }]) => [
    `\ncheck "${name}" {`,
    ...assert.map((assertion: any) => `  assert {\n    condition = "${assertion.condition}"\n    error_message = "${assertion.error_message}"\n  }`),
    '}\n',
  ].join('\n')).join('');
}
