import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { enterStack } from './entrance';
import { type End, warnBeforeEnd } from './expiry-check';
import { exportSecret } from './export-secret';
import { importInto } from './import-block';
import { moveFrom } from './moves';
import { SecretReference } from './secret-reference';
import { valueVersionOf } from './value-version';
import { type IAccessToken } from '../access-token';
import { type Duration } from '../duration';
import { guardSecrets } from '../guard/guard';
import { refuse } from '../private/refuse';

/**
 * What the tokens of both systems do alike.
 * @internal
 */
export abstract class AccessTokenBase extends Construct implements IAccessToken {
  private secret?: string;
  private version?: number;
  private adopted = false;

  protected constructor(scope: Construct, id: string) {
    super(scope, id);
    enterStack(this);
    guardSecrets(cdktf.TerraformStack.of(this));
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

  public exportValue(id: string): cdktf.TerraformOutput {
    return exportSecret(this, id, this.value);
  }

  /**
   * Keeps the token and its secret when this construct is renamed or moved within its stack: at the next apply Terraform moves the
   * state of all that stands below it. Without it Terraform destroys what it finds at the old addresses.
   *
   * Leave the call in the code until every state is moved. Renamed or moved again, call it once for each former path, the oldest first.
   *
   * @param path where the construct stood in its stack: construct ids with `/` between them, such as `Former/Bot`
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
    warnBeforeEnd(this, `The token ${this.node.path}`, end, before, 'set a later end or issue another token, and deploy');
  }

  /** @internal */
  protected _adopt(importId: string): void {
    this.adopted = true;
    importInto(this.node.defaultChild as cdktf.TerraformResource, importId);
  }

  private whyUnreadable(): string | undefined {
    return this.adopted
      ? `value of an adopted token can't be had, since the service gives a secret at creation only: issue a new token and hand that one on [${this.node.path}]`
      : undefined;
  }
}
