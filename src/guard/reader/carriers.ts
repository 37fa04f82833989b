import type { Block } from './document';
import { isTemplate } from './parser';

/** The name by which others refer to what a block holds, as far as it has to stand in their text. */
function nameOf({ kind, type }: Block): string | undefined {
  return kind === 'local' ? 'local' : type;
}

/**
 * The blocks of a document whose text mentions what may carry a secret, found without parsing: most blocks mention nothing
 * of the kind, and need no closer look.
 *
 * @param sources names of the types whose blocks may carry a secret of their own
 */
export function carriersOf(blocks: readonly Block[], sources: readonly string[]): ReadonlySet<Block> {
  const carriers = new Set<Block>();
  const words = new Set(sources);
  let rest = blocks;
  for (let known = 0; known < words.size;) {
    known = words.size;
    const list = [...words];
    const others: Block[] = [];
    for (const block of rest) {
      // A block of a source can mean itself.
      if (mentions(block.body, sources.includes(block.type!) ? [...list, 'self'] : list)) {
        carriers.add(block);
        const name = nameOf(block);
        if (name !== undefined) {
          words.add(name);
        }
      } else {
        others.push(block);
      }
    }
    rest = others;
  }
  return carriers;
}

function mentions(json: unknown, words: readonly string[]): boolean {
  if (typeof json === 'string') {
    return isTemplate(json) && words.some((word) => json.includes(word));
  }
  if (json === null || typeof json !== 'object') {
    return false;
  }
  for (const key of Object.keys(json)) {
    if (key !== '//' && (mentions((json as Record<string, unknown>)[key], words) || mentions(key, words))) {
      return true;
    }
  }
  return false;
}
