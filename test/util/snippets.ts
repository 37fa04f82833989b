import { resolve } from 'node:path';
import * as ts from 'typescript';

const ROOT = resolve(__dirname, '..', '..');
const FILE = resolve(ROOT, 'test', 'snippets.ts');

/** What stands before fragments: the imports a reader has, and a stack to be in. */
const FIXTURE = `import { Fn, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { dynatrace, Duration, Expiration, harness, l1, RotationSchedule } from 'cdktf-access-tokens';
`;

/** The code blocks of a Markdown text in one of the languages. */
export function codeBlocks(markdown: string, ...languages: string[]): string[] {
  return [...markdown.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].filter(([, language]) => languages.includes(language)).map(([, , code]) => code);
}

/** Blocks with imports stand alone; the others are fragments of one stack, and a later one sees what earlier ones declare. */
export function programsOf(blocks: string[]): string[] {
  const isProgram = (block: string) => /^import /m.test(block);
  const fragments = blocks.filter((block) => !isProgram(block));
  const nested = fragments.reduceRight((inner, fragment) => `{\n${fragment}${inner}}\n`, '');
  return [...blocks.filter(isProgram), `${FIXTURE}class Reader extends TerraformStack {\n  read() ${nested || '{}\n'}}\n`];
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
