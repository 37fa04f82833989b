import * as cdktf from 'cdktf';

/** cdktf checks Terraform's version once an imported resource, and each check starts a process: once a stack is enough. */
const checked = new WeakSet<cdktf.TerraformStack>();

/** At the next apply the resource takes over what exists under the import id. */
export function importInto(resource: cdktf.TerraformResource, importId: string): void {
  const stack = resource.cdktfStack;
  if (checked.has(stack)) {
    new ImportBlock(resource, importId);
  } else {
    checked.add(stack);
    resource.importFrom(importId, resource.provider);
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
