/**
 * What happens to a resource that a plan would destroy.
 */
export enum RemovalPolicy {
  /** It is destroyed. */
  DESTROY = 'destroy',
  /**
   * Terraform refuses the plan, by `prevent_destroy`: also a plan that would replace the resource. It does not hold once the
   * construct is taken out of the code.
   */
  PREVENT_DESTROY = 'prevent_destroy',
}
