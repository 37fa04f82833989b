import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import * as ts from 'typescript';
import * as library from '../src';
import { codeBlocks, pages } from './util/snippets';

const { Expiration, harness } = library;

test('the test of a stack that README shows passes, and fails where the token ends at another time', () => {
  const [[, readme]] = pages();
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
