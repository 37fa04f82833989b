/**
 * Puts the compiled library and the command into one file each. Loading the library then opens one file instead of
 * fifty, and a namespace (a system, the bindings of a resource) is evaluated when it is first used.
 * Usage: npm run bundle, after the compiler; in the folder that holds lib/, cli/ and sandbox/
 *        npm run bundle -- FILE, for the command alone
 */
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin, transform } from 'esbuild';
import * as ts from 'typescript';
import { confirmBuild } from './library-sources';

const LIB = resolve('lib');
const INDEX = join(LIB, 'index.js');
const COMMAND = join(LIB, 'cli.js');
const COMMON: BuildOptions = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };

/** `export * as name from './module'`, as the compiler writes it. */
const NAMESPACE = /^exports\.(\w+) = __importStar\(require\("\.\/([^"]+)"\)\);$/gm;
/** A function, since Node takes a name for no export where it sees such a getter defined in the open. */
const LAZY = 'const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });';

/** What the compiler writes into each file that says `import * as`. It copies a module that is no ES module, and none here is that. */
const IMPORT_STAR = /^var __createBinding = [^]*?^var __importStar = [^]*?^\}\)\(\);\n/m;

const compiledModules: Plugin = {
  name: 'compiled-modules',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]lib[\\/].*\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      return {
        contents: text.search(NAMESPACE) !== -1
          ? `${LAZY}\n${text.replace(NAMESPACE, 'lazy("$1", () => require("./$2"));')}`
          : text.replace(IMPORT_STAR, '').replace(/\b__importStar\(/g, '('),
      };
    });
  },
};

/** `import script from './main?script'`: the text of a script for browsers, in one piece. */
const browserScripts: Plugin = {
  name: 'browser-scripts',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /\?script$/ }, ({ path, resolveDir }) => ({ path: resolve(resolveDir, path.replace(/\?script$/, '.ts')), namespace: 'browser-script' }));
    onLoad({ filter: /.*/, namespace: 'browser-script' }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path], bundle: true, write: false, minify: true, platform: 'browser', target: 'es2022', format: 'iife', charset: 'utf8', logLevel: 'warning',
      });
      return { contents: outputFiles[0].text, loader: 'text' };
    });
  },
};

/** Styles as texts, without their blanks. */
const styles: Plugin = {
  name: 'styles',
  setup: ({ onLoad }) => onLoad({ filter: /\.css$/ }, async ({ path }) => {
    const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true });
    return { contents: code.trim(), loader: 'text' };
  }),
};

/** The namespaces of the compiled library: where each is compiled to, and its name in the one file, such as `l1.harness`. */
function namespacesIn(barrel: string, prefix = ''): { readonly file: string; readonly name: string }[] {
  return [...readFileSync(barrel, 'utf8').matchAll(NAMESPACE)].flatMap(([, name, module]) => {
    const file = join(dirname(barrel), module, 'index.js');
    return existsSync(file) ? [{ file, name: prefix + name }, ...namespacesIn(file, `${prefix}${name}.`)] : [];
  });
}

/** @returns false where the library was bundled before, and not compiled since */
async function bundleLibrary(): Promise<boolean> {
  const namespaces = namespacesIn(INDEX);
  if (namespaces.length === 0) {
    return false;
  }
  const names = Object.keys(createRequire(INDEX)(INDEX));
  await build({
    ...COMMON,
    entryPoints: [INDEX],
    outfile: INDEX,
    allowOverwrite: true,
    packages: 'external',
    keepNames: true,
    // A fifth of the package; in lines, since Node prints the one that an error comes from.
    minifyWhitespace: true,
    lineLimit: 160,
    plugins: [compiledModules],
    // Tells Node which names an ES module may import; it reads them off the text.
    footer: { js: `0 && (module.exports = { ${names.join(', ')} });` },
  });
  // Whoever imports a namespace by its folder gets the classes of the one file.
  for (const { file, name } of namespaces) {
    writeFileSync(file, `module.exports = require(${JSON.stringify(relative(dirname(file), INDEX))}).${name};\n`);
  }
  return true;
}

/** Takes the members that are marked @internal out of the declarations, so that no editor offers them. jsii forbids the compiler's own option for it. */
function stripInternals(): void {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts') && !file.startsWith('l1'));
  for (const file of files.map((name) => join(LIB, name))) {
    const text = readFileSync(file, 'utf8');
    const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    const internal = statements
      .flatMap((statement) => (ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement) ? [...statement.members] : []))
      .filter((member) => ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal'));
    if (internal.length > 0) {
      writeFileSync(file, internal.reduceRight((rest, member) => rest.slice(0, member.getFullStart()) + rest.slice(member.getEnd()), text));
    }
  }
}

/** The licences of the packages that a bundle contains. */
function licencesOf({ inputs }: Metafile): string {
  const folders = new Set(Object.keys(inputs).flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? []));
  return [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file)).map((file) => readFileSync(join(folder, file), 'utf8').trim());
    if (texts.length === 0) {
      throw new Error(`${name} has no text of its licence (${license}) to ship with the bundle that contains it`);
    }
    return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
  }).join(`\n${'-'.repeat(78)}\n\n`);
}

async function bundleCommand(outfile: string): Promise<Metafile> {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: [resolve('cli', 'main.ts')],
    outfile,
    banner: { js: '#!/usr/bin/env node' },
    plugins: [browserScripts, styles],
    minify: true,
    metafile: true,
  });
  // npm does this as it installs the package; jsii's hosts for other languages do not.
  chmodSync(outfile, 0o755);
  return metafile;
}

async function main([commandAlone]: string[]): Promise<void> {
  if (commandAlone !== undefined) {
    await bundleCommand(commandAlone);
    return;
  }
  stripInternals();
  const isCompiled = await bundleLibrary();
  writeFileSync(join(LIB, 'cli.LICENSES.txt'), licencesOf(await bundleCommand(COMMAND)));
  copyFileSync(resolve('cli', 'inventory', 'inventory.schema.json'), join(LIB, 'inventory.schema.json'));
  if (isCompiled) {
    confirmBuild(dirname(LIB));
  }
}

void main(process.argv.slice(2));
