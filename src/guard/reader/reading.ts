import { carriersOf } from './carriers';
import { type Block, Document, entriesOf, type SynthesizedDocument } from './document';
import { childrenOf, type Expression, type ForExpression, type Step } from './expression';
import { valueOfCall, valueOfOperation } from './functions';
import { isTemplate, parseTemplate } from './parser';
import { States } from './remote-state';
import type { TokenResource } from './token-resource';
import { allSecrets, anyPartOf, blocksOf, collectionOf, either, elementOf, HARMLESS, keysOf, madeOf, partOf, secretOf, structure, type Value, withoutMarks } from './value';
import { TOKEN_SYSTEMS } from '../../private/token-systems';

/** A place in a document to which the secret of a token comes. */
export interface Flow {
  readonly token: TokenResource;
  /** Name of the document that holds the place. */
  readonly document: string;
  readonly block: Block;
  /** Where in the block, such as `value` or `provisioner.0.local-exec.command`; empty for a local. */
  readonly place: string;
  /** Whether Terraform knows there that the value is sensitive, so that no plan shows it. */
  readonly marked: boolean;
}

/** A `nonsensitive(...)` around the secret of a token. */
export type Unmarking = Omit<Flow, 'marked'>;

/** A reference from a place in a document. */
export interface Reference {
  /** Name of the document that holds the reference. */
  readonly document: string;
  readonly block: Block;
  /** Where in the block; empty for a local. */
  readonly place: string;
  /** What is referred to, as an address: `type.name`, `data.type.name`, `module.name`, `local.name`, `var.name`; of another state's output `output.name`. */
  readonly to: string;
  /** Name of the document that holds what is referred to, if it is one of those read. */
  readonly toDocument?: string;
  /** Attribute of it that is read; undefined if the whole is, or more than one may be. */
  readonly attribute?: string;
}

/** The reference to an attribute of a resource, or to an attribute of a local. */
const PLAIN_REFERENCE = /^\$\{([a-z]\w*)\.([\w-]+)\.(\w+)\}$/;
const SCOPED_NAMES = new Set(['each', 'self', 'data', 'ephemeral']);
const BUILTIN_NAMES = new Set(['var', 'path', 'terraform', 'count', 'each', 'self']);

/** Arguments of Terraform's own in the block of a resource, data source or module: no attributes. */
const META_ARGUMENTS = new Set(['//', 'count', 'for_each', 'depends_on', 'provider', 'providers', 'lifecycle', 'provisioner', 'connection', 'dynamic']);

/** Attributes that repeat what another was given, without its mark. */
const ECHOES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  terraform_data: { output: 'input' },
  null_data_source: { outputs: 'inputs' },
  template_file: { rendered: 'vars' },
  template_cloudinit_config: { rendered: 'part' },
  cloudinit_config: { rendered: 'part' },
};

const SYSTEMS = new Map(TOKEN_SYSTEMS.map((system) => [system.resourceType, system]));
/** Types of blocks from which secrets come. */
const SOURCES = [...SYSTEMS.keys(), 'terraform_remote_state'];

/** The names that an expression may use besides the document's: those of a `for`, `each`, `self`. */
interface Scope {
  readonly names: ReadonlyMap<string, Value>;
  /** The resource that `self` means. */
  readonly self?: Block;
  readonly outer?: Scope;
}

const NO_NAMES: Scope = { names: new Map() };

/** The place that is being read, for what is found on the way. */
interface Place {
  readonly document: Document;
  readonly block: Block;
  readonly place: string;
  /** Whether the place is visited for its own sake, not because another place refers to it. */
  readonly visited?: boolean;
}

/** A value that is computed once, on demand. */
interface Slot {
  value?: Value;
  /** How many values were begun before it; only while it is being computed. */
  begun?: number;
}

/**
 * Reads the synthesized documents of an app as one: what refers to what, and where the secrets of tokens go, through
 * locals, resources, outputs and states.
 *
 * Each value is computed once, so the cost is linear in the size of the documents. States may read each other in a circle.
 */
export class Reading {
  public readonly documents: readonly Document[];
  private readonly byName: ReadonlyMap<string, Document>;
  private readonly states: States;
  private readonly tokensByAddress = new Map<string, TokenResource>();
  private readonly slots = new Map<object, Map<string, Slot>>();
  private readonly carriers = new Map<Document, ReadonlySet<Block>>();
  private readonly parsed = new Map<string, Expression>();
  private readonly foundUnmarkings: Unmarking[] = [];
  private begun = 0;
  /** The first begun of the values that were asked for while they were being computed, since the last look. */
  private circleTo = Infinity;
  private allFlows?: Flow[];

  public constructor(documents: readonly SynthesizedDocument[]) {
    this.documents = documents.map((document) => new Document(document));
    this.byName = new Map(this.documents.map((document) => [document.name, document]));
    this.states = new States(this.documents);
  }

  /** The document of the name. */
  public document(name: string): Document | undefined {
    return this.byName.get(name);
  }

  /** Every token resource of the documents, in their order. */
  public tokens(): TokenResource[] {
    return this.documents.flatMap((document) => document.blocks
      .filter(({ kind, type }) => kind === 'resource' && SYSTEMS.has(type!))
      .map(({ type, name }) => this.token(document, type!, name)));
  }

  /** Every place to which a token's secret comes, in whatever state; locals on the way included. */
  public flows(): readonly Flow[] {
    this.allFlows ??= this.documents.flatMap((document) => document.blocks
      .filter((block) => this.mayCarry(document, block)).flatMap((block) => this.flowsInto(document, block)));
    return this.allFlows;
  }

  /** Where the secret of one token goes. */
  public flowsOf(token: TokenResource): Flow[] {
    return this.flows().filter((flow) => flow.token === token);
  }

  /** Every `nonsensitive(...)` around a secret. */
  public unmarkings(): readonly Unmarking[] {
    this.flows();
    return this.foundUnmarkings;
  }

  /** Every reference of a document. */
  public referencesOf(document: Document): Reference[] {
    const found: Reference[] = [];
    for (const block of document.blocks) {
      forEachText(block.body, '', (text, place) => {
        if (isTemplate(text)) {
          this.collectReferences(this.parse(text), { document, block, place }, new Set(), found);
        }
      });
    }
    return found;
  }

  /** Whether anything that is read of the block can be other than harmless, a token's own secret aside. */
  private mayCarry(document: Document, block: Block): boolean {
    let carriers = this.carriers.get(document);
    if (!carriers) {
      carriers = carriersOf(document.blocks, SOURCES);
      this.carriers.set(document, carriers);
    }
    return carriers.has(block);
  }

  private mayUnmark(json: unknown): boolean {
    return typeof json !== 'string' || json.includes('nonsensitive');
  }

  private token(document: Document, type: string, name: string): TokenResource {
    const address = `${type}.${name}`;
    const key = `${document.name} ${address}`;
    let token = this.tokensByAddress.get(key);
    if (!token) {
      token = { system: SYSTEMS.get(type)!, document: document.name, type, name, address, block: document.resource(type, name) };
      this.tokensByAddress.set(key, token);
    }
    return token;
  }

  private flowsInto(document: Document, block: Block): Flow[] {
    const flows: Flow[] = [];
    const scope = this.scopeOf(document, block);
    const placeOf = (path: Path): Place => ({ document, block, place: path.join('.'), visited: true });
    forEachArgument(block.body, [], scope, (json, path, inner) => {
      const isCollection = block.kind !== 'local' && path[0] === 'for_each';
      const value = this.valueOfJson(json, inner, this.mayUnmark(json) ? placeOf(path) : { document, block, place: '' });
      if (value !== HARMLESS) {
        // The keys of for_each become addresses; its values go only where they are used.
        for (const [token, marked] of allSecrets(isCollection ? keysOf(value) : value)) {
          flows.push({ token, document: document.name, block, place: path.join('.'), marked });
        }
      }
    }, (json, iterator, inner, path) => this.iteratorScope(json, iterator, inner, placeOf(path)));
    return flows;
  }

  private iteratorScope(collection: unknown, iterator: string, outer: Scope, place: Place): Scope {
    return { names: new Map([[iterator, iterationOf(this.valueOfJson(collection, outer, place))]]), outer };
  }

  /** What `each` and `self` mean in a block. */
  private scopeOf(document: Document, block: Block): Scope {
    const collection = this.once(block, 'for_each', () => this.valueOfJson(block.body.for_each, NO_NAMES, { document, block, place: 'for_each' }));
    return { names: new Map([['each', iterationOf(collection)]]), self: block };
  }

  /** Computes a value once. What a circle leads back to counts as harmless there: the value itself is found at its start. */
  private once(owner: object, name: string, compute: () => Value): Value {
    let slots = this.slots.get(owner);
    if (!slots) {
      slots = new Map();
      this.slots.set(owner, slots);
    }
    let slot = slots.get(name);
    if (!slot) {
      slot = {};
      slots.set(name, slot);
    }
    if (slot.value) {
      return slot.value;
    }
    if (slot.begun !== undefined) {
      this.circleTo = Math.min(this.circleTo, slot.begun);
      return HARMLESS;
    }
    const outerCircle = this.circleTo;
    this.circleTo = Infinity;
    slot.begun = this.begun++;
    const value = compute();
    if (this.circleTo >= slot.begun) {
      slot.value = value;
      this.circleTo = outerCircle;
    } else {
      // It lacks what the circle's start will add.
      this.circleTo = Math.min(this.circleTo, outerCircle);
    }
    slot.begun = undefined;
    return value;
  }

  private valueOfJson(json: unknown, scope: Scope, place: Place): Value {
    if (typeof json === 'string') {
      return isTemplate(json) ? this.valueOfText(json, scope, place) : HARMLESS;
    }
    if (Array.isArray(json)) {
      return structure(json.map((item, index): [string, Value] => [String(index), this.valueOfJson(item, scope, place)]), { list: true });
    }
    if (json === null || typeof json !== 'object') {
      return HARMLESS;
    }
    const entries = Object.entries(json).filter(([key]) => key !== '//');
    const keys = madeOf(entries.map(([key]) => this.valueOfJson(key, scope, place)));
    const parts = new Map(entries.map(([key, item]): [string, Value] => [key, this.valueOfJson(item, scope, place)]));
    for (const [label, block] of entriesOf((json as any).dynamic)) {
      const others = parts.get(label);
      parts.set(label, blocksOf([...others ? [others] : [], this.valueOfDynamic(label, block, scope, place)]));
    }
    return structure(parts, { keys });
  }

  private valueOfDynamic(label: string, block: any, scope: Scope, place: Place): Value {
    const bodies = Array.isArray(block) ? block : [block];
    return collectionOf(either(bodies.map((body) =>
      this.valueOfJson(body?.content, this.iteratorScope(body?.for_each, body?.iterator ?? label, scope, place), place))));
  }

  private valueOfText(text: string, scope: Scope, place: Place): Value {
    const plain = PLAIN_REFERENCE.exec(text);
    // By far the most common template needs no parser.
    return plain && !SCOPED_NAMES.has(plain[1]) && scope.outer === undefined
      ? this.valueOfGlobal(place.document, plain[1], [{ kind: 'attribute', name: plain[2] }, { kind: 'attribute', name: plain[3] }])
      : this.valueOf(this.parse(text), scope, place);
  }

  private parse(text: string): Expression {
    let expression = this.parsed.get(text);
    if (!expression) {
      expression = parseTemplate(text);
      this.parsed.set(text, expression);
    }
    return expression;
  }

  private valueOf(expression: Expression, scope: Scope, place: Place): Value {
    const value = (inner: Expression) => this.valueOf(inner, scope, place);
    switch (expression.kind) {
      case 'literal':
        return HARMLESS;
      case 'template':
        return madeOf(expression.parts.map(value));
      case 'unreadable':
        return madeOf(expression.references.map(value));
      case 'variable':
        return this.valueOfAccess(expression, [], scope, place);
      case 'access':
        return this.valueOfAccess(expression.of, expression.steps, scope, place);
      case 'call':
        return valueOfCall(expression.name, expression.args.map(value), expression.args.map(literalOf), (argument) => this.unmark(argument, place));
      case 'conditional':
        this.valueOf(expression.condition, scope, place);
        return either(expression.branches.map(value));
      case 'operation':
        return valueOfOperation(expression.operator, expression.operands.map(value));
      case 'tuple':
        return structure(expression.items.map((item, index): [string, Value] => [String(index), value(item)]), { list: true });
      case 'object':
        return this.valueOfObject(expression.entries, value);
      case 'for':
        return this.valueOfFor(expression, scope, place);
    }
  }

  private unmark(value: Value, { document, block, place, visited }: Place): Value {
    if (visited) {
      this.foundUnmarkings.push(...[...allSecrets(value).keys()].map((token) => ({ token, document: document.name, block, place })));
    }
    return withoutMarks(value);
  }

  private valueOfObject(entries: readonly (readonly [Expression, Expression])[], value: (expression: Expression) => Value): Value {
    const known: [string, Value][] = [];
    const others: Value[] = [];
    for (const [key, item] of entries) {
      const name = literalOf(key);
      if (name === undefined) {
        others.push(value(item));
      } else {
        known.push([name, value(item)]);
      }
    }
    return structure(known, { others: either(others), keys: madeOf(entries.map(([key]) => value(key))) });
  }

  private valueOfFor(expression: ForExpression, scope: Scope, place: Place): Value {
    const collection = this.valueOf(expression.collection, scope, place);
    const names = new Map([[expression.valueName, anyPartOf(collection)]]);
    if (expression.keyName !== undefined) {
      names.set(expression.keyName, keysOf(collection));
    }
    const inner: Scope = { names, outer: scope };
    const value = this.valueOf(expression.value, inner, place);
    if (expression.condition) {
      this.valueOf(expression.condition, inner, place);
    }
    return expression.key ? structure([], { others: value, keys: madeOf([this.valueOf(expression.key, inner, place)]) }) : collectionOf(value);
  }

  private valueOfAccess(of: Expression, steps: readonly Step[], scope: Scope, place: Place): Value {
    for (const step of steps) {
      if (step.kind === 'index') {
        this.valueOf(step.key, scope, place);
      }
    }
    if (of.kind !== 'variable') {
      return follow(this.valueOf(of, scope, place), steps);
    }
    const { document } = place;
    for (let current: Scope | undefined = scope; current; current = current.outer) {
      const value = current.names.get(of.name);
      if (value) {
        return follow(value, steps);
      }
      if (of.name === 'self' && current.self) {
        return this.valueOfInstance(document, current.self, steps);
      }
    }
    return this.valueOfGlobal(document, of.name, steps);
  }

  private valueOfGlobal(document: Document, root: string, steps: readonly Step[]): Value {
    const [first, second] = steps.map((step) => (step.kind === 'attribute' ? step.name : undefined));
    if (first === undefined) {
      return HARMLESS;
    }
    if (root === 'local') {
      const block = document.block(`local.${first}`);
      return block
        ? follow(this.once(block, '', () => this.valueOfJson(block.body, NO_NAMES, { document, block, place: '' })), steps.slice(1))
        : HARMLESS;
    }
    if (root === 'data' || root === 'ephemeral') {
      const block = document.block(`${root}.${first}.${second}`);
      return block ? this.valueOfResource(document, block, steps.slice(2)) : HARMLESS;
    }
    const block = document.resource(root, first);
    if (block) {
      return this.valueOfResource(document, block, steps.slice(1));
    }
    const system = SYSTEMS.get(root);
    return system ? follow(structure([[system.secretAttribute, secretOf(this.token(document, root, first), true)]]), steps.slice(1)) : HARMLESS;
  }

  /** All instances of a resource or data source, or what steps lead to from there. */
  private valueOfResource(document: Document, block: Block, steps: readonly Step[]): Value {
    const repeated = block.body?.for_each !== undefined || block.body?.count !== undefined;
    const [first, ...rest] = steps;
    if (first === undefined) {
      const instance = this.valueOfInstance(document, block, []);
      return repeated && instance !== HARMLESS ? structure([], { others: instance }) : instance;
    }
    // The step that picks an instance; where the resource has only one, an index can pick an attribute as well.
    if (repeated || /^\d+$/.test(nameOf(first) ?? '')) {
      const value = this.valueOfInstance(document, block, rest);
      return first.kind === 'splat' ? collectionOf(value) : value;
    }
    return this.valueOfInstance(document, block, steps);
  }

  private valueOfInstance(document: Document, block: Block, steps: readonly Step[]): Value {
    const name = steps[0] && nameOf(steps[0]);
    if (block.type === 'terraform_remote_state') {
      return this.valueOfRemoteState(document, block, steps);
    }
    if (name !== undefined) {
      return follow(this.valueOfAttribute(document, block, name), steps.slice(1));
    }
    const attributes = this.attributesOf(block).map((attribute): [string, Value] => [attribute, this.valueOfAttribute(document, block, attribute)]);
    return follow(structure(attributes), steps);
  }

  private attributesOf({ type, body }: Block): string[] {
    const names = [...entriesOf(body), ...entriesOf(body?.dynamic)].map(([name]) => name);
    const system = SYSTEMS.get(type!);
    return [...names, ...Object.keys(ECHOES[type!] ?? {}), ...system ? [system.secretAttribute] : []];
  }

  private valueOfAttribute(document: Document, block: Block, name: string): Value {
    const { kind, type, body } = block;
    const system = kind === 'resource' ? SYSTEMS.get(type!) : undefined;
    if (system?.secretAttribute === name) {
      return secretOf(this.token(document, type!, block.name), true);
    }
    if (!this.mayCarry(document, block)) {
      return HARMLESS;
    }
    const echoed = ECHOES[type!]?.[name];
    if (echoed !== undefined) {
      return withoutMarks(this.valueOfAttribute(document, block, echoed));
    }
    if (META_ARGUMENTS.has(name)) {
      return HARMLESS;
    }
    return this.once(block, `.${name}`, () => {
      const scope = this.scopeOf(document, block);
      const place = { document, block, place: name };
      const written = this.valueOfJson(body[name], scope, place);
      const made = entriesOf(body.dynamic).filter(([label]) => label === name)
        .map(([label, content]) => this.valueOfDynamic(label, content, scope, place));
      return made.length === 0 ? written : blocksOf([written, ...made]);
    });
  }

  private valueOfRemoteState(document: Document, block: Block, steps: readonly Step[]): Value {
    const [first, second] = steps.map(nameOf);
    const origin = this.states.readBy(document, block);
    if (first === 'outputs' && second !== undefined) {
      return follow(either([this.valueOfOutput(origin, second), partOf(this.defaultsOf(document, block), second)]), steps.slice(2));
    }
    const names = origin?.blocks.filter(({ kind }) => kind === 'output').map(({ name }) => name) ?? [];
    const outputs = either([
      structure(names.map((name): [string, Value] => [name, this.valueOfOutput(origin, name)])),
      this.defaultsOf(document, block),
    ]);
    return follow(structure([['outputs', outputs]]), steps);
  }

  private defaultsOf(document: Document, block: Block): Value {
    return withoutMarks(this.once(block, '.defaults', () => this.valueOfJson(block.body?.defaults, NO_NAMES, { document, block, place: 'defaults' })));
  }

  /** An output as another state reads it: Terraform keeps no marks in a state's outputs. */
  private valueOfOutput(document: Document | undefined, name: string): Value {
    const block = document?.block(`output.${name}`);
    return document && block
      ? withoutMarks(this.once(block, '.value', () => this.valueOfJson(block.body?.value, NO_NAMES, { document, block, place: 'value' })))
      : HARMLESS;
  }

  private collectReferences(expression: Expression, place: Place, bound: ReadonlySet<string>, into: Reference[]): void {
    if (expression.kind === 'for') {
      const inner = new Set([...bound, expression.valueName, ...expression.keyName === undefined ? [] : [expression.keyName]]);
      const [collection, ...others] = childrenOf(expression);
      this.collectReferences(collection, place, bound, into);
      others.forEach((child) => this.collectReferences(child, place, inner, into));
      return;
    }
    if (expression.kind === 'access' && expression.of.kind === 'variable' && !bound.has(expression.of.name)) {
      const reference = this.referenceOf(expression.of.name, expression.steps, place);
      if (reference) {
        into.push({ document: place.document.name, block: place.block, place: place.place, ...reference });
      }
    }
    for (const child of childrenOf(expression)) {
      this.collectReferences(child, place, bound, into);
    }
  }

  private referenceOf(root: string, steps: readonly Step[], { document, block }: Place): Pick<Reference, 'to' | 'toDocument' | 'attribute'> | undefined {
    const names = steps.map((step) => (step.kind === 'attribute' ? step.name : undefined));
    const here = document.name;
    if (root === 'self') {
      return { to: block.address, toDocument: here, attribute: names[0] };
    }
    if ((BUILTIN_NAMES.has(root) && root !== 'var') || names[0] === undefined) {
      return undefined;
    }
    const prefix = root === 'data' || root === 'ephemeral' ? 2 : 1;
    const to = [root, ...names.slice(0, prefix)].join('.');
    // The step that picks an instance says nothing of the attribute.
    const rest = steps.slice(prefix).filter((step, index) => index > 0 || nameOf(step) === undefined || step.kind === 'attribute');
    const [first, second] = rest.filter(({ kind }) => kind !== 'splat').map(nameOf);
    const target = document.block(to);
    if (target?.type === 'terraform_remote_state' && first === 'outputs' && second !== undefined) {
      return { to: `output.${second}`, toDocument: this.states.readBy(document, target)?.name };
    }
    return { to, toDocument: here, attribute: first };
  }
}

/** What `each` or the iterator of a dynamic block holds. */
function iterationOf(collection: Value): Value {
  return structure([['key', keysOf(collection)], ['value', anyPartOf(collection)]]);
}

function literalOf(expression: Expression): string | undefined {
  return expression.kind === 'literal' ? expression.text : undefined;
}

/** The name of the part that a step leads to, if it is known. */
function nameOf(step: Step): string | undefined {
  return step.kind === 'attribute' ? step.name : step.kind === 'index' ? literalOf(step.key) : undefined;
}

function follow(value: Value, steps: readonly Step[]): Value {
  let current = value;
  let splatted = false;
  for (const step of steps) {
    const name = nameOf(step);
    if (step.kind === 'splat') {
      splatted = true;
      current = elementOf(current);
    } else {
      current = name === undefined ? anyPartOf(current) : partOf(current, name);
    }
  }
  return splatted ? collectionOf(current) : current;
}

/** Each string of a JSON value and its place. */
function forEachText(json: unknown, place: string, visit: (text: string, place: string) => void): void {
  if (typeof json === 'string') {
    visit(json, place);
  } else {
    for (const [key, item] of Object.entries(json ?? {})) {
      if (key !== '//') {
        visit(key, place);
        forEachText(item, place === '' ? key : `${place}.${key}`, visit);
      }
    }
  }
}

/** The way to a part of a block; put together to a place only where something is found. */
type Path = string[];

/** Each template of a block's arguments and the way to it, with the names that it can use. */
function forEachArgument(
  json: unknown,
  path: Path,
  scope: Scope,
  visit: (json: unknown, path: Path, scope: Scope) => void,
  iterate: (collection: unknown, iterator: string, scope: Scope, path: Path) => Scope,
): void {
  if (typeof json === 'string') {
    if (isTemplate(json)) {
      visit(json, path, scope);
    }
    return;
  }
  if (json === null || typeof json !== 'object') {
    return;
  }
  if (path[0] === 'for_each') {
    visit(json, path, scope);
    return;
  }
  for (const key of Object.keys(json)) {
    if (key === '//') {
      continue;
    }
    const item = (json as Record<string, unknown>)[key];
    path.push(key);
    if (isTemplate(key)) {
      visit(key, path, scope);
    }
    if (key === 'dynamic' && !Array.isArray(json)) {
      for (const [label, block] of entriesOf(item)) {
        for (const body of Array.isArray(block) ? block : [block]) {
          const inner = iterate(body?.for_each, body?.iterator ?? label, scope, [...path, label, 'for_each']);
          forEachArgument(body?.content, [...path, label, 'content'], inner, visit, iterate);
        }
      }
    } else {
      forEachArgument(item, path, scope, visit, iterate);
    }
    path.pop();
  }
}
