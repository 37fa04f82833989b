import { carriersOf } from '../../../src/guard/reader/carriers';
import type { Block } from '../../../src/guard/reader/document';

const SOURCES = ['dynatrace_api_token', 'terraform_remote_state'];

const local = (name: string, body: unknown): Block => ({ kind: 'local', name, address: `local.${name}`, body });
const resource = (type: string, name: string, body: unknown): Block => ({ kind: 'resource', type, name, address: `${type}.${name}`, body });
const output = (name: string, value: unknown): Block => ({ kind: 'output', name, address: `output.${name}`, body: { value } });

function carriers(...blocks: Block[]): string[] {
  return [...carriersOf(blocks, SOURCES)].map(({ address }) => address);
}

test.each<[string, unknown]>([
  ['a text', '${dynatrace_api_token.T.token}'],
  ['a directive', '%{ if dynatrace_api_token.T.token != "" }x%{ endif }'],
  ['a list', ['x', ['${dynatrace_api_token.T.token}']]],
  ['an object', { a: { b: '${dynatrace_api_token.T.token}' } }],
  ['a key', { '${dynatrace_api_token.T.token}': 1 }],
  ['what stands beside null, numbers and other texts', { a: null, b: 1, c: true, d: 'x', e: '${data.terraform_remote_state.S.outputs}' }],
])('a block that mentions a source in %s is a carrier', (_, body) => {
  expect(carriers(local('a', body))).toEqual(['local.a']);
});

test.each<[string, unknown]>([
  ['a text without a template', 'dynatrace_api_token.T.token'],
  ['a template of something else', '${var.token}'],
  ['its comment', { '//': { path: '${dynatrace_api_token.T.token}' } }],
  ['nothing', null],
  ['a number', 1],
  ['an empty object', {}],
])('a block with %s is none', (_, body) => {
  expect(carriers(local('a', body))).toEqual([]);
});

test('what mentions a carrier is one, in whatever order they stand', () => {
  const blocks = [
    output('O', '${other.R.arn}'),
    resource('other', 'R', { name: '${local.b}' }),
    local('b', '${local.a}'),
    local('a', '${dynatrace_api_token.T.token}'),
    resource('unrelated', 'U', { name: '${var.x}' }),
  ];
  expect(carriers(...blocks).sort()).toEqual(['local.a', 'local.b', 'other.R', 'output.O']);
});

test('a local that carries nothing makes no carrier of what mentions locals', () => {
  expect(carriers(local('a', '${var.x}'), output('O', '${local.a}'))).toEqual([]);
});

test('an output that carries makes no carrier of others: nothing refers to it', () => {
  expect(carriers(output('O', '${dynatrace_api_token.T.token}'), output('P', '${var.undefined} ${var.x}'))).toEqual(['output.O']);
});

test('self means a secret in a source only', () => {
  const provisioner = { 'local-exec': { command: '${self.token}' } };
  expect(carriers(resource('dynatrace_api_token', 'T', { provisioner }), resource('other', 'R', { provisioner }))).toEqual(['dynatrace_api_token.T']);
});
