/**
 * What becomes of a violation.
 */
export enum PolicyEnforcement {
  /** The synth fails. */
  ERROR = 'error',
  /** The synth warns, and goes on. */
  WARNING = 'warning',
}
