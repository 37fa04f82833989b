import { Document } from '../../../src/guard/reader/document';

const metadata = (path: string) => ({ '//': { metadata: { path } } });

function blocks(content: any): unknown[] {
  return new Document({ name: 'd', content }).blocks.map(({ kind, type, name, address, path, body }) => [kind, type, name, address, path, body]);
}

test.each<[string, any, unknown[]]>([
  ['a resource', { resource: { a: { A: { x: 1, ...metadata('S/A') } } } }, ['resource', 'a', 'A', 'a.A', 'S/A', { x: 1, ...metadata('S/A') }]],
  ['a data source', { data: { a: { A: metadata('S/D') } } }, ['data', 'a', 'A', 'data.a.A', 'S/D', metadata('S/D')]],
  ['an ephemeral resource', { ephemeral: { a: { A: { x: 1 } } } }, ['ephemeral', 'a', 'A', 'ephemeral.a.A', undefined, { x: 1 }]],
  ['a provider', { provider: { a: { x: 1 } } }, ['provider', 'a', 'a', 'provider.a[0]', undefined, { x: 1 }]],
  ['a module', { module: { m: { source: './m', ...metadata('S/M') } } }, ['module', undefined, 'm', 'module.m', 'S/M', { source: './m', ...metadata('S/M') }]],
  ['an output', { output: { O: { value: 1 } } }, ['output', undefined, 'O', 'output.O', undefined, { value: 1 }]],
  ['a local', { locals: { l: 'x' } }, ['local', undefined, 'l', 'local.l', undefined, 'x']],
  ['a variable', { variable: { v: { default: 1 } } }, ['variable', undefined, 'v', 'var.v', undefined, { default: 1 }]],
  ['a check', { check: { c: { assert: [] } } }, ['check', undefined, 'c', 'check.c', undefined, { assert: [] }]],
  ['an import', { import: { to: 'a.A' } }, ['other', undefined, 'import', 'import[0]', undefined, { to: 'a.A' }]],
])('%s is a block with its address and its construct', (_, content, block) => {
  expect(blocks(content)).toEqual([block]);
});

test('blocks of a kind are told apart by their place', () => {
  const addresses = (content: any) => new Document({ name: 'd', content }).blocks.map(({ name, address }) => [name, address]);
  expect(addresses({ provider: { a: [{ alias: 'one' }, {}], b: null } })).toEqual([['one', 'provider.a[0]'], ['a', 'provider.a[1]'], ['b', 'provider.b[0]']]);
  expect(addresses({ import: [{}, {}], moved: [{}], removed: [{}], action: [{}] })).toEqual([
    ['import', 'import[0]'], ['import', 'import[1]'], ['moved', 'moved[0]'], ['removed', 'removed[0]'], ['action', 'action[0]'],
  ]);
});

test('what is empty is no block, or one without a construct', () => {
  expect(blocks({ resource: null, data: { a: null }, output: [] })).toEqual([]);
  expect(blocks({ resource: { a: { A: null, B: { '//': {} } } } })).toEqual([['resource', 'a', 'A', 'a.A', undefined, null], ['resource', 'a', 'B', 'a.B', undefined, { '//': {} }]]);
});

test('comments are no blocks', () => {
  const comment = { '//': { metadata: {} } };
  expect(blocks({
    ...comment,
    resource: { ...comment, a: comment },
    data: comment,
    provider: comment,
    module: comment,
    output: comment,
    locals: comment,
    variable: comment,
    check: comment,
  })).toEqual([]);
});

test('the construct of an output is told by the ids on the way to it', () => {
  const document = new Document({ name: 'd', content: { '//': { outputs: { Stack: { Inner: { Deep: 'O' }, Top: 'P' } } }, 'output': { O: {}, P: {}, Q: {} } } });
  expect(['O', 'P', 'Q'].map((name) => document.block(`output.${name}`)!.path)).toEqual(['Stack/Inner/Deep', 'Stack/Top', undefined]);
});

test('a block is found by its address', () => {
  const document = new Document({ name: 'd', content: { resource: { a: { A: { x: 1 }, B: { x: 2 } }, b: { A: { x: 3 } } }, data: { a: { A: { x: 4 } } }, locals: { A: 5 } } });
  expect(['a.A', 'a.B', 'b.A', 'data.a.A', 'local.A'].map((address) => document.block(address)?.body)).toEqual([{ x: 1 }, { x: 2 }, { x: 3 }, { x: 4 }, 5]);
  expect(['a.C', 'c.A', 'local.B', 'A', 'resource.a.A'].map((address) => document.block(address))).toEqual(new Array(5).fill(undefined));
  expect([document.resource('a', 'B')?.body, document.resource('a', 'C'), document.resource('c', 'A')]).toEqual([{ x: 2 }, undefined, undefined]);
});

test.each<[string, any, unknown]>([
  ['none', {}, { type: 'local', config: {} }],
  ['one with settings', { backend: { s3: { bucket: 'b' } } }, { type: 's3', config: { bucket: 'b' } }],
  ['one in lists', [{ required_version: '1' }, { backend: [{ s3: [{ bucket: 'b' }] }] }], { type: 's3', config: { bucket: 'b' } }],
  ['one without settings', { backend: { s3: [] } }, { type: 's3', config: {} }],
  ['the cloud', { cloud: { organization: 'o' } }, { type: 'remote', config: { organization: 'o' } }],
  ['the cloud in a list', { cloud: [{ organization: 'o' }] }, { type: 'remote', config: { organization: 'o' } }],
  ['the cloud without settings', { cloud: null }, { type: 'remote', config: {} }],
])('the backend is read: %s', (_, terraform, backend) => {
  expect(new Document({ name: 'd', content: { terraform } }).backend).toEqual(backend);
});

test('a relative path is taken from the folder that Terraform works in', () => {
  expect(new Document({ name: 'd', content: {} }).resolvePath('../x/state')).toBe('/stacks/x/state');
  expect(new Document({ name: 'd', content: {}, directory: '/work/d' }).resolvePath('state')).toBe('/work/d/state');
  expect(new Document({ name: 'd', content: {} }).resolvePath('/x/state')).toBe('/x/state');
});
