import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { type Duration } from '../duration';
import { type Expiration } from '../expiration';
import { hclOf, topLevelHcl } from '../private/hcl';
import { lengthInWords } from '../private/length-of-time';
import { refuse } from '../private/refuse';
import { resolveIn } from '../private/resolve';
import { LATEST_CALCULATED, LONGEST_CALCULATED } from '../private/terraform-time';
import { planTime } from '../rotation/plan-clock';

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

/** What Terraform warns of at each plan and apply where it does not hold. */
export interface Assertion {
  readonly condition: string;
  readonly message: string;
}

/** An end given by an attribute of RFC 3339. */
export function endAtDate(date: string, expiresAt: Expiration | undefined): End {
  return { reference: date, text: expiresAt?.isKnown ? expiresAt.toIsoString() : date };
}

/** An end given by an attribute of epoch milliseconds, which Terraform turns into a date. */
export function endAtMilliseconds(token: Construct, milliseconds: number, expiresAt: Expiration | undefined): End {
  refuseUncalculated(token, expiresAt);
  return endAtDate(cdktf.Fn.timeadd('1970-01-01T00:00:00Z', goDuration(milliseconds)), expiresAt);
}

/** Refuses an end in milliseconds that Terraform cannot turn into a date. */
export function refuseUncalculated(token: Construct, expiresAt: Expiration | undefined): void {
  if (expiresAt?.isKnown && expiresAt.toEpochMilliseconds() > LATEST_CALCULATED) {
    refuse(token, 'expiresAt', 'must lie before 2262-04-11, where the arithmetic of Terraform ends, if warnBeforeExpiry is set', expiresAt.toIsoString());
  }
}

/** Refuses a `warnBeforeExpiry` that cannot be. */
export function checkWarning(token: Construct, before: Duration | undefined): void {
  if (!before) {
    return;
  }
  const milliseconds = before.toMilliseconds();
  if (milliseconds === 0) {
    refuse(token, 'warnBeforeExpiry', 'must be greater than zero', lengthInWords(0));
  }
  if (!cdktf.Token.isUnresolved(milliseconds) && milliseconds > LONGEST_CALCULATED) {
    refuse(token, 'warnBeforeExpiry', `must be at most ${lengthInWords(LONGEST_CALCULATED)}`, lengthInWords(milliseconds));
  }
}

/** Makes each plan and apply warn once the end of the subject is near, and of what else is given. */
export function warnBeforeEnd(token: Construct, subject: string, end: End, before: Duration, advice: string, ...others: Assertion[]): void {
  checkWarning(token, before);
  const milliseconds = before.toMilliseconds();
  const stack = cdktf.TerraformStack.of(token);
  const { Fn, Op } = cdktf;
  const horizon = Fn.timeadd(cdktf.Token.asString(cdktf.ref(planTime(token), stack)), goDuration(milliseconds));
  const message = [`${subject} ends at ${end.text}: ${advice}.`, end.consequence].filter(Boolean).join(' ');
  // Not `< 0`: cdktf renders that zero as `undefined`. Terraform wants a condition that refers to an object: the end does.
  new ExpiryCheck(token, [{ condition: cdktf.Token.asString(Op.eq(Fn.timecmp(horizon, end.reference), -1)), message }, ...others]);
}

/** A `check` block, which cdktf has no element for. */
class ExpiryCheck extends cdktf.TerraformElement {
  public constructor(private readonly token: Construct, private readonly assertions: Assertion[]) {
    super(token, 'ExpiryCheck');
  }

  public toTerraform(): any {
    // The token's own name.
    return {
      check: {
        [this.cdktfStack.getLogicalId(this.token.node)]: {
          assert: this.assertions.map(({ condition, message }) => ({ condition, error_message: message })),
        },
      },
    };
  }

  public toHclTerraform(): any {
    const { check } = resolveIn(this.cdktfStack, this.toTerraform());
    const [[name, { assert }]] = Object.entries<any>(check);
    return topLevelHcl([
      `check "${name}" {`,
      ...assert.map((assertion: any) => `  assert {\n    condition = ${hclOf(assertion.condition)}\n    error_message = ${hclOf(assertion.error_message)}\n  }`),
      '}',
    ].join('\n'));
  }
}

/** A length of time in the form that `timeadd` takes. */
function goDuration(milliseconds: number): string {
  if (cdktf.Token.isUnresolved(milliseconds)) {
    return cdktf.Fn.join('', [cdktf.Token.asString(milliseconds), 'ms']);
  }
  return milliseconds % HOUR === 0 ? `${milliseconds / HOUR}h` : `${milliseconds}ms`;
}
