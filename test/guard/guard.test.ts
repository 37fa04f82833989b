import * as fs from 'node:fs';
import { join } from 'node:path';
import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { dynatrace, harness, l1 } from '../../src';
import { installGuard } from '../../src/guard/guard';
import { newApp, newStack, PASTED, synth, synthApp } from '../util/stacks';

type Token = harness.Token | dynatrace.ApiToken;

const KINDS: [string, (stack: cdktf.TerraformStack) => Token, RegExp][] = [
  ['Harness', (stack) => new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account('acct') }).addApiKey('Key').addToken('T'),
    /since it carries the secret of \w+\/Bot\/Key\/T \(harness_platform_token\.Bot_Key_T_\w+\)/],
  ['Dynatrace', (stack) => new dynatrace.ApiToken(stack, 'T', { scopes: dynatrace.ApiTokenScopes.dataIngest() }),
    /since it carries the secret of \w+\/T \(dynatrace_api_token\.T_\w+\)/],
];

function output(stack: cdktf.TerraformStack, value: any, options: Partial<cdktf.TerraformOutputConfig> = {}): void {
  new cdktf.TerraformOutput(stack, 'Leak', { value, ...options });
}

describe.each(KINDS)('a secret of %s', (_, tokenIn, whose) => {
  const leaks: [string, (stack: cdktf.TerraformStack, token: Token) => any][] = [
    ['itself', (_stack, token) => token.value],
    ['in a text', (_stack, token) => `Bearer ${token.value}`],
    ['in a list', (_stack, token) => ['a', token.value]],
    ['in a map', (_stack, token) => ({ a: { b: token.value } })],
    ['through a function', (_stack, token) => cdktf.Fn.base64encode(token.value)],
    ['by its L1 attribute', (_stack, token) => {
      const resource = token.node.defaultChild as cdktf.TerraformResource;
      return resource.getStringAttribute(resource.terraformResourceType === 'dynatrace_api_token' ? 'token' : 'value');
    }],
    ['as part of the whole resource', (_stack, token) => (token.node.defaultChild as cdktf.TerraformResource).fqn],
    ['by a written reference', (_stack, token) => {
      const resource = token.node.defaultChild as cdktf.TerraformResource;
      return `\${${resource.terraformResourceType}.${resource.friendlyUniqueId}["${resource.terraformResourceType === 'dynatrace_api_token' ? 'token' : 'value'}"]}`;
    }],
    ['through a local', (stack, token) => new cdktf.TerraformLocal(stack, 'held', token.value).asString],
    ['through two locals', (stack, token) => {
      const first = new cdktf.TerraformLocal(stack, 'first', { deep: token.value });
      return new cdktf.TerraformLocal(stack, 'second', first.expression).asString;
    }],
  ];

  test.each(leaks)('cannot leave by a plain output: %s', (_how, leak) => {
    const stack = newStack();
    output(stack, leak(stack, tokenIn(stack)));
    expect(() => synth(stack)).toThrow("output 'Leak' must be sensitive");
    expect(() => synth(stack)).toThrow(whose);
    expect(() => synth(stack)).toThrow('set sensitive, or use exportValue of the token [Stack/Leak]');
  });

  test.each(leaks)('may leave by a sensitive output: %s', (_how, leak) => {
    const stack = newStack();
    output(stack, leak(stack, tokenIn(stack)), { sensitive: true });
    expect(synth(stack).output.Leak.sensitive).toBe(true);
  });

  test.each(leaks)('cannot leave by a plain output of HCL: %s', (_how, leak) => {
    const stack = newStack();
    output(stack, leak(stack, tokenIn(stack)));
    expect(() => cdktf.Testing.synthHcl(stack)).toThrow("output 'Leak' must be sensitive");
  });

  test('cannot leave by a plain output of another stack', () => {
    const app = newApp();
    const token = tokenIn(newStack({ app, id: 'Issuer' }));
    output(newStack({ app, id: 'Consumer' }), `Bearer ${token.value}`);
    expect(() => app.synth()).toThrow("output 'Leak' must be sensitive");
    expect(() => app.synth()).toThrow(whose);
  });

  test('cannot leave by a plain output of another stack that reads the state by hand', () => {
    const app = newApp();
    const issuer = newStack({ app, id: 'Issuer' });
    new cdktf.LocalBackend(issuer, { path: '/states/issuer.tfstate' });
    tokenIn(issuer).exportValue('CiToken');
    const consumer = new cdktf.TerraformStack(app, 'Consumer');
    output(consumer, new cdktf.DataTerraformRemoteStateLocal(consumer, 'State', { path: '/states/issuer.tfstate' }).getString('CiToken'));
    expect(() => app.synth()).toThrow("output 'Leak' must be sensitive");
  });

  test('stays marked as sensitive in another stack, where Terraform would forget it', () => {
    const app = newApp();
    const token = tokenIn(newStack({ app, id: 'Issuer' }));
    const consumer = newStack({ app, id: 'Consumer' });
    output(consumer, [token.value, `Bearer ${token.value}`, cdktf.Fn.upper(token.value)], { sensitive: true });
    const { Consumer } = synthApp(app);
    expect(consumer.dependencies.map(({ node }) => node.id)).toEqual(['Issuer']);
    const remote = /data\.terraform_remote_state\.cross-stack-reference-input-Issuer\.outputs\.[\w-]+/.source;
    expect(Consumer.output.Leak.value).toEqual([
      expect.stringMatching(new RegExp(`^\\$\\{sensitive\\(${remote}\\)\\}$`)),
      expect.stringMatching(new RegExp(`^Bearer \\$\\{sensitive\\(${remote}\\)\\}$`)),
      expect.stringMatching(new RegExp(`^\\$\\{upper\\(sensitive\\(${remote}\\)\\)\\}$`)),
    ]);
  });

  test('is a plain reference in its own stack', () => {
    const stack = newStack();
    output(stack, tokenIn(stack).value, { sensitive: true });
    expect(synth(stack).output.Leak.value).toMatch(/^\$\{(harness_platform_token\.\w+\.value|dynatrace_api_token\.\w+\.token)\}$/);
  });
});

test('what is no secret of a token may leave by a plain output', () => {
  const stack = newStack();
  const token = KINDS[0][1](stack) as harness.Token;
  const apiToken = KINDS[1][1](stack) as dynatrace.ApiToken;
  output(stack, [token.tokenId, token.validTo, apiToken.tokenId, apiToken.owner, 'harness_platform_token', '${data.harness_platform_token.x.id}']);
  expect(synth(stack).output.Leak.value).toHaveLength(6);
});

describe.each(Object.keys(PASTED) as (keyof typeof PASTED)[])('a pasted secret of %s', (system) => {
  const secret = PASTED[system];
  const places: [string, (stack: cdktf.TerraformStack) => void][] = [
    ['an output', (stack) => output(stack, `Bearer ${secret}`, { sensitive: true })],
    ['a local', (stack) => new cdktf.TerraformLocal(stack, 'pasted', [{ secret }])],
    ['the default of a variable', (stack) => new cdktf.TerraformVariable(stack, 'pasted', { default: secret, sensitive: true })],
    ['a provider', (stack) => new harness.HarnessProvider(stack, 'Pasted', { alias: 'pasted', platformApiKey: secret })],
    ['an override of a resource', (stack) =>
      (stack.node.findChild('T').node.defaultChild as cdktf.TerraformResource).addOverride('name', secret)],
    ['a lazy value', (stack) => output(stack, cdktf.Lazy.stringValue({ produce: () => secret }), { sensitive: true })],
    ['a key', (stack) => new cdktf.TerraformLocal(stack, 'pasted', { [secret]: 1 })],
  ];

  test.each(places)('is refused in %s, and not shown', (_, paste) => {
    const stack = newStack();
    KINDS[1][1](stack);
    paste(stack);
    for (const attempt of [() => synth(stack), () => cdktf.Testing.synthHcl(stack)]) {
      expect(attempt).toThrow(/a (Dynatrace|Harness) secret stands in clear text at .+: revoke it/);
      expect(attempt).not.toThrow(secret);
    }
  });

  test('is refused in an override of the stack, which HCL output does not render', () => {
    const stack = newStack();
    KINDS[1][1](stack);
    stack.addOverride(`locals.${system}`, secret);
    expect(() => synth(stack)).toThrow(`secret stands in clear text at Stack.locals.${system}: revoke it`);
  });

  test('is refused in a stack without tokens beside one with tokens, and never written', () => {
    const app = newApp();
    const innocent = new cdktf.TerraformStack(app, 'Before');
    output(innocent, secret, { sensitive: true });
    KINDS[1][1](newStack({ app, id: 'Tokens' }));
    expect(() => app.synth()).toThrow('secret stands in clear text at Before.output.Leak.value');
    expect(fs.readdirSync(app.outdir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'))).toEqual([]);
  });
});

test('what only resembles a secret is let through', () => {
  const stack = newStack();
  KINDS[1][1](stack);
  const { dynatrace: secret, harness: token } = PASTED;
  output(stack, [secret.slice(0, -1), secret.slice(0, 31), secret.toLowerCase(), token.slice(0, -1), `x${token}`, `${token}x`, 'pat.example.org']);
  expect(synth(stack).output.Leak.value).toHaveLength(7);
});

test('the check does not resolve the stack a second time', () => {
  const stack = newStack();
  const token = KINDS[0][1](stack);
  const produce = jest.fn(() => 'x');
  output(stack, [token.value, cdktf.Lazy.stringValue({ produce })], { sensitive: true });
  synth(stack);
  const unguarded = new cdktf.TerraformStack(newApp(), 'Plain');
  const plain = jest.fn(() => 'x');
  output(unguarded, cdktf.Lazy.stringValue({ produce: plain }));
  cdktf.Testing.synth(unguarded, true);
  expect(produce.mock.calls.length).toBe(plain.mock.calls.length);
});

test('a secret that was pasted beside an account without a token is refused', () => {
  const stack = newStack();
  new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account('acct') });
  new cdktf.TerraformLocal(stack, 'pasted', PASTED.harness);
  expect(() => synth(stack)).toThrow('a Harness secret stands in clear text');
});

describe('the guard watches an app', () => {
  const stackOf = (app: cdktf.App, id = 'Stack') => new cdktf.TerraformStack(app, id);
  const arms: [string, (stack: cdktf.TerraformStack) => void][] = [
    ['with the provider of Harness', (stack) => new harness.HarnessProvider(stack, 'P')],
    ['with the provider of Dynatrace', (stack) => new dynatrace.DynatraceProvider(stack, 'P')],
    ['with a generated token', (stack) => new l1.dynatrace.apiToken.ApiToken(stack, 'T', { name: 't', scopes: [] })],
    ['with a plain resource of a token\'s type', (stack) => new cdktf.TerraformResource(stack, 'T', { terraformResourceType: 'harness_platform_token' })],
    ['with a service account', (stack) => new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account('acct') })],
    ['with a user', (stack) => harness.User.current(stack, 'Me', { harnessScope: harness.HarnessScope.account('acct') })],
  ];

  test.each(arms)('%s', (_, arm) => {
    const app = newApp();
    const stack = stackOf(app);
    new cdktf.TerraformLocal(stack, 'pasted', PASTED.harness);
    arm(stack);
    for (const attempt of [() => cdktf.Testing.synth(stack), () => cdktf.Testing.synthHcl(stack), () => stack.toTerraform()]) {
      expect(attempt).toThrow('a Harness secret stands in clear text at Stack.');
    }
    // By an app too, from a stack that stands elsewhere.
    const other = newApp();
    new cdktf.TerraformLocal(stackOf(other, 'Innocent'), 'pasted', PASTED.dynatrace);
    arm(stackOf(new Construct(other, 'Below') as cdktf.App, 'Deep'));
    Object.assign(other, { skipValidation: true });
    expect(() => other.synth()).toThrow('a Dynatrace secret stands in clear text at Innocent.locals.pasted');
  });

  test('where a test synthesizes it in full', () => {
    const stack = newStack();
    new cdktf.TerraformLocal(stack, 'pasted', PASTED.harness);
    expect(() => cdktf.Testing.fullSynth(stack)).toThrow('a Harness secret stands in clear text at Stack.locals.pasted');
  });

  test('and no other', () => {
    const app = newApp();
    new cdktf.TerraformLocal(stackOf(app), 'pasted', PASTED.harness);
    new cdktf.TerraformResource(app.node.findChild('Stack'), 'T', { terraformResourceType: 'harnesses_of_horses' });
    expect(() => app.synth()).not.toThrow();
    // It holds the secret now.
    fs.rmSync(app.outdir, { recursive: true });
  });
});

/** An app that `cdktf synth --hcl` synthesizes. */
function newHclApp(...ids: string[]): { app: cdktf.App; stacks: cdktf.TerraformStack[] } {
  const app = new cdktf.App({ outdir: newApp().outdir, hclOutput: true });
  const stacks = ids.map((id) => newStack({ app, id }));
  stacks.forEach(({ synthesizer }) => Object.assign(synthesizer, { hclOutput: true }));
  return { app, stacks };
}

describe('a stack that overrides its rendering', () => {
  const issue = (stack: cdktf.TerraformStack) => new dynatrace.ApiToken(stack, 'T', { scopes: dynatrace.ApiTokenScopes.dataIngest() }).value;

  class Adding extends cdktf.TerraformStack {
    public added: any = { output: { Added: { value: '${dynatrace_api_token.T_65AAFC75.token}' } } };
    public prepared = 0;

    public toTerraform(): any {
      return { ...super.toTerraform(), ...this.added };
    }

    public prepareStack(): void {
      this.prepared++;
      super.prepareStack();
    }
  }

  test('is checked as it is rendered', () => {
    const app = newApp();
    const stack = new Adding(app, 'Stack');
    new dynatrace.DynatraceProvider(stack, 'Dynatrace');
    issue(stack);
    expect(() => app.synth()).toThrow("output 'Added' must be sensitive");
    expect(fs.readdirSync(join(app.outdir, 'stacks', 'Stack'))).toEqual([]);
    stack.added = { output: { Added: { value: PASTED.harness } } };
    expect(() => app.synth()).toThrow('a Harness secret stands in clear text at Stack.output.Added.value');
    expect(fs.readdirSync(join(app.outdir, 'stacks', 'Stack'))).toEqual([]);
    stack.added = { output: { Added: { value: 'x' }, Empty: { value: null, depends_on: undefined } } };
    app.synth();
    expect(JSON.parse(fs.readFileSync(join(app.outdir, 'stacks', 'Stack', 'cdk.tf.json'), 'utf8')).output).toEqual({ Added: { value: 'x' }, Empty: { value: null } });
    expect(stack.prepared).toBe(3);
  });

  test('may take away what would leak', () => {
    const app = newApp();
    const stack = new Adding(app, 'Stack');
    new dynatrace.DynatraceProvider(stack, 'Dynatrace');
    output(stack, issue(stack));
    stack.added = { output: { Leak: { value: 'harmless' } } };
    app.synth();
  });

  test('may be given it by an aspect', () => {
    const app = newApp();
    const stack = newStack({ app });
    output(stack, issue(stack));
    const mine = jest.fn(() => cdktf.TerraformStack.prototype.toTerraform.call(stack));
    cdktf.Aspects.of(stack).add({
      visit: (node) => {
        if (node === stack) {
          stack.toTerraform = mine;
        }
      },
    });
    expect(() => app.synth()).toThrow("output 'Leak' must be sensitive");
    expect(mine).toHaveBeenCalledTimes(1);
  });

  /** As the jsii kernel does where a Python class overrides a method. */
  function overrideAsPythonDoes(stack: cdktf.TerraformStack, method: 'toTerraform' | 'toHclTerraform' | 'prepareStack', value: () => any): void {
    Object.defineProperty(stack, method, { value, enumerable: false, configurable: false, writable: false });
  }

  test('in Python, too', () => {
    const app = newApp();
    const stack = newStack({ app });
    const value = issue(stack);
    const leak = new cdktf.TerraformOutput(stack, 'Leak', { value });
    let added: any = {};
    overrideAsPythonDoes(stack, 'toTerraform', () => ({ ...cdktf.TerraformStack.prototype.toTerraform.call(stack), ...added }));
    overrideAsPythonDoes(stack, 'toHclTerraform', () => cdktf.TerraformStack.prototype.toHclTerraform.call(stack));
    overrideAsPythonDoes(stack, 'prepareStack', () => cdktf.TerraformStack.prototype.prepareStack.call(stack));
    expect(() => app.synth()).toThrow("output 'Leak' must be sensitive");
    expect(() => synth(stack)).toThrow("output 'Leak' must be sensitive");
    leak.sensitive = true;
    expect(synth(stack).output.Leak.sensitive).toBe(true);
    app.synth();

    const file = join(app.outdir, 'stacks', 'Stack', 'cdk.tf.json');
    added = { output: { Added: { value: `\${dynatrace_api_token.${(stack.node.findChild('T').node.defaultChild as cdktf.TerraformResource).friendlyUniqueId}.token}` } } };
    expect(() => app.synth()).toThrow("output 'Added' must be sensitive");
    added = { output: { Added: { value: PASTED.harness } } };
    expect(() => app.synth()).toThrow('a Harness secret stands in clear text at Stack.output.Added.value');
    expect(fs.existsSync(file)).toBe(false);
    added = { output: {} };
    app.synth();
    expect(JSON.parse(fs.readFileSync(file, 'utf8')).output).toEqual({});
  });

  test('in Python and written as HCL, too', () => {
    const { app, stacks: [stack] } = newHclApp('Stack');
    const leak = new cdktf.TerraformOutput(stack, 'Leak', { value: issue(stack) });
    let added = '';
    overrideAsPythonDoes(stack, 'toTerraform', () => cdktf.TerraformStack.prototype.toTerraform.call(stack));
    overrideAsPythonDoes(stack, 'toHclTerraform', () => {
      const { hcl, metadata } = cdktf.TerraformStack.prototype.toHclTerraform.call(stack);
      return { hcl: `${hcl}\n${added}`, metadata };
    });
    expect(() => app.synth()).toThrow("output 'Leak' must be sensitive");
    leak.sensitive = true;
    app.synth();
    const file = join(app.outdir, 'stacks', 'Stack', 'cdk.tf');
    expect(fs.existsSync(file)).toBe(true);
    added = `locals {\n  pasted = "${PASTED.harness}"\n}`;
    expect(() => app.synth()).toThrow('a Harness secret stands in clear text at Stack: revoke it');
    expect(fs.existsSync(file)).toBe(false);
  });

  test('has its own methods again after the synth', () => {
    const app = newApp();
    const stack = newStack({ app });
    issue(stack);
    const mine = jest.fn(() => cdktf.TerraformStack.prototype.toTerraform.call(stack));
    stack.toTerraform = mine;
    app.synth();
    expect(mine).toHaveBeenCalledTimes(1);
    expect(stack.toTerraform).toBe(mine);
    expect(Object.keys(stack)).not.toContain('toHclTerraform');
    expect(stack.toHclTerraform).toBe(cdktf.TerraformStack.prototype.toHclTerraform);
  });
});

test('an app of HCL is checked across its stacks', () => {
  const { app, stacks } = newHclApp('Issuer', 'Consumer');
  const token = new dynatrace.ApiToken(stacks[0], 'T', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
  const leak = new cdktf.TerraformOutput(stacks[1], 'Leak', { value: token.value });
  expect(() => app.synth()).toThrow("output 'Leak' must be sensitive");
  leak.sensitive = true;
  app.synth();
  expect(fs.readFileSync(join(app.outdir, 'stacks', 'Consumer', 'cdk.tf'), 'utf8')).toContain('sensitive(data.terraform_remote_state.');
});

test('HCL is checked as it is written, without the overrides of the stack that only JSON has', () => {
  const { app, stacks: [stack] } = newHclApp('Stack');
  stack.addOverride('locals.pasted', PASTED.harness);
  app.synth();
  expect(fs.readFileSync(join(app.outdir, 'stacks', 'Stack', 'cdk.tf'), 'utf8')).not.toContain(PASTED.harness);
});

test('a stack that an aspect renders before it adds a leak is checked again', () => {
  const app = newApp();
  const stack = newStack({ app });
  const { value } = new dynatrace.ApiToken(stack, 'T', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
  cdktf.Aspects.of(stack).add({
    visit: (node) => {
      if (node === stack && !stack.node.tryFindChild('Leak')) {
        stack.toTerraform();
        output(stack, value);
      }
    },
  });
  expect(() => app.synth()).toThrow("output 'Leak' must be sensitive");
});

test('an app that had nothing to watch is watched in full once it has', () => {
  const app = newApp();
  const stack = new cdktf.TerraformStack(app, 'Stack');
  app.synth();
  new cdktf.TerraformLocal(stack, 'pasted', PASTED.harness);
  newStack({ app, id: 'Tokens' });
  expect(() => cdktf.Testing.synth(stack)).toThrow('a Harness secret stands in clear text at Stack.locals.pasted');
});

test('a second copy of the library adds no second guard', () => {
  const methods = () => [cdktf.App.prototype.synth, cdktf.TerraformStack.prototype.toTerraform, cdktf.TerraformStack.prototype.toHclTerraform];
  const before = methods();
  installGuard();
  expect(methods()).toEqual(before);
});

test('all leaks of an app are told at once', () => {
  const app = newApp();
  const stack = newStack({ app });
  const { value } = new dynatrace.ApiToken(stack, 'T', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
  new cdktf.TerraformOutput(stack, 'One', { value });
  new cdktf.TerraformOutput(newStack({ app, id: 'Other' }), 'Two', { value: [value, value] });
  const twoPlaces = /^2 places would output secrets in clear text:\n- output 'One' must.+\[Stack\/One\]\n- output 'Two' must.+\[Other\/Two\]$/;
  expect(() => app.synth()).toThrow(twoPlaces);
});

test('the stack that a test synthesizes is checked with those whose states it reads, and for itself only', () => {
  const app = newApp();
  const [issuer, reader] = ['Issuer', 'Reader'].map((id) => newStack({ app, id }));
  new cdktf.LocalBackend(issuer, { path: '/states/issuer.tfstate' });
  new dynatrace.ApiToken(issuer, 'T', { scopes: dynatrace.ApiTokenScopes.dataIngest() }).exportValue('CiToken');
  const state = new cdktf.DataTerraformRemoteStateLocal(reader, 'State', { path: '/states/issuer.tfstate' });
  const { value } = new dynatrace.ApiToken(issuer, 'Other', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
  output(issuer, [value, cdktf.Fn.nonsensitive(value)]);
  new cdktf.TerraformLocal(reader, 'fine', state.getString('CiToken'));
  expect(() => cdktf.Testing.synth(reader)).not.toThrow();
  new cdktf.TerraformResource(reader, 'R', { terraformResourceType: 'x' }).addOverride('secret', state.getString('CiToken'));
  expect(() => cdktf.Testing.synth(reader)).toThrow('x.R.secret would show the secret of Issuer/T');
  issuer.node.tryRemoveChild('Leak');
  expect(() => cdktf.Testing.synth(issuer)).not.toThrow();
});

test('a test of one stack resolves no other but those whose states it may read, and itself once', () => {
  const app = newApp();
  const counted = (id: string) => {
    const stack = newStack({ app, id });
    const produce = jest.fn(() => 'x');
    new cdktf.TerraformOutput(stack, 'Out', { value: cdktf.Lazy.stringValue({ produce }) });
    return { stack, produce, resolutions: () => produce.mock.calls.length };
  };
  const [reader, issuer, stateless] = ['Reader', 'Issuer', 'Stateless'].map(counted);
  [reader, issuer].forEach(({ stack }) => new cdktf.LocalBackend(stack, { path: `/states/${stack.node.id}` }));
  cdktf.Testing.synth(reader.stack);
  const once = reader.resolutions();
  expect([issuer.resolutions(), stateless.resolutions()]).toEqual([0, 0]);

  new cdktf.DataTerraformRemoteStateLocal(reader.stack, 'State', { path: '/states/Issuer' });
  cdktf.Testing.synth(reader.stack);
  expect([reader.resolutions(), issuer.resolutions(), stateless.resolutions()]).toEqual([2 * once, once, 0]);
});

test('no stack of an app is resolved a second time', () => {
  const resolutions = (armed: boolean) => {
    const app = newApp();
    const produce = jest.fn(() => 'x');
    for (const id of ['A', 'B', 'C']) {
      const stack = new cdktf.TerraformStack(app, id);
      new cdktf.TerraformOutput(stack, 'Out', { value: cdktf.Lazy.stringValue({ produce }) });
      new cdktf.DataTerraformRemoteStateLocal(stack, 'State', { path: '/states/x' });
      if (armed) {
        new harness.HarnessProvider(stack, 'P');
      }
    }
    app.synth();
    return produce.mock.calls.length;
  };
  expect(resolutions(true)).toBe(resolutions(false));
});
