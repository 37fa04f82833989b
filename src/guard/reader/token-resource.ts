import type { Block } from './document';
import type { TokenSystem } from '../../private/token-systems';

/** A resource whose secret Terraform computes. With `for_each` or `count` it stands for all of its instances. */
export interface TokenResource {
  readonly system: TokenSystem;
  /** Name of the document that it is in. */
  readonly document: string;
  readonly type: string;
  readonly name: string;
  /** `type.name`. */
  readonly address: string;
  /** What was synthesized of it; undefined if the document refers to a resource that it does not hold. */
  readonly block?: Block;
}
