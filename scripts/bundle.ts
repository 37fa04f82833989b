/**
 * Puts the compiled library and the command into one file each. Loading the library then opens one file instead of
 * fifty, and a namespace (a system, the bindings of a resource) is evaluated when it is first used.
 * Usage: npm run bundle, after the compiler; in the folder that holds lib/, cli/ and sandbox/
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';

const INDEX = resolve('lib', 'index.js');
const COMMON: BuildOptions = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };

/** `export * as name from './module'`, as the compiler writes it. */
const NAMESPACE = /^exports\.(\w+) = __importStar\(require\(("[^"]+")\)\);$/gm;
/** A function, since Node takes a name for no export where it sees such a getter defined in the open. */
const LAZY = 'const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });';

const lazyNamespaces: Plugin = {
  name: 'lazy-namespaces',
  setup: ({ onLoad }) => onLoad({ filter: /[\\/]index\.js$/ }, ({ path }) => ({
    contents: `${LAZY}\n${readFileSync(path, 'utf8').replace(NAMESPACE, 'lazy("$1", () => require($2));')}`,
  })),
};

async function bundleLibrary(): Promise<void> {
  if (!readFileSync(INDEX, 'utf8').match(NAMESPACE)) {
    return; // Bundled before, and not compiled since.
  }
  const names = Object.keys(createRequire(INDEX)(INDEX));
  await build({
    ...COMMON,
    entryPoints: [INDEX],
    outfile: INDEX,
    allowOverwrite: true,
    packages: 'external',
    keepNames: true,
    plugins: [lazyNamespaces],
    // Tells Node which names an ES module may import; it reads them off the text.
    footer: { js: `0 && (module.exports = { ${names.join(', ')} });` },
  });
}

async function main(): Promise<void> {
  await bundleLibrary();
  await build({ ...COMMON, entryPoints: [resolve('cli', 'main.ts')], outfile: resolve('lib', 'cli.js'), banner: { js: '#!/usr/bin/env node' } });
}

void main();
