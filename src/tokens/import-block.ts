import * as cdktf from 'cdktf';
import { isFirst } from '../private/tree-state';

/** cdktf checks Terraform's version once an imported resource, and each check starts a process: once a stack is enough. */
const CHECKED = Symbol('accessTokens.importVersion');

/** At the next apply the resource takes over what exists under the import id. */
export function importInto(resource: cdktf.TerraformResource, importId: string): void {
  const stack = resource.cdktfStack;
  if (isFirst(stack, CHECKED)) {
    resource.importFrom(importId, resource.provider);
  } else {
    new ImportBlock(resource, importId);
  }
}

/** What `importFrom` renders, without its check of the version. */
class ImportBlock extends cdktf.TerraformElement {
  public constructor(private readonly resource: cdktf.TerraformResource, private readonly importId: string) {
    super(resource, 'Import');
  }

  public toTerraform(): any {
    return { import: [{ to: this.target, id: this.importId, provider: this.resource.provider?.fqn }] };
  }

  public toHclTerraform(): any {
    const provider = this.resource.provider;
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
}
