import * as cdktf from 'cdktf';

/**
 * The reference to a token's secret.
 *
 * Within the token's stack it is the plain reference. Elsewhere it is wrapped in `sensitive(...)`: what Terraform reads
 * from another state has lost the mark, and would show in clear text in every plan.
 */
export class SecretReference implements cdktf.IResolvable {
  public readonly creationStack: string[] = [];

  /**
   * @param stack the stack of the token
   * @param reference the plain reference
   * @param unreadable why the secret cannot be read, if so; asked at synth, since a token may be adopted after its value was taken
   */
  public constructor(
    private readonly stack: cdktf.TerraformStack,
    private readonly reference: string,
    private readonly unreadable: () => string | undefined = () => undefined,
  ) {}

  public resolve(context: cdktf.IResolveContext): any {
    const reason = this.unreadable();
    if (reason) {
      throw new Error(reason);
    }
    const consumer = cdktf.TerraformStack.of(context.scope);
    return consumer === this.stack ? this.reference : cdktf.Fn.sensitive(this.reference);
  }

  public toString(): string {
    return cdktf.Token.asString(this);
  }

  public toJSON(): any {
    return '<secret reference>';
  }
}
