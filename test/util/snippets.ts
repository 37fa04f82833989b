import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';

const ROOT = resolve(__dirname, '..', '..');
const FILE = resolve(ROOT, 'test', 'snippets.ts');

/** What stands before fragments: the imports a reader has. */
const IMPORTS = `import { App, Fn, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { dynatrace, Duration, Expiration, harness, l1, RemovalPolicy, RotationSchedule, Text } from 'cdktf-access-tokens';
`;

/** README and the pages of docs/, by their paths. The fragments of a page are one program, apart from those of other pages. */
export function pages(): [path: string, text: string][] {
  const docs = existsSync(join(ROOT, 'docs')) ? readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md')).sort() : [];
  return ['README.md', ...docs.map((file) => `docs/${file}`)].map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]);
}

const BLOCK = /^(?:`([\w.-]+)`:\n\n)?```(\w+)\n([^]*?)^```$/gm;

/** The code blocks of a Markdown text in one of the languages, but for those that are whole files. */
export function codeBlocks(markdown: string, ...languages: string[]): string[] {
  return examples(markdown, ...languages).map(({ code }) => code);
}

export interface Example {
  /** The heading it stands below, and its number if it is not the first one there. */
  readonly title: string;
  readonly code: string;
  /** It has imports and stands alone; else it is a fragment of the page's one program. */
  readonly isProgram: boolean;
}

/** The same code blocks, by their headings. */
export function examples(markdown: string, ...languages: string[]): Example[] {
  const found: Example[] = [];
  for (const { index, 1: file, 2: language, 3: code } of markdown.matchAll(BLOCK)) {
    if (file === undefined && languages.includes(language)) {
      // Lines of a block may begin with # as well.
      const heading = [...markdown.slice(0, index).replace(/^```[^]*?^```$/gm, '').matchAll(/^#+ (.*)$/gm)].at(-1)![1];
      const before = found.filter(({ title }) => title.replace(/ \(\d+\)$/, '') === heading).length;
      found.push({ title: before ? `${heading} (${before + 1})` : heading, code, isProgram: isProgram(code) });
    }
  }
  return found;
}

function isProgram(block: string): boolean {
  return /^(from|import) /m.test(block);
}

/** A chapter of a Markdown text: the files that it names, and its commands in their order, those before the files and those after. */
export function chapter(markdown: string, heading: string): { readonly files: Record<string, string>; readonly commands: string[] } {
  const start = markdown.indexOf(`${heading}\n`);
  const length = markdown.slice(start + heading.length).search(/^#{1,3} /m);
  const blocks = [...markdown.slice(start, start + heading.length + length).matchAll(BLOCK)];
  return {
    files: Object.fromEntries(blocks.filter(([, file]) => file !== undefined).map(([, file, , code]) => [file, code])),
    commands: blocks.filter(([, file, language]) => file === undefined && language === 'sh').map(([, , , code]) => code),
  };
}

/** Blocks with imports stand alone; the others are fragments of one app, and a later one sees what earlier ones declare. */
export function programsOf(blocks: string[]): string[] {
  const nested = blocks.filter((block) => !isProgram(block)).reduceRight((inner, fragment) => `{\n${fragment}${inner}}\n`, '');
  return [...blocks.filter(isProgram), `${IMPORTS}
class Reader extends TerraformStack {
  read() ${nested || '{}\n'}}
const app = new App();
const stack = new Reader(app, 'reader');
new harness.HarnessProvider(stack, 'Harness');
new dynatrace.DynatraceProvider(stack, 'Dynatrace');
stack.read();
app.synth();
`];
}

/** The same for Python. */
export function pythonProgramsOf(blocks: string[]): string[] {
  return [...blocks.filter(isProgram), `from cdktf import App, Fn, TerraformOutput, TerraformStack, TerraformVariable
from cdktf_access_tokens import Duration, Expiration, RemovalPolicy, RotationSchedule, Text, dynatrace, harness, l1


def read(self):
${blocks.filter((block) => !isProgram(block)).join('').replace(/^(?=.)/gm, '    ') || '    pass\n'}

app = App()
stack = TerraformStack(app, "reader")
harness.HarnessProvider(stack, "Harness")
dynatrace.DynatraceProvider(stack, "Dynatrace")
read(stack)
app.synth()
`];
}

/** What the compiler says against a program, with strict types, against the library's sources. */
export function complaintsAbout(program: string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    types: ['node'],
    typeRoots: [resolve(ROOT, 'node_modules', '@types')],
    baseUrl: ROOT,
    paths: { 'cdktf-access-tokens': ['src/index.ts'] },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => (name === FILE ? ts.createSourceFile(name, program, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest));
  const compiled = ts.createProgram([FILE], options, host);
  return ts.getPreEmitDiagnostics(compiled, compiled.getSourceFile(FILE)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
