import type { ApiToken } from '../state';

/** How long the service keeps a token that has ended: seven days, in milliseconds. Then it deletes it, and knows nothing of it any more. */
const KEPT_AFTER_END = 604_800_000;

export function isKept(token: ApiToken, now: number): boolean {
  return token.expirationDate === null || now < token.expirationDate + KEPT_AFTER_END;
}
