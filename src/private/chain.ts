import * as cdktf from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { TerraformData } from './terraform-data';

/** What ties a resource to its parent, as meta-arguments of the resource. */
interface Link {
  readonly dependsOn?: cdktf.ITerraformDependable[];
  readonly lifecycle: cdktf.TerraformResourceLifecycle;
  readonly provider?: cdktf.TerraformProvider;
}

/**
 * Ties a child to its parent: created after it, destroyed before it, replaced with it, and by its provider.
 *
 * The provider updates a child in place when its place changes, which ends in a call on an entity that does not exist
 * there. Below a parent of the same stack the parent's `id` tells of a change. Anywhere else the child's address does not
 * follow its parent, so a `terraform_data` holds the place.
 */
export function linkToParent(child: Construct, parent: IConstruct, place: Record<string, unknown>, provider?: cdktf.TerraformProvider): Link {
  const inStack = cdktf.TerraformStack.of(parent) === cdktf.TerraformStack.of(child) ? parent.node.defaultChild : undefined;
  const resource = cdktf.TerraformResource.isTerraformResource(inStack) ? inStack : undefined;
  const below = child.node.scope === parent;

  const replaceTriggeredBy: string[] = [];
  if (!resource || !below) {
    replaceTriggeredBy.push(holdForReplacement(child, place));
  }
  if (resource) {
    replaceTriggeredBy.push(`${resource.terraformResourceType}.${resource.friendlyUniqueId}.id`);
  }
  return {
    dependsOn: resource && [resource],
    lifecycle: { replaceTriggeredBy },
    provider: provider ?? (inStack as cdktf.TerraformResource | cdktf.TerraformDataSource | undefined)?.provider,
  };
}

/**
 * Holds values that the service cannot change in place; what it returns goes into `replace_triggered_by`.
 *
 * Terraform fires on a replacement of what is held, never on its creation, so a resource that was there before or is
 * imported is left alone. One more key in `values` would replace every token of a user: the keys are for ever.
 */
export function holdForReplacement(construct: Construct, values: Record<string, unknown>): string {
  return `terraform_data.${new TerraformData(construct, 'ReplaceOnChange', values).friendlyUniqueId}.id`;
}
