import type * as cdktf from 'cdktf';

/**
 * What every entity of Harness can be given.
 */
export interface EntityOptions {
  /**
   * Display name: letters, digits, `_`, `-` and spaces, 128 characters at most, not starting with a digit or `-`.
   *
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Identifier, unique among its siblings (case-insensitive). It cannot be changed: another identifier replaces the entity.
   *
   * Letters, digits and `_`, 128 characters at most, not starting with a digit, and no reserved word.
   *
   * @default - the name, with `_` for each character that an identifier cannot have. A name that only Terraform knows
   *   gives none: then the identifier must be set.
   */
  readonly identifier?: string;

  /**
   * Description, 1,024 characters at most.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Tags, 128 at most, from key to value. Neither may hold a `:`: the provider splits there.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };

  /**
   * The provider configuration to use, for several accounts in one stack.
   *
   * @default - the parent's in the same stack, else the stack's own HarnessProvider without alias
   */
  readonly provider?: cdktf.TerraformProvider;
}
