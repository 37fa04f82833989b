import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMESPACE = /^export \* as \w+ from '\.\/([^']+)';$/gm;

/** The folders below `source` that are a namespace of the library, as their barrels say: `harness`, `l1/harness/platform-token`... */
export function namespaceFolders(source: string, folder = ''): string[] {
  const barrel = join(source, folder, 'index.ts');
  if (!existsSync(barrel)) {
    return [];
  }
  return [...readFileSync(barrel, 'utf8').matchAll(NAMESPACE)]
    .map(([, name]) => (folder ? `${folder}/${name}` : name))
    .flatMap((namespace) => [namespace, ...namespaceFolders(source, namespace)]);
}

/**
 * What may be imported from the package. The code is one file, since a class that is loaded twice is two classes. An editor's
 * quick fix finds the declarations behind it and writes `cdktf-access-tokens/lib/harness`: that leads to the same one file.
 */
export function entryPoints(namespaces: string[]): Record<string, unknown> {
  const deep = Object.fromEntries(namespaces.flatMap((folder) => [
    [`./lib/${folder}`, { types: `./lib/${folder}/index.d.ts`, default: `./lib/${folder}/index.js` }],
    [`./lib/${folder}/*`, { types: `./lib/${folder}/*.d.ts`, default: `./lib/${folder}/index.js` }],
  ]));
  return {
    '.': { types: './lib/index.d.ts', default: './lib/index.js' },
    ...deep,
    './lib/*': { types: './lib/*.d.ts', default: './lib/index.js' },
    './package.json': './package.json',
    './.jsii': './.jsii',
    './schemas/access-tokens-policy.schema.json': './schemas/access-tokens-policy.schema.json',
  };
}
