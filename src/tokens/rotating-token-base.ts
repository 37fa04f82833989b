import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { AccessTokenBase } from './access-token-base';
import { type End, endAtDate, refuseUncalculated, warnBeforeEnd } from './expiry-check';
import { type ConstructFacts } from './facts';
import { SecretReference } from './secret-reference';
import { type Duration } from '../duration';
import { lengthInWords } from '../private/length-of-time';
import { Local } from '../private/local';
import { type AnyKinds, checkProps } from '../private/props';
import { refuse } from '../private/refuse';
import { EndForm, TOKEN_SYSTEMS, type TokenSystem } from '../private/token-systems';
import { type IRotatingAccessToken } from '../rotating-access-token';
import { type RotationSchedule } from '../rotation';

const EPOCH = '1970-01-01T00:00:00Z';
/** The end that is looked at while there is no token. */
const NEVER = '9999-12-31T23:59:59Z';

/**
 * What the rotating tokens of both systems do alike: one resource, with an instance for each generation that exists.
 *
 * What refers to an instance takes its key from the resource and not from the clock: a plan that only refreshes has the
 * instances of the last apply.
 * @internal
 */
export abstract class RotatingTokenBase extends AccessTokenBase implements IRotatingAccessToken {
  /** Whether the service itself gives an end to a token that has none.
   * @internal */
  protected abstract readonly _endsUnasked: boolean;

  /** The resource's `for_each`.
   * @internal */
  protected readonly _forEach: cdktf.ITerraformIterator;

  /** The end of each instance, as its attribute's value; undefined if none has an end.
   * @internal */
  protected readonly _endOfEach?: string;

  private readonly generations: ReturnType<RotationSchedule['_render']>;
  private readonly system: TokenSystem;
  private readonly locals = new Map<string, Local>();
  private previousSecret?: string;

  private readonly schedule: RotationSchedule;

  protected constructor(scope: Construct, id: string, props: { readonly schedule: RotationSchedule }, kinds: AnyKinds, resourceType: string) {
    super(scope, id);
    checkProps(this, props, kinds);
    const { schedule } = props;
    this.schedule = schedule;
    schedule._checkStart(this);
    this.system = TOKEN_SYSTEMS.find((system) => system.resourceType === resourceType)!;
    this.generations = schedule._render(cdktf.TerraformStack.of(this), this.system.endForm);
    const { forEach, end } = this.generations;
    // A template passes as it is, where a token of cdktf's would keep a stack trace.
    this._forEach = cdktf.TerraformIterator.fromMap(forEach as { [stamp: string]: any });
    this._endOfEach = end;
  }

  public get previousValue(): string {
    this.previousSecret ??= new SecretReference(cdktf.TerraformStack.of(this), this.secretOf('PreviousValue', this.previousKey)).toString();
    return this.previousSecret;
  }

  public get nextRotation(): string | undefined {
    const { nextStart } = this.generations;
    return nextStart && this.local('NextRotation', () => nextStart).asString;
  }

  /** @internal */
  protected _constructFacts(): ConstructFacts {
    return { ...super._constructFacts(), schedule: this.schedule };
  }

  /** @internal */
  public _end(): End | undefined {
    const { period, _newestExpiresAt: expiresAt } = this.schedule;
    if (!period && !expiresAt && !this._endsUnasked) {
      return undefined;
    }
    const { endAttribute, endForm } = this.system;
    const newest = this.newestKey;
    if (endForm === EndForm.EPOCH_MILLISECONDS) {
      refuseUncalculated(this, expiresAt);
    }
    const dateOf = (instance: string) => endForm === EndForm.DATE_TIME
      ? `${instance}.${endAttribute}`
      : `timeadd("${EPOCH}", "\${${instance}.${endAttribute}}ms")`;
    const date = this.local('End', () => `concat(${this.ofInstance(newest, dateOf)}, ["${NEVER}"])[0]`).asString;
    return endAtDate(date, expiresAt);
  }

  /** Before the first apply there is no secret, and nothing has no digest.
   * @internal */
  protected _hashedSecret(): string {
    return cdktf.Fn.coalesce([this.value, 'none']);
  }

  /** @internal */
  protected _secretAttribute(): string {
    // In one expression: Terraform's plan walks each local, and most stacks use the newest key for nothing else.
    return this.local('Value', () => `concat(${this.secrets(`if key == ${this.generations.newest}`)}, ${this.secrets()}, [null])[0]`).asString;
  }

  /** @internal */
  protected _warnBeforeExpiry(before: Duration): void {
    const end = this._end();
    if (!end) {
      refuse(this, 'warnBeforeExpiry', 'needs an end to warn of', 'a token that never ends', 'set expiresAt of the schedule');
    }
    this._warnedBefore = before;
    const newest = `The newest token of ${this.node.path}`;
    const { period, lifetime } = this.schedule;
    if (!period || !lifetime) {
      return warnBeforeEnd(this, newest, end, before, 'rotate it by another serial, and deploy');
    }
    const [milliseconds, remaining] = [before.toMilliseconds(), lifetime.toMilliseconds() - period.toMilliseconds()];
    if (!cdktf.Token.isUnresolved(milliseconds) && milliseconds > remaining) {
      cdktf.Annotations.of(this).addWarning(`warnBeforeExpiry (${lengthInWords(milliseconds)}) is longer than a token lives after the next one has started `
        + `(${lengthInWords(remaining)}), so it warns before the next rotation is due: make it shorter`);
    }
    warnBeforeEnd(this, newest, end, before, 'deploy, so that the next one is issued', {
      condition: `\${contains(keys(${this.address}), ${this.generations.newest})}`,
      message: `${newest} is due to be replaced: deploy, so that the next one is issued.`,
    });
  }

  private get address(): string {
    const resource = this.node.defaultChild as cdktf.TerraformResource;
    return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
  }

  private secretOf(id: string, key: string): string {
    return this.local(id, () => `one(${this.ofInstance(key, (instance) => `${instance}.${this.system.secretAttribute}`)})`).asString;
  }

  /** Expression of the secrets of the instances that the condition lets through, the newest first. */
  private secrets(condition = ''): string {
    return `[for key in reverse(keys(${this.address})) : ${this.address}[key].${this.system.secretAttribute}${condition && ` ${condition}`}]`;
  }

  /** Expression of what is asked of the instance with the key: a list, since there is none before the first apply. */
  private ofInstance(key: string, expressionOf: (instance: string) => string): string {
    return `[for key in keys(${this.address}) : ${expressionOf(`${this.address}[key]`)} if key == ${key}]`;
  }

  /** Expression of the key of the newest instance. */
  private get newestKey(): string {
    return this.key('NewestKey', this.generations.newest, () => `reverse(keys(${this.address}))`);
  }

  /** Expression of the key of the instance before the newest, or else of the newest. */
  private get previousKey(): string {
    const { previous } = this.generations;
    const newest = this.newestKey;
    return previous ? this.key('PreviousKey', previous, () => `[${newest}]`) : this.local('PreviousKey', () => `concat(keys(${this.address}), [null])[0]`).reference;
  }

  /** Expression of the key if the resource has it, or else of the first of others; null if there is none. */
  private key(id: string, key: string, others: () => string): string {
    return this.local(id, () => `concat([for key in keys(${this.address}) : key if key == ${key}], ${others()}, [null])[0]`).reference;
  }

  private local(id: string, makeExpression: () => string): Local {
    let local = this.locals.get(id);
    if (!local) {
      local = new Local(this, id, makeExpression);
      this.locals.set(id, local);
    }
    return local;
  }
}
