/** Taking over what exists: without a replacement, and without losing what a later change has to replace. */
import { dynatrace, Expiration, harness } from '../../src';
import { Workspace } from '../util/workspace';

const { HarnessScope } = harness;
const scopes = dynatrace.ApiTokenScopes.dataIngest();

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
});
afterEach(() => workspace.close());

interface Situation {
  readonly adopt: boolean;
  readonly elsewhere?: boolean;
  readonly expiresAt?: string;
}

function synth({ adopt, elsewhere, expiresAt = '2027-03-31T00:00:00Z' }: Situation, state: string): void {
  workspace.synthStack((stack) => {
    const account = new harness.ServiceAccount(stack, 'Bot', {
      harnessScope: elsewhere ? HarnessScope.project(workspace.account, 'org', 'proj') : HarnessScope.organization(workspace.account, 'org'),
    });
    const key = account.addApiKey('Deploy');
    const token = key.addToken('Nightly');
    const free = new harness.Token(stack, 'Free', { apiKey: key });
    const apiToken = new dynatrace.ApiToken(stack, 'Ingest', { scopes, expiresAt: Expiration.at(expiresAt) });
    if (adopt) {
      [account, key, token, free].forEach((construct) => construct.adopt());
      apiToken.adopt(workspace.sandbox.inventory().apiTokens[0].id);
    }
  }, state);
}

async function adopted(): Promise<void> {
  synth({ adopt: false }, 'before');
  await workspace.apply({ state: 'before' });
  workspace.takeCalls();
  synth({ adopt: true }, 'state');
  expect((await workspace.apply()).output).toContain('5 imported, 3 added, 0 changed, 0 destroyed');
  expect(workspace.takeCalls()).toEqual([]);
}

test('nothing is touched, while adopt() is in the code and when it has gone', async () => {
  await adopted();
  await workspace.expectEmptyPlan();
  synth({ adopt: false }, 'state');
  await workspace.expectEmptyPlan();
});

test.each<[string, Omit<Situation, 'adopt'>, string[]]>([
  ['an account in another place', { elsewhere: true }, [
    'DELETE /ng/api/token/Free -> 200', 'DELETE /ng/api/token/Nightly -> 200', 'DELETE /ng/api/apikey/Deploy -> 200', 'DELETE /ng/api/serviceaccount/Bot -> 200',
    'POST /ng/api/serviceaccount -> 200', 'POST /ng/api/apikey -> 200', 'POST /ng/api/token -> 200', 'POST /ng/api/token -> 200',
  ]],
  ['a Dynatrace token that ends at another time', { expiresAt: '2027-06-30T00:00:00Z' }, ['POST /api/v2/apiTokens -> 201', 'DELETE /api/v2/apiTokens/ID -> 204']],
])('%s fails before anything is touched while adopt() is in the code, and is another one afterwards', async (_, changed, calls) => {
  await adopted();
  synth({ ...changed, adopt: true }, 'state');
  expect((await workspace.apply({ codes: [1] })).output.replace(/[\s│]+/g, ' ')).toMatch(/Stack\/\w+ would have to be replaced, which adopt\(\) holds back: remove adopt\(\) from the code/);
  expect(workspace.takeCalls()).toEqual([]);

  synth({ ...changed, adopt: false }, 'state');
  await workspace.apply();
  expect(workspace.takeCalls().map((call) => call.replace(/dt0c01\.\w+/, 'ID')).sort()).toEqual([...calls].sort());
  await workspace.expectEmptyPlan();
});

test('the import command finds what adopt() names, and the block then does nothing', async () => {
  synth({ adopt: false }, 'before');
  await workspace.apply({ state: 'before' });
  workspace.takeCalls();
  synth({ adopt: true }, 'state');
  const [[address, { id }]] = Object.entries(await workspace.resources({ state: 'before' })).filter(([name]) => name.startsWith('dynatrace_api_token.'));
  await workspace.terraform(['import', '-input=false', address, id]);
  expect((await workspace.apply()).output).toContain('4 imported, 3 added, 0 changed, 0 destroyed');
  synth({ adopt: false }, 'state');
  await workspace.expectEmptyPlan();
  expect(workspace.takeCalls()).toEqual([]);
});
