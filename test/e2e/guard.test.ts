/** Each kind of leak: real Terraform shows the secret where the guard did not look, and the guard refuses it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdktf from 'cdktf';
import { dynatrace } from '../../src';
import { Workspace } from '../util/workspace';

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
});
afterEach(() => workspace.close());

const SECRET = 'dynatrace_api_token.Reader_F7BF189D.token';
const READ = 'data.terraform_remote_state.Hand.outputs';
const data = (name: string, arguments_: object) => ({ resource: { terraform_data: { [name]: arguments_ } } });

type StackName = 'Issuer' | 'Consumer';
/** What a stack holds besides, as Terraform's JSON. */
type Additions = Partial<Record<StackName, Record<string, any>>>;

/** An app with a token that is exported as CiToken, and a second stack that can read the first one's state. */
function synth(additions: Additions = {}, build: (token: dynatrace.ApiToken, consumer: cdktf.TerraformStack) => void = () => undefined): void {
  const add = (stack: cdktf.TerraformStack) => {
    Object.entries(additions[stack.node.id as StackName] ?? {}).forEach(([key, value]) => stack.addOverride(key, value));
  };
  let token: dynatrace.ApiToken;
  workspace.synth({
    Issuer: (stack) => {
      token = new dynatrace.ApiToken(stack, 'Reader', { scopes: [dynatrace.ApiTokenScope.METRICS_READ] });
      token.exportValue('CiToken');
      add(stack);
    },
    Consumer: (stack) => {
      const path = join(workspace.folder, 'state', 'Issuer.tfstate');
      new cdktf.DataTerraformRemoteStateLocal(stack, 'Hand', { path }).overrideLogicalId('Hand');
      build(token, stack);
      add(stack);
    },
  });
}

/** The same without the guard: the additions are written into what was synthesized. */
function synthUnguarded(additions: Additions): void {
  synth();
  for (const [stack, content] of Object.entries(additions)) {
    const file = join(workspace.folder, 'state', 'stacks', stack, 'cdk.tf.json');
    const document = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify(merged(document, content)));
  }
}

function merged(into: any, from: any): any {
  const isObject = (value: any) => value !== null && typeof value === 'object' && !Array.isArray(value);
  return isObject(into) && isObject(from)
    ? { ...into, ...Object.fromEntries(Object.entries(from).map(([key, value]) => [key, merged(into[key], value)])) }
    : from;
}

const apply = async (stack: StackName) => (await workspace.apply({ stack })).output;
const plan = async (stack: StackName) => (await workspace.plan({ stack })).output;
const secretOf = (stack: StackName, output: string): Promise<string> => workspace.outputValue(output, { stack });

interface Leak {
  readonly additions: Additions;
  readonly refusal: RegExp;
  /** What Terraform prints of it. */
  readonly print: () => Promise<string>;
}

const LEAKS: [string, Leak][] = [
  ['what is read from another state, in a resource', {
    additions: { Consumer: data('R', { triggers_replace: `Bearer \${${READ}.CiToken}` }) },
    refusal: /terraform_data\.R\.triggers_replace would show the secret of Issuer\/Reader/,
    print: async () => {
      await apply('Issuer');
      return plan('Consumer');
    },
  }],
  ['what is read from another state, in a provisioner', {
    additions: { Consumer: data('R', { provisioner: [{ 'local-exec': { command: `true \${${READ}["CiToken"]}` } }] }) },
    refusal: /terraform_data\.R\.provisioner\.0\.local-exec\.command would show the secret of Issuer\/Reader/,
    print: async () => {
      await apply('Issuer');
      return apply('Consumer');
    },
  }],
  ['nonsensitive(...)', {
    additions: { Issuer: { output: { Bare: { value: `\${nonsensitive(${SECRET})}` } } } },
    refusal: /output\.Bare\.value takes the mark off the secret of Issuer\/Reader/,
    print: () => apply('Issuer'),
  }],
  ['terraform_data.input', {
    additions: { Issuer: data('D', { input: `\${${SECRET}}` }) },
    refusal: /terraform_data\.D\.input must not be given the secret of Issuer\/Reader/,
    print: async () => {
      await apply('Issuer');
      return (await workspace.terraform(['show'], { stack: 'Issuer' })).output;
    },
  }],
  ['an attribute that the secret was given to, read from another state', {
    additions: {
      Issuer: { ...data('V', { triggers_replace: { token: `\${${SECRET}}` } }), output: { Copy: { value: '${terraform_data.V.triggers_replace["token"]}', sensitive: true } } },
      Consumer: data('R', { triggers_replace: `\${${READ}.Copy}` }),
    },
    refusal: /terraform_data\.R\.triggers_replace would show the secret of Issuer\/Reader/,
    print: async () => {
      await apply('Issuer');
      return plan('Consumer');
    },
  }],
  ['an output that is not sensitive', {
    additions: { Consumer: { output: { Bare: { value: `\${[for name, value in ${READ} : value]}` } } } },
    refusal: /output 'Bare' must be sensitive, since it carries the secret of Issuer\/Reader/,
    print: async () => {
      await apply('Issuer');
      return apply('Consumer');
    },
  }],
];

test.each(LEAKS)('%s: Terraform prints the secret, and the guard refuses it', async (_, { additions, refusal, print }) => {
  synthUnguarded(additions);
  const printed = await print();
  const secret = await secretOf('Issuer', 'CiToken');
  expect(secret).toMatch(/^dt0c01\./);
  expect(printed).toContain(secret);

  expect(() => synth(additions)).toThrow(refusal);
});

test('a pasted secret: Terraform prints it, and the guard refuses it without a look at it', async () => {
  synth();
  await apply('Issuer');
  const secret = await secretOf('Issuer', 'CiToken');
  for (const pasted of [secret, `https://x/?h=Bearer%20${secret}`, Buffer.from(`user:${secret}`).toString('base64')]) {
    const additions = { Consumer: data('P', { triggers_replace: pasted }) };
    synthUnguarded(additions);
    expect(await plan('Consumer')).toContain(pasted);
    expect(() => synth(additions)).toThrow('a Dynatrace secret stands in clear text at Consumer.resource.terraform_data.P.triggers_replace: revoke it');
    expect(() => synth(additions)).not.toThrow(secret.slice(-20));
  }
});

test('in its own state Terraform itself refuses a plain output; the guard is there before', async () => {
  const additions = { Issuer: { output: { Bare: { value: `\${${SECRET}}` } } } };
  synthUnguarded(additions);
  expect((await workspace.terraform(['plan', '-input=false'], { stack: 'Issuer', codes: [1] })).output).toContain('Output refers to sensitive values');
  expect(() => synth(additions)).toThrow("output 'Bare' must be sensitive");
});

test('what the guard passes is not printed: value, a binding marked again, its own state, a digest', async () => {
  const digest = `\${nonsensitive(sha256(${SECRET}))}`;
  const own = {
    ...data('V', { triggers_replace: `\${${SECRET}}`, provisioner: [{ 'local-exec': { command: 'true ${self.triggers_replace}' } }] }),
    output: { Digest: { value: digest } },
  };
  const mine = { output: { Handed: { value: `\${${READ}.CiToken}`, sensitive: true } } };
  synth({ Issuer: own, Consumer: mine }, (token, consumer) => {
    const raw = token.node.defaultChild as cdktf.TerraformResource;
    const marked = cdktf.Fn.sensitive(raw.getStringAttribute('token'));
    for (const [id, secret] of [['A', token.value], ['B', marked], ['C', `Bearer ${token.value}`]]) {
      new cdktf.TerraformResource(consumer, id, { terraformResourceType: 'terraform_data' }).addOverride('triggers_replace', secret);
    }
  });
  const printed = [await plan('Issuer'), await apply('Issuer'), await plan('Consumer'), await apply('Consumer')];
  printed.push((await workspace.terraform(['show'], { stack: 'Issuer' })).output);
  printed.push((await workspace.terraform(['output'], { stack: 'Consumer' })).output);
  const secret = await secretOf('Issuer', 'CiToken');
  expect(await secretOf('Consumer', 'Handed')).toBe(secret);
  for (const text of printed) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(secret.slice(-40));
  }
  expect(printed.join('')).toMatch(/Digest += "?[0-9a-f]{64}/);
});

test('a stack that reads anything of another holds all of its outputs in its own state, and terraform show prints them', async () => {
  synth({ Consumer: { output: { Other: { value: `\${length(${READ})}` } } } });
  await apply('Issuer');
  await apply('Consumer');
  const secret = await secretOf('Issuer', 'CiToken');
  expect(readFileSync(join(workspace.folder, 'state', 'Consumer.tfstate'), 'utf8')).toContain(secret);
  expect((await workspace.terraform(['show'], { stack: 'Consumer' })).output).toContain(secret);
});
