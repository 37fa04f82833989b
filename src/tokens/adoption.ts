import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { suspendReplacement } from './replacement';
import { isLateBound } from '../private/late-bound';
import { refuse } from '../private/refuse';
import { requireTerraform } from '../private/required-version';
import { terraformVersion } from '../private/terraform-version';
import { stateOf } from '../private/tree-state';

/** The first minor version of Terraform 1 that calculates an import id. */
const EXPRESSION_AS_IMPORT_ID = 6;

const ADOPTION = Symbol('accessTokens.adoption');

/** At the next apply the construct's resource takes over what exists under the import id. */
export function adopt(construct: Construct, importId: string): void {
  const resource = construct.node.defaultChild as cdktf.TerraformResource;
  const adoption = stateOf(construct, ADOPTION, () => {
    suspendReplacement(construct, 'adopt()');
    return new ImportBlock(resource, importId);
  });
  if (adoption.importId !== importId) {
    refuse(construct, 'adopt', `must take over one thing (${adoption.importId})`, importId, 'call it once');
  }
}

/** The `import` block of a resource. cdktf's own would start `terraform version` at each synth, for each resource. */
class ImportBlock extends cdktf.TerraformElement {
  public constructor(private readonly resource: cdktf.TerraformResource, public readonly importId: string) {
    super(resource, 'Import');
    if (isLateBound(importId)) {
      requireTerraform(this, EXPRESSION_AS_IMPORT_ID);
      this.node.addValidation({ validate: () => this.takenLiterally() });
    }
  }

  public toTerraform(): any {
    return { import: [{ to: this.target, id: this.importId, provider: this.resource.provider?.fqn }] };
  }

  public toHclTerraform(): any {
    const { provider } = this.resource;
    return {
      import: [{
        to: { value: this.target, type: 'simple', storageClassType: 'reference' },
        id: { value: this.importId, type: 'simple', storageClassType: 'string' },
        provider: provider && { value: provider.fqn, type: 'simple', storageClassType: 'reference' },
      }],
    };
  }

  private get target(): string {
    return `${this.resource.terraformResourceType}.${this.resource.friendlyUniqueId}`;
  }

  /** Terraform 1.5 takes an expression as the id itself. */
  private takenLiterally(): string[] {
    const version = terraformVersion();
    const [major, minor] = (version ?? '').split('.').map(Number);
    return major === 1 && minor < EXPRESSION_AS_IMPORT_ID
      ? [`adopt() of what has an id that only Terraform knows needs Terraform >= 1.${EXPRESSION_AS_IMPORT_ID}, got ${version}: install it, or give the id, for a user by User.fromId `
        + `[${this.resource.node.scope!.node.path}]`]
      : [];
  }
}
