import { type IAccessToken } from './access-token';

/**
 * What the rotating tokens of both systems have in common. `value` is a reference to the newest secret.
 */
export interface IRotatingAccessToken extends IAccessToken {
  /**
   * A reference to the secret before the newest, for a consumer that accepts two. If only one generation exists it is the
   * same as `value`, so that such a consumer need not care.
   *
   * In another stack the reference is wrapped in `sensitive(...)`.
   */
  readonly previousValue: string;

  /**
   * A reference to the time at which the next generation starts, as `yyyy-MM-ddTHH:mm:ss.SSSZ`: from then on an apply
   * delivers its value. Terraform calculates it at plan.
   *
   * @default - the schedule is manual
   */
  readonly nextRotation?: string;
}
