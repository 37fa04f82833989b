import * as cdktf from 'cdktf';

/**
 * Whether only Terraform will know the value: a CDKTF token, or a string with a template of Terraform's in it.
 * No check may look into such a value, and none may be derived from it by rewriting its characters.
 */
export function isLateBound(value: unknown): boolean {
  return cdktf.Token.isUnresolved(value) || (typeof value === 'string' && (value.includes('${') || value.includes('%{')));
}
