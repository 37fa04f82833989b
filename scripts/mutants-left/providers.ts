import type { MutantsLeft } from './mutants-left';

const PROVIDERS = 'test/providers/internal/';

export const PROVIDERS_LEFT: readonly MutantsLeft[] = [
  {
    in: PROVIDERS,
    original: /^(==|!=|>|&&) .*:$/,
    reason: 'Go counts coverage from what follows a case, so its condition, which tests do reach, is not tried',
  },
  { in: PROVIDERS, original: /^[+*] ("\?fields=|time\.Second$)/, reason: 'A constant, for which Go counts no coverage' },
  { in: `${PROVIDERS}consumer/`, original: /^!= nil \{$/, reason: 'A disk that does not take the journal' },
  { in: `${PROVIDERS}loopback/`, original: /^\* time\.Second,$/, reason: 'A time-out that no test waits for' },
  { in: `${PROVIDERS}harness/client.go`, original: /^>= 300 \{$/, replacement: /BOUNDARY/, reason: 'No service answers with 300' },
  { in: `${PROVIDERS}harness/secret_text.go`, original: /^> 0 \{$/, replacement: /BOUNDARY/, reason: 'No metadata, and metadata without entries, are one to the SDK', equivalent: true },
  { in: `${PROVIDERS}dynatrace/api_token.go`, original: /^> 0 \{$/, replacement: /BOUNDARY/, reason: 'No scopes, and an empty set of them, are one to the SDK', equivalent: true },
  { in: `${PROVIDERS}dynatrace/data_sources.go`, original: /^!= nil \{$/, reason: 'The SDK takes these entries always' },
];
