import { posix } from 'node:path';

/** A stack's synthesized JSON. */
export interface SynthesizedDocument {
  /** What the document is called in results. No two of one reading may have the same. */
  readonly name: string;
  /** The parsed `cdk.tf.json`. */
  readonly content: any;
  /**
   * Folder that Terraform works in on it, to tell apart relative paths of local states.
   *
   * @default - `/stacks/<name>`
   */
  readonly directory?: string;
}

export type BlockKind = 'resource' | 'data' | 'ephemeral' | 'provider' | 'module' | 'output' | 'local' | 'variable' | 'check' | 'other';

/** A block of a document: what Terraform gives an address, or a nameless one such as `import`. */
export interface Block {
  readonly kind: BlockKind;
  /** Of a resource, data source, ephemeral resource or provider. */
  readonly type?: string;
  readonly name: string;
  /** As references spell it: `type.name`, `data.type.name`, `module.name`, `local.name`; for others the place in the document. */
  readonly address: string;
  /** What the block holds; of a local its value. */
  readonly body: any;
  /** Path of the construct that it was synthesized from, if the document tells. */
  readonly path?: string;
}

/** Where a state is kept: the type of the backend and its settings. */
export interface StateLocation {
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A document, taken apart into blocks. */
export class Document {
  public readonly name: string;
  public readonly blocks: readonly Block[];
  public readonly backend: StateLocation;
  public readonly directory: string;
  private readonly byAddress: ReadonlyMap<string, Block>;

  public constructor({ name, content, directory }: SynthesizedDocument) {
    this.name = name;
    this.directory = directory ?? `/stacks/${name}`;
    this.blocks = blocksOf(content);
    this.backend = backendOf(content);
    this.byAddress = new Map(this.blocks.map((block) => [block.address, block]));
  }

  public block(address: string): Block | undefined {
    return this.byAddress.get(address);
  }

  /** A relative path of a local state, as Terraform takes it when it works on this document. */
  public resolvePath(path: string): string {
    return posix.resolve(this.directory, path);
  }
}

/** Entries of an object, or of a list of objects: Terraform's JSON takes either for each level of labels. */
export function entriesOf(value: unknown): [string, any][] {
  if (Array.isArray(value)) {
    return value.flatMap(entriesOf);
  }
  return value !== null && typeof value === 'object' ? Object.entries(value).filter(([key]) => key !== '//') : [];
}

/** The bodies of a block that may be given once or in a list. */
function bodiesOf(value: unknown): any[] {
  return Array.isArray(value) ? value : [value];
}

function blocksOf(content: any): Block[] {
  const paths = new Map<string, string>();
  collectOutputPaths(content['//']?.outputs, '', paths);
  return [
    ...labelled(content.resource, 'resource', ''),
    ...labelled(content.data, 'data', 'data.'),
    ...labelled(content.ephemeral, 'ephemeral', 'ephemeral.'),
    ...entriesOf(content.provider).flatMap(([type, value]) => bodiesOf(value).map((body, index): Block =>
      ({ kind: 'provider', type, name: body?.alias ?? type, address: `provider.${type}[${index}]`, body }))),
    ...entriesOf(content.module).flatMap(([name, value]) => bodiesOf(value).map((body): Block =>
      ({ kind: 'module', name, address: `module.${name}`, body, path: pathOf(body) }))),
    ...entriesOf(content.output).flatMap(([name, value]) => bodiesOf(value).map((body): Block =>
      ({ kind: 'output', name, address: `output.${name}`, body, path: paths.get(name) }))),
    ...entriesOf(content.locals).map(([name, body]): Block => ({ kind: 'local', name, address: `local.${name}`, body })),
    ...entriesOf(content.variable).flatMap(([name, value]) => bodiesOf(value).map((body): Block =>
      ({ kind: 'variable', name, address: `var.${name}`, body }))),
    ...entriesOf(content.check).flatMap(([name, value]) => bodiesOf(value).map((body): Block =>
      ({ kind: 'check', name, address: `check.${name}`, body }))),
    ...['import', 'moved', 'removed', 'action'].flatMap((keyword) => (content[keyword] === undefined ? [] : bodiesOf(content[keyword]))
      .map((body, index): Block => ({ kind: 'other', name: keyword, address: `${keyword}[${index}]`, body }))),
  ];
}

function labelled(value: unknown, kind: BlockKind, prefix: string): Block[] {
  return entriesOf(value).flatMap(([type, named]) => entriesOf(named).flatMap(([name, bodies]) => bodiesOf(bodies).map((body): Block =>
    ({ kind, type, name, address: `${prefix}${type}.${name}`, body, path: pathOf(body) }))));
}

function pathOf(body: any): string | undefined {
  return body?.['//']?.metadata?.path;
}

/** cdktf writes which construct made an output as a tree of the ids on the way to it. */
function collectOutputPaths(tree: unknown, path: string, into: Map<string, string>): void {
  for (const [id, value] of entriesOf(tree)) {
    const below = path === '' ? id : `${path}/${id}`;
    if (typeof value === 'string') {
      into.set(value, below);
    } else {
      collectOutputPaths(value, below, into);
    }
  }
}

function backendOf({ terraform }: any): StateLocation {
  const settings = bodiesOf(terraform).flatMap((value) => entriesOf(value));
  const found = settings.find(([key]) => key === 'backend' || key === 'cloud')?.[1];
  const [backend] = bodiesOf(found);
  if (settings.some(([key]) => key === 'cloud')) {
    return { type: 'remote', config: backend ?? {} };
  }
  const [type, config] = entriesOf(backend)[0] ?? ['local', {}];
  return { type, config: bodiesOf(config)[0] ?? {} };
}
