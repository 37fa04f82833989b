import * as cdktf from 'cdktf';
import type { Construct } from 'constructs';
import { localHcl } from '../private/hcl';
import { resolveIn } from '../private/resolve';
import { TerraformData } from '../private/terraform-data';

const ID = 'ReplaceOnChange';

export interface HoldOptions {
  /** The resource's own: each of its instances then has one for itself. */
  readonly forEach?: cdktf.ITerraformIterator;
  /** Whether the construct would hold nothing at another place in the tree. */
  readonly dueToPlace?: boolean;
}

class HeldValues extends TerraformData {
  public readonly dueToPlace: boolean;

  public constructor(construct: Construct, values: Record<string, unknown>, { forEach, dueToPlace = false }: HoldOptions) {
    super(construct, ID, values, forEach);
    this.dueToPlace = dueToPlace;
  }

  /** The one that belongs to the resource or instance that refers to it. */
  public get instance(): string {
    return `terraform_data.${this.friendlyUniqueId}${this.forEach ? '[each.key]' : ''}`;
  }
}

class LocalValues extends cdktf.TerraformLocal {
  public toHclTerraform(): any {
    const name = this.friendlyUniqueId;
    return localHcl(name, resolveIn(this.cdktfStack, this.toTerraform().locals[name]));
  }
}

/**
 * Holds values that the service cannot change in place; what it returns goes into `replace_triggered_by`.
 *
 * Terraform fires on a replacement of what is held, never on its creation; OpenTofu from 1.12 on fires on both, see
 * `suspendReplacement`. One more key in `values` would replace every token of a user: the keys are for ever.
 */
export function holdForReplacement(construct: Construct, values: Record<string, unknown>, options: HoldOptions = {}): string {
  return triggerOf(new HeldValues(construct, values, options));
}

/** Whether the construct may have been in the state before it held anything, if it comes from another place in the tree. */
export function mayHoldAnew(construct: Construct): boolean {
  const held = construct.node.tryFindChild(ID);
  return held instanceof HeldValues && held.dueToPlace;
}

/**
 * Leaves the trigger out while the construct's resource may get into the state in the same apply as what is held:
 * OpenTofu >= 1.12 would replace the resource, since what it refers to is created.
 *
 * What is held then stays as it was first applied, and an apply that would have to replace the resource fails instead.
 *
 * @param call what has to go from the code before
 */
export function suspendReplacement(construct: Construct, call: string): void {
  const held = construct.node.tryFindChild(ID);
  const resource = construct.node.defaultChild;
  if (!(held instanceof HeldValues) || !cdktf.TerraformResource.isTerraformResource(resource) || held.lifecycle) {
    return;
  }
  const { lifecycle } = resource;
  const triggers = lifecycle?.replaceTriggeredBy?.filter((trigger) => trigger !== triggerOf(held)) ?? [];
  const values = new LocalValues(held, 'Values', held.triggersReplace);
  held.lifecycle = { ignoreChanges: ['triggers_replace'] };
  resource.lifecycle = {
    ...lifecycle,
    replaceTriggeredBy: triggers.length > 0 ? triggers : undefined,
    precondition: [...lifecycle?.precondition ?? [], {
      condition: `\${jsonencode(${held.instance}.triggers_replace) == jsonencode(local.${values.friendlyUniqueId})}`,
      errorMessage: `${construct.node.path} would have to be replaced, which ${call} holds back: remove ${call} from the code, since it has done its work, and apply.`,
    }],
  };
}

function triggerOf(held: HeldValues): string {
  return `${held.instance}.id`;
}
