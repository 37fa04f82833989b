/**
 * Which family of Dynatrace's APIs a token scope belongs to.
 */
export enum ApiTokenScopeGroup {
  /** The present APIs. */
  V2 = 'v2',
  /** The older environment and configuration APIs, most of which have successors in v2. */
  V1 = 'v1',
  /** Installers and other platform-as-a-service integrations. */
  PAAS = 'paas',
  /** Accepted still, but no longer offered by the Dynatrace UI. */
  LEGACY = 'legacy',
  /** Not known to this library: a scope made by `ApiTokenScope.of()`. */
  OTHER = 'other',
}
