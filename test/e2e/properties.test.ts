/**
 * Any text that the library accepts comes back from Terraform's state as it was given, and what the services would refuse by
 * their rules is refused at synth. One apply takes many random resources at once.
 */
import * as cdktf from 'cdktf';
import * as fc from 'fast-check';
import { dynatrace, harness } from '../../src';
import { Workspace } from '../util/workspace';

const SEED = 20_261_101;

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z', limits: { apiKeysPerParent: 1000, tokensPerApiKey: 1000 } });
});
afterEach(() => workspace.close());

/** Text that Terraform would take for a template unless it is escaped. */
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ minLength: 1, maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }) },
  { weight: 2, arbitrary: fc.constantFrom('${var.x}', '%{ if true }', '$${escaped}', '"quoted"', 'back\\slash', 'two\nlines', 'ünïcödé 🦀', ' padded ', '\t', '${', '%%{') },
);
const harnessName = fc.stringMatching(/^[a-zA-Z_][-0-9a-zA-Z_ ]{0,30}[0-9a-zA-Z_]$/);
const identifier = fc.stringMatching(/^[a-zA-Z_][0-9a-zA-Z_]{3,127}$/);
const tagPart = text.filter((part) => !part.includes(':') && part.trim() === part && part !== '');

/** A string as it is, whatever templates are in it. cdktf's rawString escapes `${` only, so `%{` is doubled by hand. */
function raw(value: string): string {
  return /[$%]\{/.test(value) ? cdktf.Fn.rawString(value.replace(/%\{/g, '%%{')) : value;
}

function sample<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, { seed: SEED, numRuns: count });
}

test('names, descriptions and tags of Harness entities come back as they were given', async () => {
  const given = sample(fc.record({
    name: harnessName,
    description: text,
    tags: fc.dictionary(tagPart.filter((key) => !/[$%]\{/.test(key)), fc.oneof(tagPart, fc.constant('')), { maxKeys: 4 }),
  }), 40);
  const identifiers = [...new Set(sample(identifier, 60).map((id) => id.toLowerCase()))].slice(0, given.length);
  expect(identifiers).toHaveLength(given.length);

  workspace.synthStack((stack) => {
    const key = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) }).addApiKey('Deploy', { tokenLimit: given.length });
    given.forEach(({ name, description, tags }, index) => key.addToken(`T${index}`, {
      name,
      identifier: identifiers[index],
      description: raw(description),
      tags: Object.fromEntries(Object.entries(tags).map(([tag, value]) => [tag, raw(value)])),
    }));
  });
  await workspace.apply();
  await workspace.expectEmptyPlan();

  const tokens = Object.values(await workspace.resources()).filter(({ apikey_id: key }) => key);
  const byIdentifier = new Map(tokens.map((token) => [token.identifier, token]));
  given.forEach(({ name, description, tags }, index) => {
    const token = byIdentifier.get(identifiers[index]);
    expect({ seed: SEED, name: token.name, description: token.description }).toEqual({ seed: SEED, name, description });
    expect([...token.tags ?? []].sort()).toEqual(Object.entries(tags).map(([tag, value]) => (value === '' ? tag : `${tag}:${value}`)).sort());
  });
});

test('names and scopes of Dynatrace tokens come back as they were given', async () => {
  const given = sample(fc.record({
    name: text.filter((name) => name.trim() !== ''),
    scopes: fc.uniqueArray(fc.constantFrom(...dynatrace.ApiTokenScope.all()), { minLength: 1, maxLength: 91 }),
  }), 40);
  workspace.synthStack((stack) => {
    given.forEach(({ name, scopes }, index) => new dynatrace.ApiToken(stack, `T${index}`, { name: raw(name), scopes }));
  });
  await workspace.apply();
  await workspace.expectEmptyPlan();

  const tokens = Object.values(await workspace.resources()).filter(({ scopes }) => scopes);
  const facts = (items: { name: string; scopes: string[] }[]) => items.map(({ name, scopes }) => JSON.stringify([name, [...scopes].sort()])).sort();
  expect(facts(tokens)).toEqual(facts(given.map(({ name, scopes }) => ({ name, scopes: scopes.map(({ id }) => id) }))));
});

/** Asks the sandbox itself, as a provider would, whether it takes a token. */
async function serviceTakes(body: object): Promise<boolean> {
  const { HARNESS_ENDPOINT: endpoint, HARNESS_PLATFORM_API_KEY: key } = workspace.sandbox.environment;
  const answer = await fetch(`${endpoint}/ng/api/token?accountIdentifier=${workspace.account}`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    body: JSON.stringify({ accountIdentifier: workspace.account, apiKeyType: 'SERVICE_ACCOUNT', parentIdentifier: 'Bot', apiKeyIdentifier: 'Deploy', ...body }),
  });
  return answer.ok;
}

function libraryTakes(options: harness.TokenOptions): boolean {
  const stack = new cdktf.TerraformStack(cdktf.Testing.app(), 'Stack');
  const owner = harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account), identifier: 'Bot' });
  try {
    harness.ApiKey.fromAttributes(stack, 'Deploy', { owner, identifier: 'Deploy' }).addToken('T', options);
    return true;
  } catch {
    return false;
  }
}

test('what Harness would refuse by its rules is refused at synth', async () => {
  workspace.synthStack((stack) => {
    new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) }).addApiKey('Deploy');
  });
  await workspace.apply();
  const known = /^[^$%]*$/;
  const used = new Set<string>();
  let taken = 0;
  await fc.assert(fc.asyncProperty(fc.record({
    identifier: fc.oneof(identifier, fc.string({ maxLength: 140 }), fc.constantFrom('or', 'null', 'account', 'Or', 'step'), fc.string({ minLength: 125, maxLength: 132, unit: fc.constant('a') })),
    name: fc.oneof(harnessName, fc.string({ maxLength: 140 }), fc.string({ minLength: 125, maxLength: 132, unit: fc.constant('n') })),
    description: fc.oneof(fc.string({ maxLength: 20 }), fc.string({ minLength: 1020, maxLength: 1030 })),
    tagCount: fc.constantFrom(0, 1, 127, 128, 129),
  }), async ({ identifier: id, name, description, tagCount }) => {
    fc.pre([id, name, description].every((value) => known.test(value)));
    fc.pre(!used.has(id.toLowerCase()));
    used.add(id.toLowerCase());
    const tags = Object.fromEntries(Array.from({ length: tagCount }, (_, index) => [`k${index}`, 'v']));
    if (libraryTakes({ identifier: id, name, description, tags })) {
      taken++;
      expect(await serviceTakes({ identifier: id, name, description, tags })).toBe(true);
    }
  }), { seed: SEED, numRuns: 300 });
  // Otherwise the property would say nothing.
  expect(taken).toBeGreaterThan(30);
});
