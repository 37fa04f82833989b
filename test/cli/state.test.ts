/** The reader of states, on what `terraform show -json` prints, and the runner around it. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readState } from '../../cli/state/state-reader';
import { readStateOf } from '../../cli/state/terraform';
import { temporaryFolder } from '../sandbox/support';

const TOKEN = {
  address: 'harness_platform_token.Ci',
  mode: 'managed',
  type: 'harness_platform_token',
  name: 'Ci',
  provider_name: 'registry.terraform.io/harness/harness',
  schema_version: 0,
  values: {
    account_id: 'acct',
    apikey_id: 'Deploy',
    apikey_type: 'SERVICE_ACCOUNT',
    parent_id: 'Bot',
    identifier: 'Ci',
    name: 'Ci',
    org_id: null,
    valid_to: 1806451200000,
    value: 'MARKED-VALUE',
    encoded_password: 'MARKED-PASSWORD',
    email: 'MARKED-EMAIL',
    tags: ['team:x'],
  },
  sensitive_values: { tags: [false], value: true },
  depends_on: ['harness_platform_apikey.Deploy'],
};
const document = (resources: unknown[], more: object = {}): string => JSON.stringify({
  format_version: '1.0',
  terraform_version: '1.11.4',
  values: { outputs: { Secret: { sensitive: true, value: 'MARKED-OUTPUT' } }, root_module: { resources, ...more } },
  checks: [{ address: { MARKED: 'MARKED-CHECK' } }],
});

/** In pieces, as a pipe gives them. */
async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let i = 0; i < bytes.length; i += size) {
    yield bytes.subarray(i, i + size);
  }
}
const read = (text: string, size = 65_536) => readState(pieces(text, size));

test.each([1, 7, 64, 1_000_000])('keeps what tells which token it is, and no secret, in pieces of %d bytes', async (size) => {
  const resources = await read(document([TOKEN]), size);
  expect(resources).toEqual([{
    address: 'harness_platform_token.Ci',
    type: 'harness_platform_token',
    name: 'Ci',
    hasSecret: true,
    dependsOn: ['harness_platform_apikey.Deploy'],
    attributes: {
      account_id: 'acct', apikey_id: 'Deploy', apikey_type: 'SERVICE_ACCOUNT', parent_id: 'Bot', identifier: 'Ci', name: 'Ci', valid_to: 1806451200000, tags: ['team:x'],
    },
  }]);
  expect(JSON.stringify(resources)).not.toContain('MARKED');
});

test('drops what Terraform marks as sensitive, whatever attribute it is', async () => {
  const [resource] = await read(document([{ ...TOKEN, values: { ...TOKEN.values, name: 'MARKED-NAME', tags: ['a', 'MARKED-TAG'] }, sensitive_values: { name: true, tags: [false, true] } }]));
  expect(resource.attributes).toMatchObject({ identifier: 'Ci' });
  expect(JSON.stringify(resource)).not.toContain('MARKED');
});

test('cuts a token that somebody wrote into a name, a tag or the key of an instance', async () => {
  const secret = `dt0c01.${'A'.repeat(24)}.${'MARKED'.padEnd(64, 'B')}`;
  const resources = await read(document([{ ...TOKEN, address: `harness_platform_token.Ci["${secret}"]`, values: { ...TOKEN.values, name: secret, tags: [`old:${secret}`] } }]));
  expect(JSON.stringify(resources)).not.toContain('MARKED');
});

test('reads modules within modules and instances, and of other resources only what they depend on', async () => {
  const other = { address: 'kubernetes_secret.S', mode: 'managed', type: 'kubernetes_secret', name: 'S', values: { id: 'MARKED-ID', data: { x: 'MARKED' } }, depends_on: ['harness_platform_token.Ci'] };
  const nested = { address: 'module.a.module.b["x"].harness_platform_token.Ci["20261101"]', ...{ index: '20261101' } };
  const resources = await read(document([other, { mode: 'data', address: 'data.x.y', type: 'x', name: 'y' }], {
    child_modules: [{ address: 'module.a', child_modules: [{ address: 'module.a.module.b["x"]', resources: [{ ...TOKEN, ...nested }] }] }],
  }));
  expect(resources).toMatchObject([
    { address: 'kubernetes_secret.S', attributes: {}, hasSecret: false, dependsOn: ['harness_platform_token.Ci'] },
    { address: nested.address, index: '20261101', attributes: { identifier: 'Ci' } },
  ]);
  expect(JSON.stringify(resources)).not.toContain('MARKED');
});

test.each([[null, false], ['', false], ['x', true]])('a token whose value is %p: it has one? %p', async (value, hasSecret) => {
  const [resource] = await read(document([{ ...TOKEN, values: { ...TOKEN.values, value } }]));
  expect(resource.hasSecret).toBe(hasSecret);
});

test('a state of nothing is empty', async () => {
  expect(await read('{"format_version":"1.0"}\n')).toEqual([]);
});

test.each([
  ['half of it', document([TOKEN]).slice(0, 400), 'the state ends in the middle'],
  ['no JSON', 'MARKED', 'the state is no JSON'],
  ['two of them', `${document([])}${document([])}`, 'the state holds more than one JSON document'],
  ['brackets that do not fit', '{"format_version":"1.0"]', 'the state is no JSON'],
  ['nothing', '', "it is not what 'terraform show -json' prints"],
  ['a list', '["MARKED"]', "it is not what 'terraform show -json' prints"],
  ['a raw state', '{"version":4,"lineage":"x","resources":[{"MARKED":1}]}', "it is a raw state file; give what 'terraform show -json' prints"],
  ['a format of later', '{"format_version":"2.0"}', 'the state has the format 2.0, which this version does not know: update this package'],
])('%s is told, and nothing of it shown', async (_, text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});

describe('terraform', () => {
  /** A command that stands in for Terraform. */
  const fake = (script: string): NodeJS.ProcessEnv => {
    const file = join(temporaryFolder(), 'fake-terraform');
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return { PATH: process.env.PATH, TERRAFORM_BINARY_NAME: file };
  };
  const show = (environment: NodeJS.ProcessEnv, timeout?: number) => readStateOf(temporaryFolder(), { environment, timeout });

  test('is the command that TERRAFORM_BINARY_NAME names, and runs where the stack is', async () => {
    const state = join(temporaryFolder(), 'state.json');
    writeFileSync(state, document([TOKEN]));
    expect(await show(fake(`cat ${state}`))).toHaveLength(1);
  });

  test('initializes a folder that is not, and once only', async () => {
    const environment = fake(`if [ "$1" = init ]; then touch done; exit 0; fi
      if [ -e done ]; then echo '{"format_version":"1.0"}'; exit 0; fi
      echo 'Error: Backend initialization required, please run "terraform init"' >&2; exit 1`);
    expect(await show(environment)).toEqual([]);
    await expect(show(fake('echo "Error: please run terraform init" >&2; [ "$1" = init ]'))).rejects.toThrow("show' ended with 1: Error: please run terraform init");
  });

  test('passes no log on, and a password that an error holds is cut', async () => {
    const environment = fake('echo "log: $TF_LOG" >&2; echo "╷\n│ Error: cannot connect\n│ \n│ postgres://me:MARKED@host/db password=MARKED\n╵\nError: another" >&2; exit 3');
    await expect(show({ ...environment, TF_LOG: 'trace' })).rejects.toThrow(/ended with 3: Error: cannot connect postgres:\/\/me:\*\*\*@host\/db password=\*\*\*$/);
  });

  test.each([
    ['a newer version', 'echo "Error: state snapshot was created by Terraform v9.9.9, which is newer than current v1.11.4" >&2; exit 1', /created by Terraform v9\.9\.9, which is newer/],
    ['output that breaks off', "printf '{\"format_version\":\"1.0\",'", /printed something unexpected: the state ends in the middle/],
    ['silence', 'exit 1', /ended with 1: it said nothing/],
    ['a signal', 'kill -9 $$', /ended with 137/],
  ])('%s is told', async (_, script, message) => {
    await expect(show(fake(script))).rejects.toThrow(message);
  });

  test('that does not end is killed', async () => {
    await expect(show(fake('exec sleep 60'), 100)).rejects.toThrow('did not end within 0.1 s');
  });

  test('that is not there is told what to install', async () => {
    await expect(show({ PATH: '', TERRAFORM_BINARY_NAME: '/nowhere/tofu' })).rejects.toThrow("there is no command '/nowhere/tofu': install Terraform, or name it in TERRAFORM_BINARY_NAME");
  });
});
