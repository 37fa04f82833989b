import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { exportSecret } from './export-secret';
import { guardSecrets } from './guard';
import { importInto } from './import-block';
import { SecretReference } from './secret-reference';
import { IAccessToken } from '../access-token';

/**
 * What the tokens of both systems do alike.
 * @internal
 */
export abstract class AccessTokenBase extends Construct implements IAccessToken {
  private secret?: string;
  private adopted = false;

  protected constructor(scope: Construct, id: string) {
    super(scope, id);
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

  public exportValue(id: string): cdktf.TerraformOutput {
    return exportSecret(this, id, this.value);
  }

  /** The plain reference to the secret.
   * @internal */
  protected abstract _secretAttribute(): string;

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
