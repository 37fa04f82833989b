import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readApp } from '../../cli/code/app';
import { diagnose } from '../../cli/repair/diagnose';
import { terraformMend } from '../../cli/repair/mend';
import { readCase } from '../../cli/repair/read-case';
import { curlOfHarness, shellWord } from '../../cli/shell';
import { createApiToken, start, temporaryFolder } from '../sandbox/support';

test.each(['dynatrace_api_token.R["20261101"]', "it's", 'a b', '$HOME `id` \\', 'plain-1.x/y', ''])("a shell takes '%s' as one word", (text) => {
  expect(execFileSync('sh', ['-c', `printf '%s|' ${shellWord(text)}`], { encoding: 'utf8' })).toBe(`${text}|`);
});

test('a command names folder, addresses and instances as a shell wants them', () => {
  const stack = { name: 'a b', folder: join(process.cwd(), 'cdktf.out', 'stacks', 'a b'), document: '' };
  expect(terraformMend(stack, 'state', 'rm', 'dynatrace_api_token.R["20261101"]', 'harness_platform_token.T').text)
    .toBe("terraform '-chdir=cdktf.out/stacks/a b' state rm 'dynatrace_api_token.R[\"20261101\"]' harness_platform_token.T");
});

test('a call to delete is a line of curl that takes its credentials from the variables', () => {
  expect(curlOfHarness('/ng/api/token/T', { accountIdentifier: 'a', orgIdentifier: undefined, parentIdentifier: 'b' })).toBe(
    'curl -fsS -X DELETE -H "x-api-key: $HARNESS_PLATFORM_API_KEY" '
    + '"${HARNESS_ENDPOINT:-https://app.harness.io/gateway}/ng/api/token/T?accountIdentifier=a&parentIdentifier=b"');
});

describe('the environment of a Dynatrace token', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  /** A stack whose state holds a token that the environment does not know. */
  const diagnosed = async (providers: object[] | undefined, resource?: object) => {
    const sandbox = await start();
    await createApiToken(sandbox);
    const folder = temporaryFolder();
    const stack = join(folder, 'stacks', 'S');
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ stacks: { S: { name: 'S', workingDirectory: 'stacks/S', synthesizedStackPath: 'stacks/S/cdk.tf.json' } } }));
    writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify({
      ...providers && { provider: { dynatrace: providers.map((provider) => JSON.parse(JSON.stringify(provider).replace('OURS', sandbox.environment.DYNATRACE_ENV_URL))) } },
      ...resource && { resource: { dynatrace_api_token: { T: resource } } },
    }));
    // Stands in for Terraform, which this is not about.
    const state = {
      format_version: '1.0',
      values: {
        root_module: {
          resources: [{ address: 'dynatrace_api_token.T', mode: 'managed', type: 'dynatrace_api_token', name: 'T', values: { id: 'dt0c01.ABCDEFGHIJKLMNOPQRSTUVWX', name: 'T' } }],
        },
      },
    };
    writeFileSync(join(folder, 'state.json'), JSON.stringify(state));
    const terraform = join(folder, 'terraform');
    writeFileSync(terraform, `#!/bin/sh\ncase "$1" in show) cat '${join(folder, 'state.json')}';; *) exit 1;; esac\n`, { mode: 0o755 });
    process.env = { ...before, ...sandbox.environment, TERRAFORM_BINARY_NAME: terraform };
    const { read, problems } = await readCase(readApp(folder), { at: new Date(), onProgress: () => undefined });
    const { findings, doubts } = await diagnose(read, { allGone: false, orphans: false, since: new Date() });
    return { findings: findings.length, doubts: doubts.map(({ what }) => what), planned: problems.length > 0 };
  };
  const UNKNOWN = [expect.stringContaining('which environment its provider works on is only known to Terraform')];

  test.each<[string, object[] | undefined, object | undefined, number, unknown[]]>([
    ['of a provider without an address', [{}], {}, 1, []],
    ['of no provider at all', undefined, undefined, 1, []],
    ['of a provider with the address in the variables', [{ dt_env_url: 'OURS/' }], {}, 1, []],
    ['of a provider with another address', [{ dt_env_url: 'https://other.live.dynatrace.com' }], {}, 0, []],
    ['of a provider whose address Terraform knows', [{ dt_env_url: '${var.url}' }], {}, 0, UNKNOWN],
    ['of an alias with another address', [{}, { alias: 'other', dt_env_url: 'https://other.live.dynatrace.com' }], { provider: 'dynatrace.other' }, 0, []],
    ['of the default beside an alias', [{}, { alias: 'other', dt_env_url: 'https://other.live.dynatrace.com' }], {}, 1, []],
    ['that the code does not have any more, of two providers', [{}, { alias: 'other', dt_env_url: 'https://other.live.dynatrace.com' }], undefined, 0, UNKNOWN],
  ])('%s', async (_, providers, resource, findings, doubts) => {
    expect(await diagnosed(providers, resource)).toEqual({ findings, doubts, planned: false });
  });

  test.each<[string, object, boolean]>([
    ['that the state holds needs no plan', {}, false],
    ['without an end in either needs none', { expiration_date: null, personal_access_token: false }, false],
    ['with another end needs one', { expiration_date: '2027-03-31T00:00:00.000Z' }, true],
  ])('one %s', async (_, resource, planned) => {
    expect(await diagnosed([{}], resource)).toEqual({ findings: 1, doubts: [], planned });
  });

});
