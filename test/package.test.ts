/** What is published to npm. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { COMMAND, LIBRARY } from './util/built-library';
import { namespaceFolders } from '../projenrc/entry-points';

const ROOT = resolve(__dirname, '..');
const MEGABYTE = 1_000_000;

let packed: { unpackedSize: number; files: { path: string; mode: number }[] };
beforeAll(() => {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' });
  [packed] = JSON.parse(stdout);
}, 60_000);

test('holds the compiled library, its assembly, its documents and nothing else', () => {
  const others = packed.files.map(({ path }) => path).filter((path) => !/^lib\/.*\.d\.ts$/.test(path));
  const namespaces = namespaceFolders(resolve(ROOT, 'src')).map((folder) => `lib/${folder}/index.js`);
  expect(namespaces).toContain('lib/l1/harness/platform-token/index.js');
  expect(others.sort()).toEqual([
    '.jsii', '.jsii.gz', 'API.md', 'LICENSE', 'README.md', 'lib/cli.LICENSES.txt', 'lib/cli.js', 'lib/index.js', 'lib/inventory.schema.json', 'package.json',
    'schemas/access-tokens-policy.schema.json', ...namespaces,
  ].sort());
});

// A quarter of it is the command, minified, which brings its libraries along: a page for browsers, a calendar, a parser of streams.
test('is at most 1.25 MB unpacked', () => {
  expect(packed.unpackedSize).toBeLessThanOrEqual(1.25 * MEGABYTE);
});

test('brings the command', () => {
  const { bin } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8'));
  expect(bin).toEqual({ 'cdktf-access-tokens': 'lib/cli.js' });
  expect(packed.files.map(({ path }) => path)).toContain('lib/cli.js');
  expect(readFileSync(COMMAND, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(() => accessSync(COMMAND, constants.X_OK)).not.toThrow();
});

test('ships the licences of what the command contains', () => {
  expect(readFileSync(join(LIBRARY, 'cli.LICENSES.txt'), 'utf8')).toMatch(/^commander \d.*\(MIT\)$[^]*Permission is hereby granted/m);
});

test('has no dependency but its peers', () => {
  const { dependencies, bundledDependencies, peerDependencies } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8'));
  expect(dependencies ?? {}).toEqual({});
  expect(bundledDependencies ?? []).toEqual([]);
  expect(peerDependencies).toEqual({ cdktf: '^0.21.0', constructs: '^10.4.2' });
});

test('is one file of code, from which an ES module imports by name as well', () => {
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', `
    import { dynatrace, Duration, harness, l1 } from 'cdktf-access-tokens';
    console.log([dynatrace.ApiToken, Duration, harness.Token, l1.harness.platformToken.PlatformToken].map(({ name }) => name).join());
  `], { cwd: ROOT, encoding: 'utf8' });
  expect([status, stdout.trim()]).toEqual([0, 'ApiToken,Duration,Token,PlatformToken']);
});

test.each([
  ['lib/harness', 'harness', 'Token'],
  ['lib/harness/token', 'harness', 'Token'],
  ['lib/dynatrace', 'dynatrace', 'ApiToken'],
  ['lib/l1/harness/platform-token', 'l1.harness.platformToken', 'PlatformToken'],
  ['lib/duration', '', 'Duration'],
  ['lib/rotation', '', 'RotationSchedule'],
])("an editor's quick fix may import from %s, which has the same classes", (path, namespace, name) => {
  const program = `
    const deep = require('cdktf-access-tokens/${path}');
    const whole = '${namespace}'.split('.').filter(Boolean).reduce((holder, name) => holder[name], require('cdktf-access-tokens'));
    console.log(typeof deep.${name}, deep.${name} === whole.${name});
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--eval', program], { cwd: ROOT, encoding: 'utf8' });
  expect([stdout.trim(), stderr]).toEqual(['function true', '']);
});

test('loads no part of the sandbox when it is required', () => {
  const { stdout } = spawnSync(process.execPath, ['-p', "require('./lib'); Object.keys(require.cache).filter((file) => file.includes('sandbox')).length"], {
    cwd: ROOT, encoding: 'utf8',
  });
  expect(stdout.trim()).toBe('0');
});

test('declares no internal members, which an editor would offer', () => {
  const declarations = packed.files.map(({ path }) => path).filter((path) => /^lib\/(?!l1\/).*\.d\.ts$/.test(path));
  const internal = declarations.filter((path) => /@internal\b(?![^]*?\bdeclare abstract class\b)|^\s+(?:(?:public|protected|static|readonly|abstract|get)\s+)*_\w/m
    .test(readFileSync(resolve(ROOT, path), 'utf8')));
  expect(declarations.length).toBeGreaterThan(30);
  expect(internal).toEqual([]);
});
