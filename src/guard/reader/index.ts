/**
 * The one reader of synthesized documents, for the guard and the command's inventory. It knows Terraform's JSON and its
 * expressions, and nothing of cdktf.
 *
 * `new Reading([{ name, content }, ...])` takes the parsed `cdk.tf.json` of each stack of an app. Of it:
 * - `tokens()`: every token resource, with its address and block (`block.body` has the attributes, `block.path` the construct);
 * - `flows()`, `flowsOf(token)`: every place that a secret comes to, in whatever stack: resource, data source, provider,
 *   provisioner (place `provisioner...`), output, local, module; and whether Terraform hides it there (`marked`);
 * - `unmarkings()`: every `nonsensitive(...)` around a secret;
 * - `referencesOf(document)`: what refers to what, within a stack and to outputs of others.
 *
 * Which stack a remote state reads follows from an equal backend and equal settings, never from names.
 */
export { type Block, type BlockKind, type Document, entriesOf, type StateLocation, type SynthesizedDocument } from './document';
export { childrenOf, type Expression, type Step } from './expression';
export { isTemplate, parseTemplate } from './parser';
export { type Flow, Reading, type Reference, type Unmarking } from './reading';
export { type TokenResource } from './token-resource';
