import { readFileSync } from 'node:fs';
import { codeBlocks, complaintsAbout, programsOf } from './util/snippets';

const blocks = codeBlocks(readFileSync('README.md', 'utf8'), 'ts', 'typescript');

test('the README has its examples', () => {
  expect(blocks.length).toBeGreaterThan(8);
});

test('each example of the README compiles', () => {
  expect(programsOf(blocks).flatMap(complaintsAbout)).toEqual([]);
});

test.each([
  ['a property that does not exist', 'new harness.ServiceAccount(this, \'Bot\', { scope: \'x\' });', "'scope' does not exist in type 'ServiceAccountProps'"],
  ['a method that does not exist', 'new harness.ServiceAccount(this, \'Bot\', { harnessScope: harness.HarnessScope.account(\'a\') }).addToken(\'x\');',
    "Property 'addToken' does not exist on type 'ServiceAccount'"],
  ['a missing property', "new dynatrace.ApiToken(this, 'T', {});", "Property 'scopes' is missing"],
])('an example with %s would not', (_, fragment, message) => {
  expect(programsOf([...blocks, fragment]).flatMap(complaintsAbout)).toEqual([expect.stringContaining(message)]);
});
