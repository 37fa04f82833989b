import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { Duration, dynatrace, harness, l1, RotationSchedule } from '../../src';
import { newApp, newStack, synth } from '../util/stacks';

type Build = (stack: cdktf.TerraformStack) => void;
type Moved = { from: string; to: string };

const { HarnessScope } = harness;
const harnessScope = HarnessScope.organization('acct', 'org');
const scopes = dynatrace.ApiTokenScopes.dataIngest();
const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-10-15T00:00:00Z', overlap: Duration.days(7) });

function documentOf(build: Build, Stack: new (app: Construct, id: string) => cdktf.TerraformStack = cdktf.TerraformStack): any {
  const stack = new Stack(newApp(), 'Stack');
  new harness.HarnessProvider(stack, 'Harness');
  new dynatrace.DynatraceProvider(stack, 'Dynatrace');
  build(stack);
  return synth(stack);
}

function addresses(document: any): string[] {
  return [
    ...Object.entries<any>(document.resource ?? {}).flatMap(([type, resources]) => Object.keys(resources).map((name) => `${type}.${name}`)),
    ...Object.keys(document.module ?? {}).map((name) => `module.${name}`),
  ].sort();
}

/** Where Terraform finds what an old state holds: each old address, followed through the blocks. */
function follow(old: any, { moved = [] }: { moved?: Moved[] }): string[] {
  expect(new Set(moved.map(({ from }) => from)).size).toBe(moved.length);
  expect(new Set(moved.map(({ to }) => to)).size).toBe(moved.length);
  const next = (address: string): string => {
    const block = moved.find(({ from }) => from === address);
    return block ? next(block.to) : address;
  };
  return addresses(old).map(next).sort();
}

/** All that stands at the path in the old stack is at the new one's addresses, and nothing else is touched. */
function expectKept(before: Build, after: Build, Stack?: new (app: Construct, id: string) => cdktf.TerraformStack): void {
  const old = documentOf(before, Stack);
  const now = documentOf(after, Stack);
  expect(addresses(old).length).toBeGreaterThan(0);
  expect(addresses(now)).not.toEqual(addresses(old));
  expect(follow(old, now)).toEqual(addresses(now));
}

function chain(scope: Construct, id: string, identifier = 'bot'): harness.ServiceAccount {
  const bot = new harness.ServiceAccount(scope, id, { harnessScope, name: 'Bot', identifier });
  const key = bot.addApiKey('Deploy');
  key.addToken('Nightly').exportValue('Secret');
  key.addRotatingToken('Monthly', { schedule });
  return bot;
}

describe('a construct that has another id or place keeps its addresses in the state', () => {
  test.each<[string, string, string]>([
    ['renamed', 'Bot', 'CiBot'],
    ['moved below another construct', 'Bot', 'Team/Bot'],
    ['moved up', 'Team/Bot', 'Bot'],
    ['moved within a construct that stays', 'Team/Bot', 'Team/Inner/Bot'],
    ['wrapped in a construct of its own id', 'Bot', 'Bot/Account'],
    ['unwrapped', 'Bot/Account', 'Bot'],
    ['called Default, which cdktf leaves out of addresses', 'Default/Bot', 'Team/Default/Bot'],
    ['called Resource, which cdktf hides in addresses', 'Resource', 'Resource/Resource'],
    ['with ids that repeat', 'Bot/MyBot', 'Bot'],
    ['with characters that an address cannot have', 'Bot + Söhne', 'bot & söhne'],
    ['of a very long id', 'B'.repeat(300), 'C'.repeat(300)],
  ])('%s', (_, from, to) => {
    const at = (stack: Construct, path: string) => {
      const ids = path.split('/');
      const scope = ids.slice(0, -1).reduce((parent, id) => new Construct(parent, id), stack);
      return chain(scope, ids.at(-1)!);
    };
    // Something that stays, so that the old parents are there still.
    const stay = (stack: Construct) => new dynatrace.ApiToken(stack, 'Stays', { scopes });
    expectKept((stack) => {
      at(stack, from);
      stay(stack);
    }, (stack) => {
      at(stack, to).movedFrom(from);
      stay(stack);
    });
  });

  test('an API key', () => {
    expectKept(
      (stack) => chain(stack, 'Bot'),
      (stack) => {
        const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope });
        const key = bot.addApiKey('Renamed');
        key.addToken('Nightly');
        key.addRotatingToken('Monthly', { schedule });
        key.movedFrom('Bot/Deploy');
      },
    );
  });

  test('a token', () => {
    const build = (id: string, was?: string) => (stack: cdktf.TerraformStack) => {
      const token = new harness.ServiceAccount(stack, 'Bot', { harnessScope }).addApiKey('Deploy').addToken(id);
      if (was) {
        token.movedFrom(was);
      }
    };
    expectKept(build('Nightly'), build('Renamed', 'Bot/Deploy/Nightly'));
  });

  test('a rotating token of each system', () => {
    const build = (suffix: string, move: boolean) => (stack: cdktf.TerraformStack) => {
      const token = new harness.ServiceAccount(stack, 'Bot', { harnessScope }).addApiKey('Deploy').addRotatingToken(`Monthly${suffix}`, { schedule });
      const apiToken = new dynatrace.RotatingApiToken(stack, `Ingest${suffix}`, { scopes, schedule });
      if (move) {
        token.movedFrom('Bot/Deploy/Monthly');
        apiToken.movedFrom('Ingest');
      }
    };
    expectKept(build('', false), build('New', true));
  });

  test('a Dynatrace token', () => {
    expectKept((stack) => new dynatrace.ApiToken(stack, 'Ingest', { scopes }), (stack) => new dynatrace.ApiToken(stack, 'Renamed', { scopes }).movedFrom('Ingest'));
  });

  test('what users put below it, resources and modules', () => {
    const build = (id: string) => (stack: cdktf.TerraformStack) => {
      const bot = chain(stack, id);
      new l1.harness.platformRoleAssignments.PlatformRoleAssignments(bot, 'Viewer', { resourceGroupIdentifier: 'all', roleIdentifier: 'viewer' });
      new cdktf.TerraformHclModule(bot, 'Module', { source: 'registry.example.org/team/module/aws' });
      if (id !== 'Bot') {
        bot.movedFrom('Bot');
      }
    };
    expectKept(build('Bot'), build('CiBot'));
  });

  test('what is added below it after the call', () => {
    expectKept((stack) => chain(stack, 'Bot'), (stack) => {
      const bot = new harness.ServiceAccount(stack, 'CiBot', { harnessScope });
      bot.movedFrom('Bot');
      const key = bot.addApiKey('Deploy');
      key.addToken('Nightly');
      key.addRotatingToken('Monthly', { schedule });
    });
  });
});

test('a part that has a former path of its own is moved from there', () => {
  expectKept((stack) => chain(stack, 'Bot'), (stack) => {
    const bot = new harness.ServiceAccount(stack, 'CiBot', { harnessScope });
    bot.movedFrom('Bot');
    const key = bot.addApiKey('Renamed');
    key.movedFrom('Bot/Deploy');
    key.addToken('Nightly');
    key.addRotatingToken('Monthly', { schedule });
  });
});

test('the place of a part that has gone elsewhere can be taken by a new one', () => {
  const now = documentOf((stack) => {
    const bot = new harness.ServiceAccount(stack, 'CiBot', { harnessScope });
    bot.movedFrom('Bot');
    bot.addApiKey('Deploy', { identifier: 'Second' });
    const key = bot.addApiKey('First');
    key.movedFrom('Bot/Deploy');
    key.movedFrom('CiBot/Zeroth');
  });
  const old = documentOf((stack) => new harness.ServiceAccount(stack, 'Bot', { harnessScope }).addApiKey('Deploy'));
  const keys = Object.keys(now.resource.harness_platform_apikey);
  expect(follow(old, now).filter((address) => address.startsWith('harness_platform_apikey'))).toEqual([
    `harness_platform_apikey.${keys.find((name) => name.startsWith('CiBot_First_'))}`,
  ]);
});

test('a state of any age is moved, if each former path is given', () => {
  const now: Build = (stack) => {
    const bot = new harness.ServiceAccount(stack, 'Newest', { harnessScope });
    bot.movedFrom('Old');
    bot.movedFrom('Newer');
    const key = bot.addApiKey('Renamed');
    key.movedFrom('Newer/Deploy');
    key.addToken('Nightly');
    key.addRotatingToken('Monthly', { schedule });
  };
  expectKept((stack) => chain(stack, 'Old'), now);
  expectKept((stack) => chain(stack, 'Newer'), now);
});

test('whatever else was moved before, and in whatever order', () => {
  const now: Build = (stack) => {
    new dynatrace.ApiToken(stack, 'Ingest', { scopes }).movedFrom('Other/Ingest');
    const bot = new harness.ServiceAccount(stack, 'Newest', { harnessScope });
    const key = bot.addApiKey('Renamed');
    const token = key.addToken('Daily');
    key.addRotatingToken('Monthly', { schedule });
    token.movedFrom('Newer/Deploy/Nightly');
    token.movedFrom('Third/Renamed/Nightly');
    key.movedFrom('Newer/Deploy');
    key.movedFrom('Third/Renamed');
    bot.movedFrom('Old');
    bot.movedFrom('Newer');
    bot.movedFrom('Third');
  };
  const before = (id: string, key: string): Build => (stack) => {
    new dynatrace.ApiToken(new Construct(stack, 'Other'), 'Ingest', { scopes });
    const account = new harness.ServiceAccount(stack, id, { harnessScope });
    account.addApiKey(key).addToken('Nightly');
    (account.node.findChild(key) as harness.ApiKey).addRotatingToken('Monthly', { schedule });
  };
  expectKept(before('Old', 'Deploy'), now);
  expectKept(before('Newer', 'Deploy'), now);
  expectKept(before('Third', 'Renamed'), now);
  // What was renamed before its parent moved was never there.
  expect(JSON.stringify(documentOf(now).moved)).not.toContain('Third_Deploy');
});

test('out of a place within the one that it had next', () => {
  const now: Build = (stack) => {
    const bot = chain(stack, 'CiBot');
    bot.movedFrom('Team/Bot');
    bot.movedFrom('Team');
  };
  const before: Build = (stack) => chain(stack, 'Team');
  expectKept((stack) => chain(new Construct(stack, 'Team'), 'Bot'), now);
  expectKept(before, now);
  expect(documentOf(now).moved).toHaveLength(2 * addresses(documentOf(before)).length);
});

test('a move that changes no address makes no block', () => {
  class Flat extends cdktf.TerraformStack {
    protected allocateLogicalId(element: cdktf.TerraformElement): string {
      return element.node.path.split('/').slice(-2).join('-');
    }
  }
  const stack = new Flat(newApp(), 'Stack');
  new dynatrace.DynatraceProvider(stack, 'Dynatrace');
  const token = new dynatrace.ApiToken(new Construct(stack, 'Team'), 'Ingest', { scopes });
  token.movedFrom('Ingest');
  expect(synth(stack)).not.toHaveProperty('moved');
  expect(cdktf.Testing.synthHcl(stack)).not.toContain('moved');
  // Of several paths with one address, too.
  token.movedFrom('A/Old');
  token.movedFrom('B/Old');
  expect(synth(stack).moved).toEqual(['ReplaceOnChange', 'Resource'].map((id) => (
    { from: expect.stringMatching(new RegExp(`\\.Old-${id}$`)), to: expect.stringMatching(new RegExp(`\\.Ingest-${id}$`)) })));
});

test('what is held for a replacement still triggers one, unless it may be new', () => {
  const { resource } = documentOf((stack) => chain(stack, 'CiBot').movedFrom('Bot'));
  const [account] = Object.values<any>(resource.harness_platform_service_account);
  expect(account.lifecycle).toEqual({ replace_triggered_by: [expect.stringMatching(/^terraform_data\.CiBot_ReplaceOnChange_\w+\.id$/)] });
});

test('names that a stack gives by a rule of its own', () => {
  class Named extends cdktf.TerraformStack {
    protected allocateLogicalId(element: cdktf.TerraformElement): string {
      const type = cdktf.TerraformResource.isTerraformResource(element) ? element.terraformResourceType : 'other';
      return `${type}-${element.node.path.replace(/[^\w]/g, '-')}`.toLowerCase();
    }
  }
  expectKept((stack) => chain(stack, 'Bot'), (stack) => chain(stack, 'CiBot').movedFrom('Bot'), Named);
});

test('in a stack below stages and constructs', () => {
  const inStage = (build: Build) => {
    const app = newApp();
    const stack = newStack({ app: new Construct(new Construct(app, 'Production'), 'Europe') as cdktf.App });
    build(stack);
    return JSON.parse(cdktf.Testing.synth(stack, true));
  };
  const old = inStage((stack) => chain(stack, 'Bot'));
  const now = inStage((stack) => chain(stack, 'CiBot').movedFrom('Bot'));
  expect(follow(old, now)).toEqual(addresses(now));
});

test('a stack below the construct keeps its addresses, which are its own', () => {
  const now = documentOf((stack) => {
    const bot = chain(stack, 'CiBot');
    bot.movedFrom('Bot');
    chain(newStack({ app: bot as unknown as cdktf.App, id: 'Inner' }), 'Other', 'other');
  });
  expect(JSON.stringify(now.moved)).not.toMatch(/Inner|Other/);
});

test("a name or move given by cdktf's own means is left alone", () => {
  const { moved } = documentOf((stack) => {
    const bot = new harness.ServiceAccount(stack, 'CiBot', { harnessScope });
    (bot.node.defaultChild as cdktf.TerraformResource).overrideLogicalId('legacy');
    const key = bot.addApiKey('Deploy');
    bot.movedFrom('Bot');
    (key.node.defaultChild as cdktf.TerraformResource).moveFromId('harness_platform_apikey.legacy');
  });
  expect(moved.map(({ from }: Moved) => from).sort()).toEqual([
    expect.stringMatching(/^harness_platform_apikey\.legacy$/), expect.stringMatching(/^terraform_data\.Bot_ReplaceOnChange_\w{8}$/),
  ]);
});

describe('a resource that was written by hand', () => {
  test.each(['dynatrace_api_token.by_hand', 'dynatrace_api_token.by_hand[0]', 'dynatrace_api_token.by_hand[10]', 'dynatrace_api_token.by_hand["ingest"]'])('is taken over from its address: %s', (address) => {
    const { moved, resource } = documentOf((stack) => new dynatrace.ApiToken(stack, 'Ingest', { scopes }).movedFrom(address));
    const [[name, { lifecycle }]] = Object.entries<any>(resource.dynatrace_api_token);
    expect(moved).toEqual([{ from: address, to: `dynatrace_api_token.${name}` }]);
    // What is held is new, and must not replace the token.
    expect(lifecycle).not.toHaveProperty('replace_triggered_by');
    expect(lifecycle.precondition[0].error_message).toContain(`remove movedFrom('${address}')`);
  });

  test('and was moved since is found at both addresses', () => {
    const { moved } = documentOf((stack) => {
      const token = new dynatrace.ApiToken(stack, 'Ingest', { scopes });
      token.movedFrom('dynatrace_api_token.by_hand');
      token.movedFrom('Old');
    });
    const first = moved.find(({ from }: Moved) => from === 'dynatrace_api_token.by_hand');
    expect(moved).toContainEqual({ from: first.to, to: expect.stringMatching(/^dynatrace_api_token\.Ingest_\w+$/) });
  });
});

test('a key that is moved out of its account holds its place from then on, which must not replace it', () => {
  const { resource, moved } = documentOf((stack) => {
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope });
    const key = new harness.ApiKey(stack, 'Deploy', { owner: bot });
    key.movedFrom('Bot/Deploy');
    key.addToken('Nightly');
  });
  expect(moved).toHaveLength(3);
  const [key] = Object.values<any>(resource.harness_platform_apikey);
  expect(key.lifecycle.replace_triggered_by).toEqual([expect.stringMatching(/^harness_platform_service_account\.Bot_\w+\.id$/)]);
  // An account holds its place anywhere.
  expect(Object.values<any>(resource.harness_platform_service_account)[0].lifecycle.replace_triggered_by).toHaveLength(1);
});

test('the tree is the same after synth as before', () => {
  const stack = newStack();
  chain(stack, 'CiBot').movedFrom('Team/Bot');
  const paths = () => stack.node.findAll().map(({ node }) => node.path);
  const before = paths();
  synth(stack);
  expect(paths()).toEqual(before);
  expect(synth(stack)).toEqual(synth(stack));
});

test('the same blocks come out as HCL', () => {
  const stack = newStack();
  new dynatrace.ApiToken(stack, 'Renamed', { scopes }).movedFrom('Ingest');
  const [held] = synth(stack).moved.filter(({ from }: Moved) => from.startsWith('terraform_data'));
  expect(cdktf.Testing.synthHcl(stack)).toMatch(new RegExp(`moved \\{\\s+from = ${held.from}\\s+to = ${held.to}\\s+\\}`));
});

describe('refused is', () => {
  const attempt = (path: string, first?: string) => () => {
    const stack = newStack();
    new Construct(stack, 'Team');
    const token = new dynatrace.ApiToken(stack, 'Ingest', { scopes });
    if (first) {
      token.movedFrom(first);
    }
    token.movedFrom(path);
    return synth(stack);
  };

  test.each(['', ' ', '/', '/Old', 'Old/', 'Old//Ingest', '../Ingest', './Old'])('no path at all: %j', (path) => {
    expect(attempt(path)).toThrow(/path of movedFrom must be where the construct stood in its stack: construct ids with \/ between them, got '.*': such as Former\/Ingest \[Stack\/Ingest\]/);
  });

  test.each(['Ingest', 'Default/Ingest', 'Ingest/Default'])('the present path: %j', (path) => {
    expect(attempt(path)).toThrow(
      `path of movedFrom must be another one than the path that the construct has now, got '${path}': give the path that it had before, or remove movedFrom [Stack/Ingest]`);
  });

  test.each([[5], [undefined], [null]])('what is no text: %j', (path) => {
    expect(attempt(path as unknown as string)).toThrow('path of movedFrom must be where the construct stood in its stack: construct ids with / between them');
  });

  test('a path that only Terraform knows', () => {
    expect(attempt('${var.path}')).toThrow('path of movedFrom must be known at synth');
  });

  test('the path with the stack in front', () => {
    expect(attempt('Stack/Old')).toThrow("path of movedFrom must be the path below the stack, got 'Stack/Old': leave 'Stack/' out [Stack/Ingest]");
  });

  test('the address of another resource, or of none', () => {
    expect(attempt('terraform_data.Old_1234ABCD')).toThrow("must be a construct's path or the address of its own resource, got 'terraform_data.Old_1234ABCD'");
    expect(attempt('dynatrace_api_token.Old.id')).toThrow(
      "path of movedFrom must be the address of one resource, if it is an address, got 'dynatrace_api_token.Old.id': such as dynatrace_api_token.by_hand [Stack/Ingest]");
  });

  test('but not a path that only looks like an address', () => {
    expect(attempt('v1.2')).not.toThrow();
    expect(attempt('dynatrace_api_token')).not.toThrow();
  });

  test('the address of one resource for a token that rotates', () => {
    const token = new dynatrace.RotatingApiToken(newStack(), 'Ingest', { scopes, schedule });
    expect(() => token.movedFrom('dynatrace_api_token.by_hand')).toThrow(
      "path of movedFrom must not be an address, since a token that rotates is several, got 'dynatrace_api_token.by_hand': make the token a plain one first, or issue a new one [Stack/Ingest]");
  });

  test('the same path twice, at one construct or two', () => {
    expect(attempt('Old', 'Old')).toThrow("path of movedFrom must be given once (Stack/Ingest has it), got 'Old' [Stack/Ingest]");
    const stack = newStack();
    new dynatrace.ApiToken(stack, 'A', { scopes }).movedFrom('Old');
    expect(() => new dynatrace.ApiToken(stack, 'B', { scopes }).movedFrom('Old')).toThrow("must be given once (Stack/A has it), got 'Old' [Stack/B]");
    (stack.node.findChild('A') as dynatrace.ApiToken).movedFrom('Newer');
    expect(() => new dynatrace.ApiToken(stack, 'C', { scopes }).movedFrom('Newer')).toThrow("must be given once (Stack/A has it), got 'Newer' [Stack/C]");
  });

  test('a path of another stack', () => {
    const app = newApp();
    const stack = newStack({ app });
    new dynatrace.ApiToken(stack, 'Ingest', { scopes }).movedFrom('Other/Ingest');
    newStack({ app, id: 'Other' });
    expect(() => app.synth()).toThrow("path of movedFrom must be in the stack of the construct, got 'Other/Ingest' of the stack Other: a moved block cannot reach another stack's state, terraform state mv can [Stack/Ingest]");
  });

  test('a path at which something stands', () => {
    const stack = newStack();
    const token = new dynatrace.ApiToken(stack, 'Ingest', { scopes });
    token.movedFrom('Older');
    token.movedFrom('Old');
    new dynatrace.ApiToken(stack, 'Old', { scopes });
    expect(() => synth(stack)).toThrow("path of movedFrom must not be in use any more, got 'Older', 'Old' with Stack/Old/ReplaceOnChange there: "
      + 'give that one another id, or remove movedFrom once every state is moved [Stack/Ingest]');
  });

  test('but not one at which something without an address stands, or something of a stack within', () => {
    const stack = newStack();
    const bot = chain(stack, 'CiBot');
    new cdktf.TerraformHclModule(bot, 'Module', { source: 'registry.example.org/team/module/aws' });
    bot.movedFrom('Bot');
    new cdktf.TerraformVariable(new Construct(stack, 'Bot'), 'Module', {});
    chain(newStack({ app: bot as unknown as cdktf.App, id: 'Inner' }), 'Bot', 'other');
    expect(() => synth(stack)).not.toThrow();
  });

  test('an exchange of two paths, which Terraform cannot do in one apply', () => {
    const stack = newStack();
    new dynatrace.ApiToken(stack, 'A', { scopes }).movedFrom('B');
    new dynatrace.ApiToken(stack, 'B', { scopes }).movedFrom('A');
    expect(() => synth(stack)).toThrow('path of movedFrom must not be in use any more');
  });
});
