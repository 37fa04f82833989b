import type * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { type ITokenFacts } from './token-facts';

/**
 * What every token has in common, of either system: a secret to hand on.
 */
export interface IAccessToken extends IConstruct {
  /**
   * A reference to the secret, for any other construct's input.
   *
   * It is not the secret itself: Terraform puts that in at apply. The state file contains the secret in clear text.
   * In another stack the reference is wrapped in `sensitive(...)`, since Terraform forgets that mark between states.
   *
   * @throws if the token was adopted: a secret can be read at its creation only
   */
  readonly value: string;

  /**
   * A reference to a number that changes exactly when the secret does, and is safe to show: the first 12 hex digits of its
   * SHA-256. For the `..._wo_version` or `..._wo_revision` that stands beside a write-only input, so that the consumer's
   * state never holds the secret and the consumer still takes each new one.
   *
   * @throws if the token was adopted: a secret can be read at its creation only
   * @see https://developer.hashicorp.com/terraform/language/manage-sensitive-data/write-only
   */
  readonly valueVersion: number;

  /**
   * What is known of the token at synth, such as its end and what it may do. Never its secret.
   *
   * Read it once the app is built, as in a validation: roles and overrides may still come.
   */
  readonly facts: ITokenFacts;

  /**
   * Makes an output of the secret, in the token's stack. It is always sensitive.
   *
   * @param id the exact name of the Terraform output
   * @returns the output
   * @throws if the id is not a valid Terraform name, or the stack already has an output of that name
   */
  exportValue(id: string): cdktf.TerraformOutput;
}
