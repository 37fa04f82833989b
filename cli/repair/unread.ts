import type { Case } from './case';

/** Why nothing can be said of what no state holds. */
export function unreadStacks({ unread }: Case): string | undefined {
  return unread.length === 0 ? undefined : `the state of ${unread.map(({ name }) => `'${name}'`).join(', ')} could not be read and may hold it`;
}
