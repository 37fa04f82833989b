import type { Construct } from 'constructs';
import { TerraformData } from '../private/terraform-data';

/**
 * Holds values that the service cannot change in place; what it returns goes into `replace_triggered_by`.
 *
 * Terraform fires on a replacement of what is held, never on its creation, so a resource that was there before or is
 * imported is left alone. One more key in `values` would replace every token of a user: the keys are for ever.
 */
export function holdForReplacement(construct: Construct, values: Record<string, unknown>): string {
  return `terraform_data.${new TerraformData(construct, 'ReplaceOnChange', values).friendlyUniqueId}.id`;
}
