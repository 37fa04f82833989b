/** Random nestings and spellings of a reference: a leak is found in each, a harmless twin in none. */
import * as fc from 'fast-check';
import { Reading } from '../../../src/guard/reader';

/** The documents of an app that a random wrapping may add to. */
class World {
  public readonly documents: { name: string; content: any }[] = [];
  private counter = 0;

  public constructor() {
    this.addDocument();
    this.current.resource = { dynatrace_api_token: { T: { name: 'x' }, R: { for_each: '${local.generations}', name: '${each.key}' } } };
  }

  /** The document in which the expression stands. */
  public get current(): any {
    return this.documents.at(-1)!.content;
  }

  public fresh(prefix: string): string {
    return `${prefix}${this.counter++}`;
  }

  public add(block: string, type: string | undefined, name: string, body: any): void {
    const level = (this.current[block] ??= {});
    if (type === undefined) {
      level[name] = body;
    } else {
      (level[type] ??= {})[name] = body;
    }
  }

  public addDocument(): string {
    const name = this.fresh('stack');
    this.documents.push({ name, content: { terraform: { backend: { gcs: { bucket: 'b', prefix: name } } } } });
    return name;
  }
}

/** Turns an expression into another that carries the same. */
type Wrap = (expression: string, world: World) => string;

const SPACES = ['', ' ', '\n', '\t', ' /* x */ ', ' # x\n', ' // x\n'];
const space = fc.constantFrom(...SPACES);

const CARRYING: Record<string, Wrap> = {
  parentheses: (x) => `(${x})`,
  template: (x) => `"a \${${x}} b"`,
  stripped: (x) => `"a \${~ ${x} ~} b"`,
  escapedBeside: (x) => `"$\${no} \\" \${${x}}"`,
  upper: (x) => `upper(${x})`,
  json: (x) => `jsonencode({ "k" = [${x}] })`,
  decoded: (x) => `jsondecode(jsonencode({ k = ${x} })).k`,
  joined: (x) => `join(",", ["a", ${x},])`,
  format: (x) => `format("%s-%s", "a", ${x})`,
  spread: (x) => `format("%s", [${x}]...)`,
  providerFunction: (x) => `provider::p::f(${x})`,
  condition: (x) => `var.a == "}" ? ${x} : ""`,
  elseBranch: (x) => `(var.a ? "" : ${x})`,
  list: (x) => `["a", ${x}][1]`,
  unknownIndex: (x) => `["a", ${x}][var.n]`,
  map: (x) => `{ a = 1, "k" = ${x}\n b = 2 }["k"]`,
  mapAttribute: (x) => `{ k : ${x} }.k`,
  for: (x) => `[for v in [${x}] : v][0]`,
  forMap: (x) => `{ for k, v in { a = ${x} } : k => v if k != "" }["a"]`,
  splat: (x) => `[{ v = ${x} }][*].v`,
  oldSplat: (x) => `[{ v = ${x} }].*.v`,
  values: (x) => `values({ a = ${x} })[0]`,
  merge: (x) => `merge({ a = 1 }, { k = ${x} }).k`,
  lookup: (x) => `lookup({ k = ${x} }, "k", "")`,
  try: (x) => `try(${x}, "")`,
  coalesce: (x) => `coalesce("", ${x})`,
  flatten: (x) => `flatten([[${x}]])[0]`,
  concat: (x) => `concat(["a"], [${x}])[1]`,
  one: (x) => `one([${x}])`,
  directive: (x) => `"%{ if var.a }\${${x}}%{ else }-%{ endif }"`,
  loop: (x) => `"%{ for v in [${x}] }\${v}%{ endfor }"`,
  heredoc: (x) => `<<-EOT\n  a \${${x}}\n  EOT\n`,
  local: (x, world) => {
    const name = world.fresh('l');
    world.add('locals', undefined, name, `\${${x}}`);
    return `local.${name}`;
  },
  localMap: (x, world) => {
    const name = world.fresh('l');
    world.add('locals', undefined, name, { k: [`\${${x}}`], other: 'x' });
    return `local.${name}.k[0]`;
  },
  resource: (x, world) => {
    const name = world.fresh('R');
    world.add('resource', 'vault', name, { data: { k: `\${${x}}` } });
    return `vault.${name}.data["k"]`;
  },
  eachResource: (x, world) => {
    const name = world.fresh('R');
    world.add('resource', 'vault', name, { for_each: { a: `\${${x}}` }, secret: '${each.value}' });
    return `values(vault.${name})[*].secret`;
  },
  dataSource: (x, world) => {
    const name = world.fresh('D');
    world.add('data', 'rendered', name, { vars: `\${${x}}` });
    return `data.rendered.${name}.vars`;
  },
  otherState: (x, world) => {
    const output = world.fresh('O');
    world.add('output', undefined, output, { value: `\${${x}}`, sensitive: true });
    const prefix = world.documents.at(-1)!.name;
    world.addDocument();
    const state = world.fresh('S');
    world.add('data', 'terraform_remote_state', state, { backend: 'gcs', config: { prefix, bucket: 'b' } });
    return `data.terraform_remote_state.${state}.outputs["${output}"]`;
  },
};

/** Turns an expression that carries a secret into one that does not. */
const DROPPING: Record<string, Wrap> = {
  digest: (x) => `sha256(${x})`,
  plainDigest: (x) => `nonsensitive(md5(${x}))`,
  length: (x) => `length(${x})`,
  comparison: (x) => `((${x}) == "x" ? "a" : "b")`,
  otherPart: (x) => `{ k = ${x}, other = "x" }.other`,
  otherElement: (x) => `[${x}, "x"][1]`,
  keys: (x) => `keys({ k = ${x} })[0]`,
  otherAttribute: (x, world) => `${CARRYING.resource(x, world).replace(/\.data\["k"\]$/, '')}.id`,
  quoted: (x) => JSON.stringify(x).replace(/([$%])\{/g, '$1$1{'),
  otherOutput: (x, world) => CARRYING.otherState(x, world).replace(/outputs\["\w+"\]/, 'outputs["Else"]'),
  foreignState: (x, world) => {
    const expression = CARRYING.otherState(x, world);
    const [, state] = /terraform_remote_state\.(\w+)/.exec(expression)!;
    world.current.data.terraform_remote_state[state].config.bucket = 'foreign';
    return expression;
  },
};

const SINKS: Record<string, (text: string, world: World) => void> = {
  output: (text, world) => world.add('output', undefined, 'Sink', { value: text }),
  nestedOutput: (text, world) => world.add('output', undefined, 'Sink', { value: { a: ['x', { b: text }] } }),
  resource: (text, world) => world.add('resource', 'sink', 'Sink', { block: [{ secret: text }] }),
  provisioner: (text, world) => world.add('resource', 'sink', 'Sink', { provisioner: [{ 'local-exec': { command: `echo ${text}` } }] }),
  dataSource: (text, world) => world.add('data', 'sink', 'Sink', { headers: { Authorization: `Bearer ${text}` } }),
  module: (text, world) => world.add('module', undefined, 'Sink', { source: 'x', token: text }),
  provider: (text, world) => world.add('provider', undefined, 'sink', [{ alias: 'Sink', token: text }]),
};

/** A reference to the token's secret, or to its id, in one of many spellings. */
const reference = (attribute: string) => fc.tuple(fc.constantFrom(
  ['dynatrace_api_token', '.', 'T', '.', attribute],
  ['dynatrace_api_token', '.', 'T', '[', `"${attribute}"`, ']'],
  ['dynatrace_api_token', '.', 'T', '[', '*', ']', '.', attribute],
  ['dynatrace_api_token', '.', 'R', '[', '"20261101"', ']', '.', attribute],
  ['dynatrace_api_token', '.', 'R', '[', 'local.newest', ']', '[', `"${attribute}"`, ']'],
  ['one', '(', 'values', '(', 'dynatrace_api_token', '.', 'R', ')', '[', '*', ']', '.', attribute, ')'],
  ['[', 'for ', 't', ' in ', 'dynatrace_api_token', '.', 'R', ':', 't', '.', attribute, ']', '[', '0', ']'],
), fc.array(space, { minLength: 8, maxLength: 8 })).map(([parts, spaces]) => parts.map((part, index) => part + (index > 0 ? spaces[index % spaces.length] : '')).join(''));

const wraps = fc.array(fc.constantFrom(...Object.keys(CARRYING)), { maxLength: 6 });
const sink = fc.constantFrom(...Object.keys(SINKS));

function arrives(expression: string, before: string[], drop: string | undefined, after: string[], into: string): boolean {
  const world = new World();
  let current = before.reduce((inner, name) => CARRYING[name](inner, world), expression);
  current = drop === undefined ? current : DROPPING[drop](current, world);
  current = after.reduce((inner, name) => CARRYING[name](inner, world), current);
  SINKS[into](`\${${current}}`, world);
  return new Reading(world.documents).flows().some(({ block }) => block.name === 'Sink');
}

const runs = { numRuns: 1_000 };

test('a secret is found however it is wrapped', () => {
  fc.assert(fc.property(reference('token'), wraps, sink, (expression, before, into) => {
    expect(arrives(expression, before, undefined, [], into)).toBe(true);
  }), runs);
});

test('what is no secret is not found, wrapped in the same ways', () => {
  fc.assert(fc.property(reference('id'), wraps, sink, (expression, before, into) => {
    expect(arrives(expression, before, undefined, [], into)).toBe(false);
  }), runs);
});

test('a secret of which only something harmless is left is not found', () => {
  fc.assert(fc.property(reference('token'), wraps, fc.constantFrom(...Object.keys(DROPPING)), wraps, sink, (expression, before, drop, after, into) => {
    expect(arrives(expression, before, drop, after, into)).toBe(false);
  }), runs);
});

test('a secret read from another state is unmarked, unless it was marked since', () => {
  fc.assert(fc.property(reference('token'), wraps, wraps, fc.boolean(), wraps, (expression, before, between, again, after) => {
    const world = new World();
    let current = [...before, 'otherState', ...between].reduce((inner, name) => CARRYING[name](inner, world), expression);
    current = [again ? (x: string) => `sensitive(${x})` : (x: string) => x, ...after.filter((name) => name !== 'otherState').map((name) => CARRYING[name])]
      .reduce((inner, wrap) => wrap(inner, world), current);
    SINKS.resource(`\${${current}}`, world);
    const flows = new Reading(world.documents).flows().filter(({ block }) => block.name === 'Sink');
    expect(flows.map(({ marked }) => marked)).toEqual([again]);
  }), runs);
});
