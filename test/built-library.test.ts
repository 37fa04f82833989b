/** No test takes an older build of the library for the sources as they are. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { confirmBuild, isBuilt, noteSources } from '../scripts/library-sources';
import { ROOT } from '../scripts/tools';

let root: string;
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'built-'));
  ['src/index.ts', 'src/harness/token.ts', 'cli/main.ts', 'cli/page/page.css', 'sandbox/index.ts'].forEach((file) => write(file, file));
  noteSources(root);
});
afterEach(() => rmSync(root, { recursive: true }));

test('a library is built once what was noted before is compiled and bundled', () => {
  expect(isBuilt(root)).toBe(false);
  confirmBuild(root);
  expect(isBuilt(root)).toBe(true);
});

test.each([
  ['a source is edited', () => write('src/harness/token.ts', 'other')],
  ["the command's style is edited", () => write('cli/page/page.css', 'other')],
  ['the sandbox is edited', () => write('sandbox/index.ts', 'other')],
  ['a source is added', () => write('src/new.ts', '')],
  ['a source is removed', () => rmSync(join(root, 'src/harness/token.ts'))],
  ['a source is renamed', () => {
    rmSync(join(root, 'sandbox/index.ts'));
    write('sandbox/other.ts', 'sandbox/index.ts');
  }],
])('it is not when %s, be it during the build', (_, edit) => {
  confirmBuild(root);
  edit();
  expect(isBuilt(root)).toBe(false);
  noteSources(root);
  confirmBuild(root);
  expect(isBuilt(root)).toBe(true);

  noteSources(root);
  write('src/index.ts', 'edited while it is compiled');
  confirmBuild(root);
  expect(isBuilt(root)).toBe(false);
});

test('nor when a compilation failed', () => {
  confirmBuild(root);
  write('src/index.ts', 'does not compile');
  noteSources(root);
  expect(isBuilt(root)).toBe(false);
});

test('nor when the sources are again what they were before a compilation that failed, which may have written half of lib/', () => {
  confirmBuild(root);
  write('src/index.ts', 'does not compile');
  noteSources(root);
  write('src/index.ts', 'src/index.ts');
  expect(isBuilt(root)).toBe(false);
});

test('nor when something compiled them that noted nothing', () => {
  confirmBuild(root);
  confirmBuild(root);
  expect(isBuilt(root)).toBe(false);
});

// What the examples import by the library's name is lib/ as well; the packages are built by their own tests.
test('each test that reads lib/ asks for that', () => {
  const reading = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !/^packages\b|^built-library/.test(file))
    .map((file): [string, string] => [file, readFileSync(join(ROOT, 'test', file), 'utf8')])
    .filter(([, text]) => /renderApiDocs|scripts\/demo|\blib\/cli|'lib'|npm', \['pack'|'examples', 'typescript'|examples\/typescript.*main\.ts|COMMAND\b.*ROOT/.test(text));
  expect(reading.map(([file]) => file)).toEqual(expect.arrayContaining(['examples.test.ts', 'package.test.ts', 'generated.test.ts', 'e2e/demo.test.ts']));
  expect(reading.filter(([, text]) => !text.includes("/util/built-library'")).map(([file]) => file)).toEqual([]);
});
