import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { adopt } from './adoption';
import { enterStack } from './entrance';
import { type End, warnBeforeEnd } from './expiry-check';
import { exportSecret } from './export-secret';
import { type ConstructFacts } from './facts';
import { moveFrom } from './moves';
import { SecretReference } from './secret-reference';
import { valueVersionOf } from './value-version';
import { type IAccessToken } from '../access-token';
import { type Duration } from '../duration';
import { refuse } from '../private/refuse';
import { type ResourceReader } from '../private/resource-reader';
import { type ITokenFacts } from '../token-facts';

/**
 * What the tokens of both systems do alike.
 * @internal
 */
export abstract class AccessTokenBase extends Construct implements IAccessToken {
  private secret?: string;
  private version?: number;
  private adopted = false;
  /** @internal */
  protected _warnedBefore?: Duration;

  protected constructor(scope: Construct, id: string) {
    super(scope, id);
    enterStack(this);
  }

  public get value(): string {
    const reason = this.whyUnreadable();
    if (reason) {
      throw new Error(reason);
    }
    this.secret ??= new SecretReference(cdktf.TerraformStack.of(this), this._secretAttribute(), () => this.whyUnreadable()).toString();
    return this.secret;
  }

  public get valueVersion(): number {
    this.version ??= valueVersionOf(this, this._hashedSecret());
    return this.version;
  }

  public get facts(): ITokenFacts {
    return this._facts();
  }

  public exportValue(id: string): cdktf.TerraformOutput {
    return exportSecret(this, id, this.value);
  }

  /**
   * Keeps the token and its secret when this construct is renamed or moved within its stack: at the next apply Terraform moves the
   * state of all that stands below it. Without it Terraform destroys what it finds at the old addresses.
   *
   * Leave the call in the code until every state is moved. Renamed or moved again, call it once for each former path, the oldest first.
   *
   * @param path where the construct stood in its stack: construct ids with `/` between them, such as `Former/Bot`;
   *   or the address of its own resource, as it was written by hand
   * @throws if the path is the present one, was given before, or is no path below the stack; at synth if something stands there
   * @see https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
   */
  public movedFrom(path: string): void {
    moveFrom(this, path);
  }

  /** What `valueVersion` is the digest of.
   * @internal */
  protected _hashedSecret(): string {
    return this.value;
  }

  /** @param look what was read already in the same look at the tree
   * @internal */
  public _facts(look?: ResourceReader): ITokenFacts {
    return this._factsOf(this.node.defaultChild as cdktf.TerraformResource, this._constructFacts(), look);
  }

  /** @internal */
  protected _constructFacts(): ConstructFacts {
    return { construct: this, warnBeforeExpiry: this._warnedBefore, adopted: this.adopted };
  }

  /** @internal */
  public abstract _factsOf(resource: cdktf.TerraformResource, of: ConstructFacts, look?: ResourceReader): ITokenFacts;

  /** The plain reference to the secret.
   * @internal */
  protected abstract _secretAttribute(): string;

  /** When the token ends; undefined where it never does.
   * @internal */
  public abstract _end(): End | undefined;

  /** @internal */
  protected _warnBeforeExpiry(before: Duration): void {
    const end = this._end();
    if (!end) {
      refuse(this, 'warnBeforeExpiry', 'needs an end to warn of', 'a token that never ends', 'set expiresAt');
    }
    this._warnedBefore = before;
    warnBeforeEnd(this, `The token ${this.node.path}`, end, before, 'set a later end or issue another token, and deploy');
  }

  /** @internal */
  protected _adopt(importId: string): void {
    this.adopted = true;
    adopt(this, importId);
  }

  private whyUnreadable(): string | undefined {
    return this.adopted
      ? `value of an adopted token can't be had, since the service gives a secret at creation only: issue a new token and hand that one on [${this.node.path}]`
      : undefined;
  }
}
