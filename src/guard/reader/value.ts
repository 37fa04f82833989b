import type { TokenResource } from './token-resource';

/**
 * What is known of a value: the secrets it carries, and which of its parts carry which. Of a part that is not listed, it
 * is known that it carries none.
 */
export interface Value {
  /** Secrets that any part of the value may show; true if Terraform marks that secret as sensitive there. */
  readonly secrets: ReadonlyMap<TokenResource, boolean>;
  /** Whether Terraform marks the whole value as sensitive, and with it whatever is made of it. */
  readonly marked: boolean;
  /** Attributes by name, elements by index. */
  readonly parts?: ReadonlyMap<string, Value>;
  /** Any element whose name is not known. */
  readonly others?: Value;
  /** Whether it is a list, always or perhaps. */
  readonly list?: boolean | 'perhaps';
}

const NO_SECRETS: ReadonlyMap<TokenResource, boolean> = new Map();

const INDEX = /^\d+$/;

/** A value without secrets. */
export const HARMLESS: Value = { secrets: NO_SECRETS, marked: false };

export function secretOf(token: TokenResource, marked: boolean): Value {
  return { secrets: new Map([[token, marked]]), marked };
}

export function structure(parts: Iterable<readonly [string, Value]>, options: { others?: Value; list?: boolean; keys?: Value } = {}): Value {
  const harmful = new Map([...parts].filter(([, part]) => part !== HARMLESS));
  const { others = HARMLESS, list, keys = HARMLESS } = options;
  if (harmful.size === 0 && others === HARMLESS && keys === HARMLESS) {
    return HARMLESS;
  }
  return { ...keys, parts: harmful, others: others === HARMLESS ? undefined : others, list };
}

/** A collection of which only one element is known, standing for each. */
export function collectionOf(element: Value): Value {
  return element === HARMLESS ? HARMLESS : { secrets: NO_SECRETS, marked: false, others: element, list: true };
}

/** A value that may be any of several. */
export function either(values: readonly Value[]): Value {
  if (values.length < 2) {
    return values[0] ?? HARMLESS;
  }
  const harmful = values.filter((value) => value !== HARMLESS).map(withMarksInParts);
  if (harmful.length === 0) {
    return HARMLESS;
  }
  const names = new Set(harmful.flatMap(({ parts }) => [...parts?.keys() ?? []]));
  const parts = new Map([...names].map((name) => [name, either(harmful.map((value) => value.parts?.get(name) ?? value.others ?? HARMLESS))]));
  const others = either(harmful.map((value) => value.others ?? HARMLESS));
  return {
    secrets: mergeSecrets(harmful.map(({ secrets }) => secrets)),
    marked: values.every(({ marked }) => marked),
    parts,
    others: others === HARMLESS ? undefined : others,
    list: harmful.every(({ list }) => list === true) || (harmful.some(({ list }) => list) && 'perhaps'),
  };
}

/** The mark of the whole value stands at each part, so that a part can be taken out. */
function withMarksInParts(value: Value): Value {
  return !value.marked ? value : {
    ...value,
    parts: value.parts && new Map([...value.parts].map(([name, part]) => [name, withMark(part)])),
    others: value.others && withMark(value.others),
  };
}

/** A value that was made out of others, so that nobody can tell its parts any more. Terraform's marks pass over to it. */
export function madeOf(values: readonly Value[]): Value {
  const harmful = values.filter((value) => value !== HARMLESS);
  if (harmful.length === 0) {
    return HARMLESS;
  }
  const marked = harmful.some(hasMark);
  const secrets = mergeSecrets(harmful.map(allSecrets));
  return { secrets: marked ? remark(secrets, true) : secrets, marked };
}

/** Each secret in the value or in a part of it; true if it is marked wherever it is. */
export function allSecrets(value: Value): ReadonlyMap<TokenResource, boolean> {
  const inner = [...value.parts?.values() ?? [], ...value.others ? [value.others] : []];
  if (inner.length === 0) {
    return value.secrets;
  }
  const secrets = mergeSecrets([value.secrets, ...inner.map(allSecrets)]);
  return value.marked ? remark(secrets, true) : secrets;
}

function hasMark(value: Value): boolean {
  return value.marked || [...value.parts?.values() ?? []].some(hasMark) || (value.others !== undefined && hasMark(value.others));
}

/** The value as `sensitive(...)` gives it. */
export function withMark(value: Value): Value {
  return { ...value, secrets: remark(value.secrets, true), marked: true };
}

/** The value without any of Terraform's marks. */
export function withoutMarks(value: Value): Value {
  if (allSecrets(value).size === 0) {
    return HARMLESS;
  }
  return {
    secrets: remark(value.secrets, false),
    marked: false,
    parts: value.parts && new Map([...value.parts].map(([name, part]) => [name, withoutMarks(part)])),
    others: value.others && withoutMarks(value.others),
    list: value.list,
  };
}

/** The part of a name or index. */
export function partOf(value: Value, name: string): Value {
  if (value === HARMLESS) {
    return HARMLESS;
  }
  const part = value.parts?.get(name) ?? value.others;
  if (part === undefined && !value.list && INDEX.test(name) && ![...value.parts?.keys() ?? []].some((other) => INDEX.test(other))) {
    return value; // A nested block may be written without the list that it is.
  }
  return within(value, part ?? HARMLESS);
}

/** Any of the value's parts. */
export function anyPartOf(value: Value): Value {
  if (value === HARMLESS) {
    return HARMLESS;
  }
  return within(value, either([...value.parts?.values() ?? [], ...value.others ? [value.others] : []]));
}

/** What a splat goes over: the elements of a list, or the value itself where it is none. */
export function elementOf(value: Value): Value {
  if (value.list === true) {
    return anyPartOf(value);
  }
  return value.list || value.others ? either([anyPartOf(value), value]) : value;
}

/** What `flatten` gives of a list: its elements, of those that are lists theirs. */
export function flatElementOf(list: Value): Value {
  const element = anyPartOf(list);
  return element.list ? either([element, flatElementOf(element)]) : element;
}

/** The nested blocks of a name; one alone may be written without the list that it is. */
export function blocksOf(values: readonly Value[]): Value {
  return either(values.map((value) => (value.list ? value : collectionOf(value))));
}

/** The keys of a map, the elements of a set. */
export function keysOf(value: Value): Value {
  return value.secrets.size === 0 ? HARMLESS : { secrets: value.secrets, marked: value.marked };
}

function within(whole: Value, part: Value): Value {
  if (whole.secrets.size === 0 && !whole.marked) {
    return part;
  }
  const secrets = mergeSecrets([whole.secrets, part.secrets]);
  return { ...part, secrets: whole.marked ? remark(secrets, true) : secrets, marked: whole.marked || part.marked };
}

/** A secret is marked only if it is marked in all of them. */
function mergeSecrets(maps: readonly ReadonlyMap<TokenResource, boolean>[]): ReadonlyMap<TokenResource, boolean> {
  const [only, ...rest] = maps.filter(({ size }) => size > 0);
  if (rest.length === 0) {
    return only ?? NO_SECRETS;
  }
  const merged = new Map(only);
  for (const [token, mark] of rest.flatMap((map) => [...map])) {
    merged.set(token, mark && merged.get(token) !== false);
  }
  return merged;
}

function remark(secrets: ReadonlyMap<TokenResource, boolean>, mark: boolean): ReadonlyMap<TokenResource, boolean> {
  return secrets.size === 0 ? secrets : new Map([...secrets.keys()].map((token) => [token, mark]));
}
