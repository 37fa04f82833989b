/**
 * The library's folders in the order in which they build on each other: each may import what stands in a line above its own.
 * The shared types are the files of src/ itself.
 */
const SHARED_TYPES = './src/!(index).ts';
const ORDER: readonly (readonly string[])[] = [
  ['./src/l1', './src/private'],
  [SHARED_TYPES],
  ['./src/rotation', './src/guard'],
  ['./src/tokens'],
  ['./src/harness', './src/dynatrace'],
  ['./src/policy'],
  ['./src/index.ts'],
];

interface Apart {
  readonly target: string;
  readonly from: readonly string[];
  readonly except?: readonly string[];
  readonly message: string;
}

/** What may import nothing of the others, but for the exceptions. */
const APART: readonly Apart[] = [
  { target: './src', from: ['./sandbox', './cli', './test'], message: 'the library loads no part of the command' },
  { target: './sandbox', from: ['./src', './cli', './test'], message: 'the sandbox stands for the services, not for the library' },
  { target: './cli', from: ['./test', './scripts'], message: 'the command is built from what is shipped' },
  {
    target: './cli',
    from: ['./src'],
    except: ['./guard/reader', './private/token-systems.ts', './rotation/rotation-rule.ts'],
    message: 'of the library, the command has the reader of documents and the arithmetic of rotation only',
  },
  { target: './scripts', from: ['./test'], message: 'what builds the project does not need its tests' },
];

interface Zone {
  readonly target: string;
  readonly from: string;
  readonly except?: readonly string[];
  readonly message: string;
}

function zonesOfOrder(): Zone[] {
  return ORDER.flatMap((line, index) => line.flatMap((target) => [...line.filter((peer) => peer !== target), ...ORDER.slice(index + 1).flat()]
    .map((from) => ({ target, from, message: `${from} does not stand below ${target}` }))));
}

export function layerRules(): Record<string, unknown> {
  const zones = [...zonesOfOrder(), ...APART.flatMap(({ from, ...zone }) => from.map((path) => ({ ...zone, from: path })))];
  return { 'import/no-restricted-paths': ['error', { basePath: '.', zones }] };
}
