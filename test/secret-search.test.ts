/** The search that ends a test run finds what it looks for. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchFiles, showsSecret } from '../scripts/secret-search';
import { PASTED } from './util/stacks';

const folder = mkdtempSync(join(tmpdir(), 'search-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a file with a secret is found wherever it is, a state is none', () => {
  mkdirSync(join(folder, 'cdktf.out', 'stacks'), { recursive: true });
  const paths = ['log', 'x.tfstate', 'x.tfstate.backup', join('cdktf.out', 'manifest.json'), join('cdktf.out', 'stacks', 'cdk.tf.json')];
  paths.forEach((path) => writeFileSync(join(folder, path), `{"x":"Bearer ${PASTED.harness}"}`));
  writeFileSync(join(folder, 'good'), 'nothing');
  expect(searchFiles(folder)).toEqual({ searched: 4, found: [0, 3, 4].map((index) => join(folder, paths[index])).sort() });
});

test('a line with a secret is known', () => {
  expect([`got ${PASTED.dynatrace}`, 'got nothing'].map(showsSecret)).toEqual([true, false]);
});
