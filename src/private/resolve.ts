import * as cdktf from 'cdktf';

/** A value as the stack's Terraform JSON would have it. */
export function resolveIn(stack: cdktf.TerraformStack, value: unknown): any {
  return cdktf.Tokenization.resolve(value, { scope: stack, resolver: new cdktf.DefaultTokenResolver(new cdktf.StringConcat()), preparing: false });
}
