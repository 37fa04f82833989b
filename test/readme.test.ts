import { codeBlocks, complaintsAbout, pages, programsOf } from './util/snippets';

const [[, readme]] = pages();
const examples = codeBlocks(readme, 'ts', 'typescript');

test('the README has its examples', () => {
  expect(examples.length).toBeGreaterThan(8);
});

test.each(pages())('each example of %s compiles', (_, text) => {
  expect(programsOf(codeBlocks(text, 'ts', 'typescript')).flatMap(complaintsAbout)).toEqual([]);
});

test.each([
  ['a property that does not exist', 'new harness.ServiceAccount(this, \'Bot\', { scope: \'x\' });', "'scope' does not exist in type 'ServiceAccountProps'"],
  ['a method that does not exist', 'new harness.ServiceAccount(this, \'Bot\', { harnessScope: harness.HarnessScope.account(\'a\') }).addToken(\'x\');',
    "Property 'addToken' does not exist on type 'ServiceAccount'"],
  ['a missing property', "new dynatrace.ApiToken(this, 'T', {});", "Property 'scopes' is missing"],
])('an example with %s would not', (_, fragment, message) => {
  expect(programsOf([...examples, fragment]).flatMap(complaintsAbout)).toEqual([expect.stringContaining(message)]);
});
