import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import * as ts from 'typescript';
import * as library from '../src';
import { codeBlocks, complaintsAbout, pages, programsOf } from './util/snippets';

const { Expiration, harness } = library;

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

test('the test of a stack that README shows passes, and fails where the token ends at another time', () => {
  const [block] = codeBlocks(readme, 'js');
  const { outputText } = ts.transpileModule(block, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const stackEndingAt = (end: string) => class extends cdktf.TerraformStack {
    public constructor(scope: Construct, id: string) {
      super(scope, id);
      new harness.HarnessProvider(this, 'Harness');
      new harness.ServiceAccount(this, 'Bot', { harnessScope: harness.HarnessScope.account('acct') })
        .addApiKey('Key')
        .addToken('Token', { expiresAt: Expiration.at(end) });
    }
  };
  const run = (end: string) => {
    const modules: Record<string, unknown> = {
      '@jest/globals': { expect, test: (_: string, body: () => void) => body() },
      'cdktf': cdktf,
      'cdktf-access-tokens': library,
      './main': { TokensStack: stackEndingAt(end) },
    };
    new Function('require', 'exports', outputText)((name: string) => modules[name], {});
  };
  expect(() => run('2027-03-31T00:00:00Z')).not.toThrow();
  expect(() => run('2027-04-01T00:00:00Z')).toThrow();
});
