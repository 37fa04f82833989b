import type { Case, Diagnosis } from './case';
import { DYNATRACE_TOKEN_TYPE } from './entity';
import { terraformMend } from './mend';
import type { PlannedChange } from './plan';

/** What Dynatrace cannot change of a token. Harness tokens have none of these attributes. */
export const FIXED = ['expiration_date', 'personal_access_token'];

/**
 * Tokens of Dynatrace whose replacement failed after Terraform had noted that it was due: every further plan changes in place what Dynatrace
 * cannot change. A replacement that is still due is planned as one.
 */
export function findStuck({ stacks }: Case): Diagnosis {
  const findings = stacks.flatMap(({ stack, plan = [] }) => plan.filter(isStuck).map(({ address, before, after }) => ({
    stack,
    what: [`${address}: its replacement failed, and no apply tries again: it ends at ${before.expiration_date ?? 'no time'} where the code says ${after.expiration_date ?? 'never'}`],
    mend: terraformMend(stack, 'taint', address),
  })));
  return { findings, doubts: [], problems: [] };
}

function isStuck({ type, actions, before, after }: PlannedChange): boolean {
  return type === DYNATRACE_TOKEN_TYPE && actions.join() === 'update'
    && FIXED.some((name) => (before[name] || false) !== (after[name] || false));
}
