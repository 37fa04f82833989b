import type * as cdktf from 'cdktf';
import { RemovalPolicy } from '../removal-policy';

export function applyRemovalPolicyTo(resource: cdktf.TerraformResource, policy: RemovalPolicy): void {
  resource.lifecycle = { ...resource.lifecycle, preventDestroy: policy === RemovalPolicy.PREVENT_DESTROY ? true : undefined };
}
