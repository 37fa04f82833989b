import { BOOLEAN, DURATION, hasString, type Kinds, listOf, optional, providerOf, STRING } from '../../private/props';
import { type ApiTokenOptions } from '../api-token';

export const DYNATRACE_PROVIDER = providerOf('dynatrace', 'DynatraceProvider');

const SCOPE = {
  wanted: 'an ApiTokenScope',
  advice: "take ApiTokenScope.METRICS_INGEST and the like, or make one with ApiTokenScope.of('metrics.ingest')",
  accepts: (value: unknown) => hasString(value, 'id') && hasString(value, 'group'),
};

export const OPTIONS: Kinds<ApiTokenOptions> = {
  name: optional(STRING),
  scopes: listOf(SCOPE, 'a list of ApiTokenScope'),
  enabled: optional(BOOLEAN),
  personalAccessToken: optional(BOOLEAN),
  provider: optional(DYNATRACE_PROVIDER),
  warnBeforeExpiry: optional(DURATION),
};
