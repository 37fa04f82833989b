/** What `npm run mutation` plants faults into. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { minimatch } from 'minimatch';
import { PARTS, type TypeScriptPart } from '../../scripts/mutation-parts';
import { ROOT } from '../../scripts/tools';

const parts = PARTS.filter((part): part is TypeScriptPart => 'mutate' in part);

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

const matches = (file: string, globs: readonly string[]) => globs.some((glob) => minimatch(file, glob));

function partsOf(file: string): string[] {
  return parts.filter(({ mutate }) => matches(file, mutate.filter((glob) => !glob.startsWith('!')))
    && !matches(file, mutate.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1)))).map(({ name }) => name);
}

test('each source is in one part, but for what is generated and the file that only exports', () => {
  const sources = ['src', 'sandbox'].flatMap(filesBelow).filter((file) => !file.startsWith('src/l1/') && file !== 'src/index.ts');
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.map((file) => [file, partsOf(file)]).filter(([, names]) => names.length !== 1)).toEqual([]);
});

test.each(parts.flatMap(({ name, tests }) => tests.flatMap((glob) => minimatch.braceExpand(glob)).map((glob): [string, string] => [name, glob])))('tests of the part %s: %s', (_, glob) => {
  expect(filesBelow('test').filter((file) => minimatch(file, `test/${glob}.test.ts`))).not.toEqual([]);
});
