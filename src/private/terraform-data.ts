import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { mendHcl } from './hcl';
import { requireTerraform } from './required-version';

/**
 * Terraform's builtin `terraform_data`, replaced when one of its values changes; its new `id` replaces what refers to it.
 * cdktf's own `DataResource` starts `terraform version` once an instance, which costs seconds in a large stack.
 */
export class TerraformData extends cdktf.TerraformResource {
  public constructor(scope: Construct, id: string, public readonly triggersReplace: Record<string, unknown>, forEach?: cdktf.ITerraformIterator) {
    super(scope, id, { terraformResourceType: 'terraform_data', forEach });
    mendHcl(this);
    requireTerraform(this);
  }

  protected synthesizeAttributes(): { [name: string]: any } {
    return { triggers_replace: this.triggersReplace };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    return { triggers_replace: { value: this.triggersReplace, isBlock: false, type: 'any', storageClassType: 'any' } };
  }
}
