import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { topLevelHcl } from './hcl';
import { stateOf } from './tree-state';

/** One for all copies of the library, since a stack takes one element of a name. */
const REQUIRED = Symbol.for('accessTokens.requiredVersion');

/** Of version 1: the first with `plantimestamp()`, `check` and `import` blocks. */
const LOWEST_MINOR = 5;

/**
 * Makes an older Terraform say which version to install, instead of failing at what it does not know. The highest minor version
 * that a stack asks for counts; an override of `terraform.required_version` is the user's.
 */
export function requireTerraform(construct: Construct, minor = LOWEST_MINOR): void {
  const stack = cdktf.TerraformStack.of(construct);
  const required = stateOf(stack, REQUIRED, () => new RequiredVersion(stack));
  required.minor = Math.max(required.minor, minor);
}

class RequiredVersion extends cdktf.TerraformElement {
  public minor = LOWEST_MINOR;

  public constructor(stack: cdktf.TerraformStack) {
    super(stack, 'AccessTokensRequiredVersion');
  }

  public toTerraform(): any {
    return { terraform: { required_version: this.constraint } };
  }

  public toHclTerraform(): any {
    // In its own `terraform` block cdktf writes `0 = "required_version"`.
    return topLevelHcl(`terraform {\nrequired_version = "${this.constraint}"\n}`);
  }

  private get constraint(): string {
    return `>= 1.${this.minor}.0`;
  }
}
