import * as cdktf from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { rememberParent } from './token-facts';
import { type HoldOptions, holdForReplacement } from '../../tokens/replacement';

/** What ties a resource to its parent, as meta-arguments of the resource. */
interface MetaArguments {
  readonly lifecycle: cdktf.TerraformResourceLifecycle;
  readonly provider?: cdktf.TerraformProvider;
  readonly forEach?: cdktf.ITerraformIterator;
}

/**
 * Ties a child to its parent: created after it, destroyed before it, replaced with it, and by its provider.
 *
 * The provider updates a child in place when its place changes, which ends in a call on an entity that does not exist
 * there. Below a parent of the same stack the parent's `id` shows a change. Anywhere else the child's address does not
 * follow its parent, so a `terraform_data` holds the place.
 */
export class ParentLink {
  private readonly address?: string;
  private readonly inherited?: cdktf.TerraformProvider;

  public constructor(private readonly child: Construct, private readonly parent: IConstruct) {
    if (cdktf.TerraformStack.of(parent) !== cdktf.TerraformStack.of(child)) {
      rememberParent(child, parent);
      return;
    }
    const resource = parent.node.defaultChild;
    if (cdktf.TerraformResource.isTerraformResource(resource)) {
      this.address = `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
    }
    rememberParent(child, parent, this.address);
    this.inherited = (resource as cdktf.TerraformResource | cdktf.TerraformDataSource | undefined)?.provider;
  }

  /**
   * A reference to an attribute of the parent. Within a stack it is plain text: a token of cdktf's would keep a stack trace
   * each, which costs more than all else here.
   *
   * @param elsewhere the value for a parent that is not in the stack
   */
  public refer(attribute: string, elsewhere: () => string): string {
    return this.address ? `\${${this.address}.${attribute}}` : elsewhere();
  }

  /**
   * @param place what makes the child another one if it changes, where its address does not follow the parent
   * @param provider the child's own
   * @param forEach the child's own
   */
  public metaArguments(place: Record<string, unknown>, provider?: cdktf.TerraformProvider, forEach?: cdktf.ITerraformIterator): MetaArguments {
    const followsParent = this.address !== undefined && this.child.node.scopes.includes(this.parent);
    return this.replacedWith(followsParent ? undefined : place, provider, { forEach, dueToPlace: true });
  }

  /**
   * @param values what makes the child another one if it changes, wherever it stands
   * @param provider the child's own
   */
  public replacedWith(values: Record<string, unknown> | undefined, provider?: cdktf.TerraformProvider, options: HoldOptions = {}): MetaArguments {
    const replaceTriggeredBy = values ? [holdForReplacement(this.child, values, options)] : [];
    if (this.address) {
      replaceTriggeredBy.push(`${this.address}.id`);
    }
    return { lifecycle: { replaceTriggeredBy }, provider: provider ?? this.inherited, forEach: options.forEach };
  }

  /** Makes the order explicit, so that it stays where a user overrides the references. */
  public addDependency(resource: cdktf.TerraformResource): void {
    if (this.address) {
      resource.dependsOn = [this.address];
    }
  }
}
