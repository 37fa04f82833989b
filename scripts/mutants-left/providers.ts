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
  { in: `${PROVIDERS}dynatrace/data_sources.go`, original: /^!= nil \{$/, reason: 'The SDK takes these entries always' },
];
