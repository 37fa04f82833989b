import { anyPartOf, collectionOf, either, flatElementOf, HARMLESS, keysOf, madeOf, partOf, structure, type Value, withMark } from './value';

/** Digests, measures and tests of a value: nobody can tell the secret from what they give. */
const DIGESTS_AND_MEASURES = new Set([
  'sha1', 'sha256', 'sha512', 'md5', 'base64sha256', 'base64sha512', 'bcrypt', 'uuidv5',
  'length', 'issensitive', 'can', 'startswith', 'endswith', 'strcontains', 'contains', 'index', 'alltrue', 'anytrue', 'type', 'cidrcontains',
]);

/** Comparisons and logic give true or false. */
const TESTS = new Set(['==', '!=', '<', '>', '<=', '>=', '&&', '||', '!']);

/** What gives a list of elements of its arguments, or of their elements. */
const REARRANGING = new Set(['concat', 'reverse', 'slice', 'distinct', 'compact', 'sort', 'tolist', 'values', 'setunion', 'setintersection', 'setsubtract']);

/** What a function gives; `nonsensitive` is told to the listener, and gives the value without marks. */
export function valueOfCall(name: string, args: readonly Value[], literals: readonly (string | undefined)[], unmark: (value: Value) => Value): Value {
  const [first = HARMLESS] = args;
  const function_ = name.replace(/^core::/, '');
  if (DIGESTS_AND_MEASURES.has(function_)) {
    return HARMLESS;
  }
  if (REARRANGING.has(function_)) {
    return collectionOf(either(args.map(anyPartOf)));
  }
  switch (function_) {
    case 'sensitive':
      return withMark(first);
    case 'nonsensitive':
      return unmark(first);
    case 'keys':
      return keysOf(first);
    case 'tomap':
    case 'ephemeralasnull':
    case 'try':
    case 'coalesce':
    case 'coalescelist':
    case 'merge':
      return either(args);
    case 'one':
    case 'element':
      return anyPartOf(first);
    case 'flatten':
      return collectionOf(flatElementOf(first));
    case 'lookup':
      return either([literals[1] === undefined ? anyPartOf(first) : partOf(first, literals[1]), ...args.slice(2)]);
    case 'zipmap':
      return structure([], { keys: madeOf([first]), others: anyPartOf(args[1] ?? HARMLESS) });
    default:
      return madeOf(args);
  }
}

export function valueOfOperation(operator: string, operands: readonly Value[]): Value {
  return TESTS.has(operator) ? HARMLESS : madeOf(operands);
}
