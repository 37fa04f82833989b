import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant, MutationReport } from './mutation-report';
import { ROOT, run } from './tools';

/** StrykerJS plants no faults in Go: https://gremlins.dev */
const GREMLINS = 'github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0';

const STATUS: Readonly<Record<string, Mutant['status']>> = {
  'KILLED': 'Killed',
  'LIVED': 'Survived',
  'NOT COVERED': 'NoCoverage',
  'TIMED OUT': 'Timeout',
  'NOT VIABLE': 'CompileError',
  'SKIPPED': 'Ignored',
};

interface GremlinsReport {
  readonly files: readonly {
    readonly file_name: string;
    readonly mutations: readonly { readonly type: string; readonly status: string; readonly line: number; readonly column: number }[];
  }[];
}

/** Plants faults in a Go module, but not in its packages for tests, and tells in the form of StrykerJS which are noticed. */
export async function plantInGo(module: string, workplace: string): Promise<MutationReport> {
  const output = join(workplace, 'gremlins.json');
  await run('go', [
    'run', GREMLINS, 'unleash', '--invert-logical', '--invert-loopctrl', '--exclude-files', 'internal/(apitest|drive|schematest)/', '--output', output, '.',
  ], {
    cwd: join(ROOT, module),
    // It works on copies of the module.
    environment: { ...process.env, SCHEMAS: join(ROOT, 'schemas') },
  });
  const { files }: GremlinsReport = JSON.parse(readFileSync(output, 'utf8'));
  return {
    files: Object.fromEntries(files.map(({ file_name: name, mutations }) => {
      const file = join(module, name);
      const source = readFileSync(join(ROOT, file), 'utf8');
      const lines = source.split('\n');
      return [file, {
        source,
        mutants: mutations.map(({ type, status, line, column }) => ({
          replacement: type,
          status: STATUS[status],
          location: { start: { line, column }, end: { line, column: lines[line - 1].length + 1 } },
        })),
      }];
    })),
  };
}
