import { harness, SERVICE_ACCOUNT, start } from './support';
import type { Sandbox } from '../../sandbox';

const PAGE = { totalPages: 1, pageIndex: 0, empty: false };
const organization = (identifier: string) => ({ organization: { identifier, name: identifier, description: '', tags: {} }, harnessManaged: false });
const project = (orgIdentifier: string, identifier: string) => ({ project: { orgIdentifier, identifier, name: identifier, description: '', tags: {} } });

async function withAccounts(): Promise<Sandbox> {
  const sandbox = await start();
  const scopes = ['', 'orgIdentifier=zebra', 'orgIdentifier=acme&projectIdentifier=shop', 'orgIdentifier=acme&projectIdentifier=blog', 'orgIdentifier=acme&projectIdentifier=shop'];
  for (const [index, scope] of scopes.entries()) {
    const identifier = `bot${index}`;
    expect((await harness(sandbox, 'POST', `/ng/api/serviceaccount?${scope}`, { ...SERVICE_ACCOUNT, identifier, email: `${identifier}@service.harness.io` })).status).toBe(200);
  }
  return sandbox;
}

test('organizations are those that something lives in, each once and in their order', async () => {
  const { body } = await harness(await withAccounts(), 'GET', '/ng/api/organizations');
  expect(body.data).toMatchObject({ ...PAGE, totalItems: 2, content: [organization('acme'), organization('zebra')] });
});

test('projects are those that something lives in, of all organizations or of one', async () => {
  const sandbox = await withAccounts();
  const projects = async (query: string) => (await harness(sandbox, 'GET', `/ng/api/projects?${query}`)).body.data.content;
  expect(await projects('')).toEqual([project('acme', 'blog'), project('acme', 'shop')]);
  expect(await projects('orgIdentifier=acme')).toEqual([project('acme', 'blog'), project('acme', 'shop')]);
  expect(await projects('orgIdentifier=zebra')).toEqual([]);
});

test('the log tells which of the two were listed', async () => {
  const sandbox = await start();
  await harness(sandbox, 'GET', '/ng/api/organizations');
  await harness(sandbox, 'GET', '/ng/api/projects');
  expect(sandbox.calls.map(call => call.subject)).toEqual(['organizations', 'projects']);
});

test('an empty account has neither', async () => {
  const sandbox = await start();
  expect((await harness(sandbox, 'GET', '/ng/api/organizations')).body.data.content).toEqual([]);
  expect((await harness(sandbox, 'GET', '/ng/api/projects')).body.data.content).toEqual([]);
});

test('another account has none of them', async () => {
  const sandbox = await withAccounts();
  const listed = (path: string) => fetch(`${sandbox.environment.HARNESS_ENDPOINT}${path}?accountIdentifier=another`, { headers: { 'x-api-key': sandbox.environment.HARNESS_PLATFORM_API_KEY } });
  const answers = await Promise.all(['/ng/api/organizations', '/ng/api/projects'].map(async (path) => (await (await listed(path)).json() as any).data?.content ?? []));
  expect(answers).toEqual([[], []]);
});
