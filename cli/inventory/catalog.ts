import type { Severity } from './model';

/** A kind of finding. */
export interface FindingKind {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly explanation: string;
}

/** All kinds, the worst first. The same list stands in docs/inventory.md. */
export const FINDING_KINDS = [
  {
    id: 'dead',
    severity: 'error',
    title: 'Gone at the service',
    explanation: 'A state holds the token, and the service does not know it any more: whoever uses its value is refused. Neither provider mends that by itself.',
  },
  {
    id: 'ended',
    severity: 'error',
    title: 'Ended',
    explanation: 'The end of the token has passed: whoever uses its value is refused. Dynatrace deletes it seven days later, and every plan of its stack fails from then on.',
  },
  {
    id: 'rotation-overdue',
    severity: 'warning',
    title: 'Rotation overdue',
    explanation: 'The next generation of a rotating token should exist by now. Until an apply issues it, the old one gets closer to its end.',
  },
  {
    id: 'ends-soon',
    severity: 'warning',
    title: 'Ends soon',
    explanation: 'The token ends within the days that were asked for (--ends-within), and nothing replaces it by itself.',
  },
  {
    id: 'disabled',
    severity: 'warning',
    title: 'Disabled',
    explanation: 'The token exists and is refused, since it is disabled. The Dynatrace provider does so unless enabled is set to true.',
  },
  {
    id: 'never-ends',
    severity: 'warning',
    title: 'Never ends',
    explanation: 'The token has no end. If it leaks, it stays valid until somebody notices.',
  },
  {
    id: 'secret-lost',
    severity: 'warning',
    title: 'Secret lost',
    explanation: 'The state holds the token without its secret, as after an import or adopt(): the service tells it once, at creation, so nothing can hand it on.',
  },
  {
    id: 'unmanaged',
    severity: 'warning',
    title: 'Unmanaged',
    explanation: 'The service knows the token, and none of the states that were read holds it: made by hand, by another app, or left behind by a failed run.',
  },
  {
    id: 'unused',
    severity: 'note',
    title: 'Unused',
    explanation: 'Nobody has used the token for 90 days. Only Dynatrace tells.',
  },
  {
    id: 'not-deployed',
    severity: 'note',
    title: 'Not deployed',
    explanation: 'The code has the token, and the state of its stack does not.',
  },
  {
    id: 'left-over',
    severity: 'note',
    title: 'Left over',
    explanation: 'The state holds the token, and the code does not: the next deploy of its stack destroys it.',
  },
  {
    id: 'classic-token',
    severity: 'note',
    title: 'Classic access token',
    explanation: 'Dynatrace replaces classic access tokens by platform tokens. Once an environment is in Phase 3 of that, no classic one can be created any more, so this one '
      + 'can neither be renewed nor rotate there.',
  },
] as const satisfies readonly FindingKind[];

export type FindingId = typeof FINDING_KINDS[number]['id'];

export function kindOf(id: FindingId): FindingKind {
  return FINDING_KINDS.find((kind) => kind.id === id)!;
}
