import type * as cdktf from 'cdktf';
import type { Construct } from 'constructs';
import { TerraformData } from '../private/terraform-data';

/**
 * Holds values that the service cannot change in place; what it returns goes into `replace_triggered_by`.
 *
 * Terraform fires on a replacement of what is held, never on its creation, so a resource that was there before or is
 * imported is left alone. With `forEach`, which then is the resource's own, each of its instances has one for itself. One more key in `values` would replace every token of a user: the keys are for ever.
 */
export function holdForReplacement(construct: Construct, values: Record<string, unknown>, forEach?: cdktf.ITerraformIterator): string {
  const { friendlyUniqueId } = new TerraformData(construct, 'ReplaceOnChange', values, forEach);
  return `terraform_data.${friendlyUniqueId}${forEach ? '[each.key]' : ''}.id`;
}
