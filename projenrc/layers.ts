/**
 * Which folder may import which: l1 <- harness | dynatrace <- what is built on both. The shared types, the arithmetic of
 * src/rotation and src/private stand at the bottom; the sandbox and the library know nothing of each other.
 */
const LAYERS: { readonly target: string; readonly from: string[]; readonly except?: string[]; readonly message: string }[] = [
  { target: './src/harness', from: ['./src/dynatrace', './src/index.ts'], message: 'the two systems do not know each other' },
  { target: './src/dynatrace', from: ['./src/harness', './src/index.ts'], message: 'the two systems do not know each other' },
  { target: './src/private', from: ['./src/harness', './src/dynatrace', './src/l1', './src/index.ts'], message: 'src/private stands below the L2s' },
  { target: './src/rotation', from: ['./src/harness', './src/dynatrace', './src/l1', './src/index.ts'], message: 'a schedule knows no system' },
  { target: './src/!(index).ts', from: ['./src/harness', './src/dynatrace', './src/l1'], message: 'shared types stand at the bottom' },
  { target: './src', from: ['./sandbox', './test'], message: 'the library loads no part of the sandbox' },
  { target: './sandbox', from: ['./src', './test'], message: 'the sandbox stands for the services, not for the library' },
];

export function layerRules(): Record<string, unknown> {
  return {
    'import/no-restricted-paths': ['error', { basePath: '.', zones: LAYERS.flatMap(({ from, ...zone }) => from.map((path) => ({ ...zone, from: path }))) }],
  };
}
