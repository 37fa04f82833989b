import { Reading } from '../../../src/guard/reader';

const TOKEN = { dynatrace_api_token: { T: { name: 'T', scopes: ['metrics.ingest'] } } };
const S3 = { s3: { bucket: 'states', key: 'issuer', region: 'eu-central-1', encrypt: true } };

/** A document that issues a token, and what else it holds. */
function issuer(content: any = {}, name = 'issuer'): { name: string; content: any } {
  return { name, content: { terraform: { backend: S3 }, ...content, resource: { ...TOKEN, ...content.resource } } };
}

/** A document that reads the issuer's state as `data.terraform_remote_state.I`. */
function reader(content: any, name = 'reader'): { name: string; content: any } {
  const state = {
    I: { backend: 's3', config: { bucket: 'states', key: 'issuer', region: 'eu-central-1' } },
    Foreign: { backend: 's3', config: { bucket: 'others', key: 'issuer' } },
    Null: null,
    Bare: { config: {} },
  };
  return { name, content: { terraform: { backend: { s3: { bucket: 'states', key: name } } }, ...content, data: { ...content.data, terraform_remote_state: state } } };
}

/** Where secrets go, as `document address place`, with `!` where Terraform has lost the mark. */
function flows(...documents: { name: string; content: any }[]): string[] {
  return new Reading(documents).flows().map(({ document, block, place, marked }) => `${document} ${block.address}${place && ` ${place}`}${marked ? '' : ' !'}`);
}

/** What an expression in an output of the issuer carries: nothing, or a secret that is marked or not. */
function carried(expression: unknown, content: any = {}): 'nothing' | 'marked' | 'unmarked' {
  const found = flows(issuer({ ...content, output: { O: { value: expression } } })).filter((flow) => flow.startsWith('issuer output.O value'));
  return found.length === 0 ? 'nothing' : found.some((flow) => flow.endsWith('!')) ? 'unmarked' : 'marked';
}

/** The same, of an output of the issuer, S, that is read in another document. */
function carriedFarAway(expression: unknown, output: any = '${dynatrace_api_token.T.token}', content: any = {}): 'nothing' | 'marked' | 'unmarked' {
  const found = flows(issuer({ ...content, output: { S: { value: output, sensitive: true } } }), reader({ output: { O: { value: expression } } }))
    .filter((flow) => flow.startsWith('reader output.O'));
  return found.length === 0 ? 'nothing' : found.some((flow) => flow.endsWith('!')) ? 'unmarked' : 'marked';
}

describe('within a state, a secret is found', () => {
  test.each([
    ['by its attribute', '${dynatrace_api_token.T.token}'],
    ['by its name in brackets', '${dynatrace_api_token.T["token"]}'],
    ['over line breaks and comments', '${ dynatrace_api_token /* here */\n .T # there\n .token }'],
    ['as part of the whole resource', '${dynatrace_api_token.T}'],
    ['in a text', 'Bearer ${dynatrace_api_token.T.token}'],
    ['through a function', '${base64encode(jsonencode({ a = dynatrace_api_token.T.token }))}'],
    ['cut', '${substr(dynatrace_api_token.T.token, 0, 10)}'],
    ['by a splat', '${dynatrace_api_token.T[*].token}'],
    ['by an old splat', '${dynatrace_api_token.T.*.token[0]}'],
    ['by values(...)', '${values(dynatrace_api_token.T)}'],
    ['in a for', '${[for t in [dynatrace_api_token.T] : t.token]}'],
    ['as a key', '${{ (dynatrace_api_token.T.token) = 1 }}'],
    ['as a key of JSON', { '${dynatrace_api_token.T.token}': 1 }],
    ['in a branch', '${var.a ? dynatrace_api_token.T.token : ""}'],
    ['in a directive', '%{ if var.a }${dynatrace_api_token.T.token}%{ endif }'],
    ['deep in JSON', [{ a: { b: ['${dynatrace_api_token.T.token}'] } }]],
    ['by lookup', '${lookup(dynatrace_api_token.T, "token", "")}'],
    ['in what cannot be parsed', '${dynatrace_api_token.T.token @@ 1}'],
    ['by try', '${try(dynatrace_api_token.T.token, "")}'],
    ['merged', '${merge({ a = 1 }, { b = dynatrace_api_token.T.token })["b"]}'],
    ['in what was decoded', '${jsondecode(jsonencode({ a = dynatrace_api_token.T.token })).a}'],
    ['as a text', '${tostring(dynatrace_api_token.T.token)}'],
    ['by ephemeralasnull', '${ephemeralasnull(dynatrace_api_token.T.token)}'],
    ['by a function with its namespace', '${core::coalesce(dynatrace_api_token.T.token, "x")}'],
    ['as a value of a zipped map', '${zipmap(["a"], [dynatrace_api_token.T.token])["a"]}'],
    ['as a key of a zipped map', '${keys(zipmap([dynatrace_api_token.T.token], ["a"]))}'],
    ['in a flattened list of lists', '${flatten([[dynatrace_api_token.T.token]])[0]}'],
    ['in a flattened list of any depth', '${flatten([[[{ secret = dynatrace_api_token.T.token }]]])[0].secret}'],
    ['in a list turned round', '${reverse(["x", dynatrace_api_token.T.token])[0]}'],
    ['as the default of a look-up', '${lookup({ a = 1 }, "b", dynatrace_api_token.T.token)}'],
    ['by a look-up of an unknown name', '${lookup(dynatrace_api_token.T, var.name, "")}'],
    ['in a sum', '${dynatrace_api_token.T.token + 1}'],
    ['in a key of a for', '${{ for t in [dynatrace_api_token.T] : t.token => 1 }}'],
    ['in a value of a for with a key', '${{ for k, t in { a = dynatrace_api_token.T } : k => t.token }["a"]}'],
    ['by an unknown attribute', '${dynatrace_api_token.T[var.attribute]}'],
    ['of an instance by number', '${dynatrace_api_token.T[0].token}'],
    ['of an instance by a number of two digits', '${dynatrace_api_token.T[10].token}'],
    ['by the name of a for, of a key', '${[for k, v in { (dynatrace_api_token.T.token) = 1 } : k]}'],
    ['of a token that another document would have', '${harness_platform_token.Elsewhere.value}'],
  ])('%s', (_, expression) => {
    expect(carried(expression)).toBe('marked');
  });

  test.each([
    ['an instance', '${dynatrace_api_token.R["a"].token}'],
    ['an instance of each.key', '${dynatrace_api_token.R[local.key].token}'],
    ['an instance by keys(...)', '${dynatrace_api_token.R[sort(keys(dynatrace_api_token.R))[0]].token}'],
    ['a splat over values(...)', '${values(dynatrace_api_token.R)[*].token}'],
    ['values(...) of an old splat', '${values(dynatrace_api_token.R).*.token}'],
    ['a for over instances', '${{ for k, t in dynatrace_api_token.R : k => t.token }}'],
    ['the whole', '${dynatrace_api_token.R}'],
    ['one of it', '${one(values(dynatrace_api_token.R)).token}'],
    ['an element of it', '${element(values(dynatrace_api_token.R)[*].token, 0)}'],
    ['a local of an instance', '${local.R_value}'],
  ])('of a resource with for_each: %s', (_, expression) => {
    const content = {
      locals: { R_value: '${dynatrace_api_token.R[reverse(sort([for k in keys(dynatrace_api_token.R) : k if try(local.gens[k].start, 0) <= local.epoch]))[0]].token}' },
      resource: { dynatrace_api_token: { R: { for_each: '${local.gens}', name: 'R ${each.key}' } } },
    };
    expect(carried(expression, content)).toBe('marked');
  });

  test.each([
    ['an instance', '${dynatrace_api_token.C[0].token}'],
    ['an unknown instance', '${dynatrace_api_token.C[count.index].token}'],
    ['a splat', '${dynatrace_api_token.C[*].token}'],
    ['one of a splat', '${dynatrace_api_token.C[*].token[0]}'],
    ['the whole', '${dynatrace_api_token.C}'],
  ])('of a resource with count: %s', (_, expression) => {
    const content = { resource: { dynatrace_api_token: { C: { count: 2, name: 'C' } } } };
    expect(carried(expression, content)).toBe('marked');
    expect(carried(expression.replaceAll('.token', '.id'), content)).toBe(expression.includes('.token') ? 'nothing' : 'marked');
    expect(carried('${[for c in dynatrace_api_token.C : c.id]} ${[for c in dynatrace_api_token.C[*] : c.id]}', content)).toBe('nothing');
  });

  test.each([
    ['an element', '${local.l[0].t}', '${local.l[1].t}'],
    ['a splat', '${local.l[*].t}', '${local.l[*].u}'],
    ['any', '${local.l[var.i].t}', '${local.l[var.i].u}'],
  ])('in a list of a local: %s', (_, harmful, harmless) => {
    const content = { locals: { l: [{ 't': '${dynatrace_api_token.T.token}', 'u': 'x', 'n': null, '//': '${dynatrace_api_token.T.token}' }, { t: 'x' }] } };
    expect(carried(harmful, content)).toBe('marked');
    expect(carried(harmless, content)).toBe('nothing');
    expect(carried('${local.l[0]["//"]}', content)).toBe('nothing');
  });

  test('by an ephemeral resource that was given it', () => {
    const content = { ephemeral: { vault: { E: { secret: '${dynatrace_api_token.T.token}', name: 'x' } } } };
    expect(carried('${ephemeral.vault.E.secret}', content)).toBe('marked');
    expect(carried('${ephemeral.vault.E.name}', content)).toBe('nothing');
  });

  test('by each.key, where a key of for_each holds it', () => {
    const resource = { ...TOKEN, vault: { V: { for_each: { '${dynatrace_api_token.T.token}': 'x' }, path: '${each.key}' } } };
    expect(flows(issuer({ resource }))).toEqual(['issuer vault.V for_each', 'issuer vault.V path']);
  });

  test('beside comments and what is empty', () => {
    const resource = { ...TOKEN, vault: { V: { '//': '${dynatrace_api_token.T.token}', 'n': null, 'one': 1, 'deep': { '//': '${dynatrace_api_token.T.token}', 'a': [null, '${dynatrace_api_token.T.token}'] } } } };
    expect(flows(issuer({ resource }))).toEqual(['issuer vault.V deep.a.1']);
  });

  test('in a local that has a key called for_each', () => {
    expect(flows(issuer({ locals: { l: { for_each: { a: '${dynatrace_api_token.T.token}' } } } }))).toEqual(['issuer local.l for_each']);
  });

  test('by self in a postcondition of a data source, and in a provisioner of each instance', () => {
    const content = {
      data: { render: { D: { vars: '${dynatrace_api_token.T.token}', lifecycle: { postcondition: [{ condition: '${self.vars != ""}', error_message: '${self.vars}' }] } } } },
      resource: { dynatrace_api_token: { T: { for_each: ['a'], name: '${each.key}', provisioner: [{ 'local-exec': { command: '${self.token}' } }] } } },
    };
    expect(flows(issuer(content))).toEqual([
      'issuer dynatrace_api_token.T provisioner.0.local-exec.command', 'issuer data.render.D vars', 'issuer data.render.D lifecycle.postcondition.0.error_message',
    ]);
  });

  test('by self, in a provisioner of the token', () => {
    const provisioner = [{ 'local-exec': { command: 'echo ${self.token} ${self.id}' } }];
    expect(flows(issuer({ resource: { dynatrace_api_token: { T: { name: 'T', provisioner } } } }))).toEqual(['issuer dynatrace_api_token.T provisioner.0.local-exec.command']);
  });

  test('by each.value, in what is made for each token, and not by each.key', () => {
    const resource = {
      dynatrace_api_token: { R: { for_each: '${local.gens}' } },
      vault: { V: { for_each: '${dynatrace_api_token.R}', path: '${each.key}', secret: '${each.value.token}', id: '${each.value.id}' } },
    };
    expect(flows(issuer({ resource }))).toEqual(['issuer vault.V secret']);
  });

  test('by the iterator of a dynamic block', () => {
    const dynamic = { header: { for_each: { a: '${dynatrace_api_token.T.token}' }, iterator: 'h', content: { name: '${h.key}', value: '${h.value}' } } };
    expect(flows(issuer({ resource: { ...TOKEN, hook: { H: { dynamic } } } }))).toEqual(['issuer hook.H dynamic.header.content.value']);
  });

  test('by the iterator of each of several dynamic blocks, which is called like the block unless it says so', () => {
    const dynamic = {
      header: [
        { for_each: ['${dynatrace_api_token.T.token}'], content: { value: '${header.value}', key: '${header.key}', other: '${h.value}' } },
        { for_each: ['x'], content: { value: '${header.value}' } },
      ],
    };
    expect(flows(issuer({ resource: { ...TOKEN, hook: { H: { dynamic } } } }))).toEqual(['issuer hook.H dynamic.header.content.value']);
  });

  test('through what a dynamic block makes, and only through that', () => {
    const dynamic = { header: { for_each: ['${dynatrace_api_token.T.token}'], content: { value: '${header.value}' } }, plain: { for_each: ['x'], content: { value: '${plain.value}' } } };
    const content = { resource: { ...TOKEN, hook: { H: { name: 'h', dynamic } } } };
    expect(carried('${hook.H.header[0].value}', content)).toBe('marked');
    expect(carried('${hook.H}', content)).toBe('marked');
    expect(carried('${hook.H.plain[0].value} ${hook.H.name} ${hook.H.missing}', content)).toBe('nothing');
  });

  const secret = '${dynatrace_api_token.T.token}';
  const made = (argument: string) => ({ for_each: ['x'], content: { [argument]: secret } });
  test.each<[string, object]>([
    ['in a list', { header: [{ written: secret }], dynamic: { header: made('made') } }],
    ['alone', { header: { written: secret }, dynamic: { header: made('made') } }],
    ['by two dynamic ones', { dynamic: [{ header: made('written') }, { header: made('made') }] }],
  ])('in blocks of one name that are written and made, %s, at any depth', (_, body) => {
    for (const [content, header] of [[{ H: body }, 'hook.H.header'], [{ H: { rule: body } }, 'hook.H.rule.header']] as const) {
      const world = { resource: { ...TOKEN, hook: content } };
      expect(['written', 'made', 'other'].map((argument) => carried(`\${${header}[0].${argument}}`, world))).toEqual(['marked', 'marked', 'nothing']);
    }
  });

  test('in a dynamic block of a block', () => {
    const rule = { dynamic: { header: { for_each: ['${dynatrace_api_token.T.token}'], content: { value: '${header.value}' } } } };
    const content = { resource: { ...TOKEN, hook: { H: { rule } } } };
    expect(carried('${hook.H.rule.header[0].value}', content)).toBe('marked');
    expect(flows(issuer(content))).toEqual(['issuer hook.H rule.dynamic.header.content.value']);
  });

  test('by each.value in a module and in an ephemeral resource', () => {
    const each = { for_each: '${{ a = dynatrace_api_token.T }}', secret: '${each.value.token}', id: '${each.value.id}' };
    expect(flows(issuer({ module: { M: each }, ephemeral: { vault: { E: each } } }))).toEqual(['issuer ephemeral.vault.E secret', 'issuer module.M secret']);
  });

  test('not by an iterator that is called like a type of tokens', () => {
    const dynamic = { header: { for_each: ['x', '${dynatrace_api_token.T.id}'], iterator: 'dynatrace_api_token', content: { value: '${dynatrace_api_token.value.token}' } }, empty: null };
    expect(flows(issuer({ resource: { ...TOKEN, hook: { H: { dynamic } } } }))).toEqual([]);
  });

  test('beside nested blocks that are empty', () => {
    const resource = { vault: { V: { secret: '${dynatrace_api_token.T.token}', dynamic: { header: null, footer: [null] } } } };
    expect(carried('${vault.V}', { resource })).toBe('marked');
    expect(carried('${vault.V.header} ${vault.V.footer[0].x}', { resource })).toBe('nothing');
  });

  test('not in what is empty', () => {
    expect(carried('${vault.Null.token} ${vault.Null} ${data.vault.Null[0].x} ${dynatrace_api_token.T.id}', { resource: { vault: { Null: null } }, data: { vault: { Null: null } } })).toBe('nothing');
  });

  test('not in a data source of a type of tokens: only the resource has a secret', () => {
    const content = { data: { dynatrace_api_token: { D: { name: 'x' } } } };
    expect(carried('${data.dynatrace_api_token.D.token} ${data.dynatrace_api_token.D}', content)).toBe('nothing');
  });

  test('as a key of for_each, which becomes an address, and its values only where they are used', () => {
    const resource = { ...TOKEN, vault: { V: { for_each: { a: '${dynatrace_api_token.T.token}' } }, W: { for_each: { '${dynatrace_api_token.T.token}': 1 } } } };
    expect(flows(issuer({ resource }))).toEqual(['issuer vault.W for_each']);
  });

  test('through chains of locals, resources and data sources', () => {
    expect(flows(issuer({
      locals: { a: { deep: '${dynatrace_api_token.T.token}' }, b: '${local.a.deep}' },
      resource: { ...TOKEN, vault: { V: { data: { token: '${local.b}' }, name: 'v' } } },
      data: { render: { D: { vars: '${vault.V.data}' } } },
      module: { m: { source: './m', input: '${data.render.D.vars.token}' } },
    }))).toEqual([
      'issuer vault.V data.token', 'issuer data.render.D vars', 'issuer module.m input', 'issuer local.a deep', 'issuer local.b',
    ]);
  });
});

describe('no secret is found', () => {
  test.each([
    ['in an address in a text', 'dynatrace_api_token.T.token'],
    ['in an escaped reference', '$${dynatrace_api_token.T.token}'],
    ['in a quoted address', '${"dynatrace_api_token.T.token"}'],
    ['in other attributes', '${dynatrace_api_token.T.id} ${dynatrace_api_token.T["owner"]}'],
    ['in another type whose name ends alike', '${my_dynatrace_api_token.T.token} ${data.dynatrace_api_token.T.token}'],
    ['in a variable of a for that is called alike', '${[for dynatrace_api_token in var.x : dynatrace_api_token.T.token]}'],
    ['in a digest', '${sha256(dynatrace_api_token.T.token)}'],
    ['in a number made of a digest', '${nonsensitive(parseint(substr(sha256(dynatrace_api_token.T.token), 0, 12), 16))}'],
    ['in a measure', '${length(dynatrace_api_token.T.token)}'],
    ['in a comparison', '${dynatrace_api_token.T.token != "" ? "set" : "empty"}'],
    ['in the keys', '${keys(dynatrace_api_token.T)}'],
    ['in a count of instances', '${length(dynatrace_api_token.T)}'],
    ['in a for of ids', '${[for t in [dynatrace_api_token.T] : t.id]}'],
    ['in a splat of ids', '${[dynatrace_api_token.T][*].id}'],
    ['in the other part of a map', '${{ secret = dynatrace_api_token.T.token, url = "x" }.url}'],
    ['in the other part of a merge', '${merge({ secret = dynatrace_api_token.T.token }, { url = "x" }).url}'],
    ['in the other element of a list', '${[dynatrace_api_token.T.token, "x"][1]}'],
    ['in a look-up of the other part', '${lookup({ secret = dynatrace_api_token.T.token }, "url", "")}'],
    ['in ids of a list of maps', '${concat([{ id = 1, secret = dynatrace_api_token.T.token }], [])[*].id}'],
    ['in a variable or a module', '${var.token} ${module.dynatrace_api_token.token}'],
    ['in the keys of a zipped map', '${keys(zipmap(["a"], [dynatrace_api_token.T.token]))}'],
    ['in the keys of a for', '${keys({ for k, t in { a = dynatrace_api_token.T } : k => t.token })}'],
    ['in a digest by its namespace', '${core::sha256(dynatrace_api_token.T.token)}'],
    ['in the other part of a map made one', '${tomap({ secret = dynatrace_api_token.T.token, url = "x" }).url}'],
    ['in the other part without what is ephemeral', '${ephemeralasnull({ secret = dynatrace_api_token.T.token, url = "x" }).url}'],
    ['in the other part of what is tried', '${try({ secret = dynatrace_api_token.T.token, url = "x" }, {}).url}'],
    ['in the other part of the first of several', '${coalesce({ secret = dynatrace_api_token.T.token, url = "x" }, {}).url}'],
    ['in the other element of the first list', '${coalescelist([dynatrace_api_token.T.token, "x"], [])[1]}'],
    ['in the other part of the only one', '${one([{ secret = dynatrace_api_token.T.token, url = "x" }]).url}'],
    ['in the other part of an element', '${element([{ secret = dynatrace_api_token.T.token, url = "x" }], 0).url}'],
    ['in the other part of an object in a flattened list', '${flatten([[[{ secret = dynatrace_api_token.T.token, url = "x" }]]])[0].url}'],
    ['in the other part of a flattened list', '${flatten([[{ secret = dynatrace_api_token.T.token, url = "x" }]])[0].url}'],
    ['in an attribute that begins or ends with a number', '${dynatrace_api_token.T["1a"]} ${dynatrace_api_token.T["a1"]}'],
    ['in a for of what has one', '${[for t in [dynatrace_api_token.T] : t][0].id}'],
    ['in a for over one that is listed by a splat', '${[for t in dynatrace_api_token.T[*] : t.id]}'],
    ['in a for of keys', '${[for k, t in { a = dynatrace_api_token.T } : k]}'],
    ['in a type on its own', '${dynatrace_api_token}'],
    ['in what a key picks', '${var.map[dynatrace_api_token.T.token]}'],
    ['in a map with an empty value', '${zipmap([])}'],
    ['in other attributes of a token that another document would have', '${harness_platform_token.Elsewhere.id}'],
    ['in a resource, data source or local that is not there', '${vault.Missing.token} ${data.vault.Missing.token} ${local.missing}'],
    ['in an argument of Terraform itself', '${dynatrace_api_token.T.lifecycle}'],
    ['in the other part of one list or another', '${(var.a ? concat([{ secret = dynatrace_api_token.T.token, id = 1 }]) : concat([{ secret = dynatrace_api_token.T.token }]))[*].id}'],
    ['under another number of a map', '${{ "1" = dynatrace_api_token.T.token, "2" = "x" }["2"]}'],
    ['under another number of a map of numbers and names', '${{ "1" = dynatrace_api_token.T.token, a = dynatrace_api_token.T.token }["2"]}'],
    ['under a name that begins or ends with a number', '${{ secret = dynatrace_api_token.T.token }["2fa"]} ${{ secret = dynatrace_api_token.T.token }.ip4}'],
  ])('%s', (_, expression) => {
    expect(carried(expression)).toBe('nothing');
  });

  test('in the harmless parts of a local map', () => {
    const locals = { m: { secret: '${dynatrace_api_token.T.token}', url: 'https://x', list: ['a'] } };
    expect(carried('${local.m.url} ${local.m["list"][0]}', { locals })).toBe('nothing');
    expect(carried('${local.m.secret}', { locals })).toBe('marked');
    expect(carried('${local.m[var.which]}', { locals })).toBe('marked');
    expect(carried('${local.m}', { locals })).toBe('marked');
  });

  test('in the harmless part of an attribute of an instance', () => {
    const resource = { vault: { V: { count: 2, config: { secret: '${dynatrace_api_token.T.token}', url: 'https://x' } } } };
    expect(carried('${local.config.url}', { resource, locals: { config: '${vault.V[0].config}' } })).toBe('nothing');
    expect(carried('${local.config.secret}', { resource, locals: { config: '${vault.V[0].config}' } })).toBe('marked');
  });

  test('in a resource to which only a provisioner or a connection was given it', () => {
    const given = { secret: '${dynatrace_api_token.T.token}' };
    const resource = { vault: { V: { provisioner: [{ 'local-exec': given }], connection: given, name: 'x' } } };
    expect(carried('${vault.V} ${vault.V.provisioner} ${vault.V.connection.secret}', { resource })).toBe('nothing');
  });

  test('in the ids of instances', () => {
    const content = { resource: { dynatrace_api_token: { R: { for_each: '${local.gens}' } } } };
    expect(carried('${values(dynatrace_api_token.R)[*].id} ${dynatrace_api_token.R["a"].id} ${{ for k, t in dynatrace_api_token.R : k => t.id }}', content)).toBe('nothing');
  });
});

describe('across states', () => {
  test.each([
    ['read as it is', '${data.terraform_remote_state.I.outputs.S}', 'unmarked'],
    ['read by brackets', '${data.terraform_remote_state.I.outputs["S"]}', 'unmarked'],
    ['read by brackets all along', '${data.terraform_remote_state.I["outputs"]["S"]}', 'unmarked'],
    ['read by an unknown name', '${data.terraform_remote_state.I.outputs[var.name]}', 'unmarked'],
    ['read as all outputs', '${data.terraform_remote_state.I.outputs}', 'unmarked'],
    ['read as the whole data source', '${data.terraform_remote_state.I}', 'unmarked'],
    ['read by values(...)', '${values(data.terraform_remote_state.I.outputs)}', 'unmarked'],
    ['in a text', 'Bearer ${data.terraform_remote_state.I.outputs.S}', 'unmarked'],
    ['marked again', '${sensitive(data.terraform_remote_state.I.outputs.S)}', 'marked'],
    ['marked again within a function', '${upper(sensitive(data.terraform_remote_state.I.outputs.S))}', 'marked'],
    ['marked again around a function', '${sensitive(upper(data.terraform_remote_state.I.outputs.S))}', 'marked'],
    ['marked again as a whole', '${sensitive(data.terraform_remote_state.I.outputs)["S"]}', 'marked'],
    ['marked again, all of them', '${sensitive(data.terraform_remote_state.I.outputs)}', 'marked'],
    ['marked again in a list', '${sensitive([data.terraform_remote_state.I.outputs.S])}', 'marked'],
    ['marked again in a map of one branch', '${(var.a ? sensitive({ a = data.terraform_remote_state.I.outputs.S }) : {}).a}', 'marked'],
    ['marked again under an unknown key of one branch', '${(var.a ? sensitive({ (var.k) = data.terraform_remote_state.I.outputs.S }) : {})[var.k]}', 'marked'],
    ['not marked in a map of one branch', '${(var.a ? { a = data.terraform_remote_state.I.outputs.S } : sensitive({}))["a"]}', 'unmarked'],
    ['marked in the other part', '${{ a = sensitive("x"), b = data.terraform_remote_state.I.outputs.S }.b}', 'unmarked'],
    ['marked twice', '${[sensitive(data.terraform_remote_state.I.outputs.S), sensitive(data.terraform_remote_state.I.outputs.S)]}', 'marked'],
    ['marked the first time only', '${[sensitive(data.terraform_remote_state.I.outputs.S), data.terraform_remote_state.I.outputs.S]}', 'unmarked'],
    ['marked the second time only', '${[data.terraform_remote_state.I.outputs.S, sensitive(data.terraform_remote_state.I.outputs.S)]}', 'unmarked'],
    ['under a marked key', '${{ (sensitive(var.k)) = data.terraform_remote_state.I.outputs.S }}', 'marked'],
    ['together with what is marked', '${sensitive("x")}${data.terraform_remote_state.I.outputs.S}', 'marked'],
    ['in a list beside what is marked', '${[sensitive("x"), data.terraform_remote_state.I.outputs.S]}', 'unmarked'],
    ['marked in one branch only', '${var.a ? sensitive(data.terraform_remote_state.I.outputs.S) : data.terraform_remote_state.I.outputs.S}', 'unmarked'],
    ['of a state that is not among these', '${data.terraform_remote_state.Foreign.outputs.S} ${data.terraform_remote_state.Foreign.outputs}', 'nothing'],
    ['of a state that says nothing of itself', '${data.terraform_remote_state.Null.outputs.S} ${data.terraform_remote_state.Bare.outputs}', 'nothing'],
    ['of what a remote state has besides outputs', '${data.terraform_remote_state.I.backend} ${data.terraform_remote_state.I.config.S}', 'nothing'],
    ['another output', '${data.terraform_remote_state.I.outputs.Other}', 'nothing'],
    ['a digest', '${sha256(data.terraform_remote_state.I.outputs.S)}', 'nothing'],
    ['whether it is there', '${can(data.terraform_remote_state.I.outputs.S)}', 'nothing'],
  ] as const)('a secret %s is %s: %s', (_, expression, expected) => {
    expect(carriedFarAway(expression)).toBe(expected);
  });

  test('the shape of an output stays', () => {
    const output = { url: 'https://x', token: '${dynatrace_api_token.T.token}' };
    expect(carriedFarAway('${data.terraform_remote_state.I.outputs.S.url}', output)).toBe('nothing');
    expect(carriedFarAway('${data.terraform_remote_state.I.outputs.S.token}', output)).toBe('unmarked');
  });

  test('an output that is empty, and what is no output, carry nothing', () => {
    const far = reader({ output: { O: { value: '${data.terraform_remote_state.I.outputs.Null}' }, P: { value: '${data.terraform_remote_state.I.config.S}' } } });
    expect(flows(issuer({ output: { Null: null, S: { value: '${dynatrace_api_token.T.token}' } } }), far)).toEqual(['issuer output.S value']);
  });

  test('an attribute that a secret was given to carries it', () => {
    const content = { resource: { ...TOKEN, vault: { V: { data: { token: '${dynatrace_api_token.T.token}' }, path: 'p' } } } };
    expect(carriedFarAway('${data.terraform_remote_state.I.outputs.S}', '${vault.V.data["token"]}', content)).toBe('unmarked');
    expect(carriedFarAway('${data.terraform_remote_state.I.outputs.S}', '${vault.V}', content)).toBe('unmarked');
    expect(carriedFarAway('${data.terraform_remote_state.I.outputs.S}', '${vault.V.path} ${vault.V.id}', content)).toBe('nothing');
  });

  test('a default of a remote state counts', () => {
    const document = issuer({
      data: { terraform_remote_state: { X: { backend: 'gcs', config: { bucket: 'foreign' }, defaults: { S: '${dynatrace_api_token.T.token}' } } } },
      output: { O: { value: '${data.terraform_remote_state.X.outputs.S}' } },
    });
    expect(flows(document)).toEqual(['issuer data.terraform_remote_state.X defaults.S', 'issuer output.O value !']);
  });

  describe('a remote state is told by its backend and settings', () => {
    const outcome = (backend: any, remote: any, directories: [string?, string?] = []) => new Reading([
      { name: 'a', directory: directories[0], content: { terraform: backend, resource: TOKEN, output: { S: { value: '${dynatrace_api_token.T.token}', sensitive: true } } } },
      { name: 'b', directory: directories[1], content: { data: { terraform_remote_state: { R: remote } }, output: { O: { value: '${data.terraform_remote_state.R.outputs.S}' } } } },
    ]).flows().filter(({ document }) => document === 'b').length > 0;

    test.each<[string, any, any]>([
      ['a path', { backend: { local: { path: '/x/a.tfstate' } } }, { backend: 'local', config: { path: '/x/a.tfstate', workspace: 'w' } }],
      ['a path of another spelling', { backend: { local: { path: '/x/a.tfstate' } } }, { backend: 'local', config: { path: '/y/../x/a.tfstate' } }],
      ['a path from folder to folder', { backend: { local: { path: 'a.tfstate' } } }, { backend: 'local', config: { path: '../a/a.tfstate' } }],
      ['no settings at all', {}, { backend: 'local', config: { path: '../a/terraform.tfstate' } }],
      ['settings that name the state', { backend: { s3: { bucket: 'b', key: 'k', encrypt: true, dynamodb_table: 't' } } }, { backend: 's3', config: { bucket: 'b', key: 'k', profile: 'p' } }],
      ['the cloud block', { cloud: { organization: 'o', workspaces: { name: 'w', project: 'p' } } }, { backend: 'remote', config: { organization: 'o', workspaces: { name: 'w' } } }],
      ['workspaces in a list', { backend: { remote: { hostname: 'app.terraform.io', organization: 'o', workspaces: [{ name: 'w' }] } } },
        { backend: 'remote', config: { organization: 'o', workspaces: { name: 'w' } } }],
      ['settings of a backend that nobody knows', { backend: { new: { a: 1, b: '2' } } }, { backend: 'new', config: { b: '2', a: 1 } }],
    ])('%s', (_, backend, remote) => {
      expect(outcome(backend, remote)).toBe(true);
    });

    test.each<[string, any, any]>([
      ['another key', { backend: { s3: { bucket: 'b', key: 'k' } } }, { backend: 's3', config: { bucket: 'b', key: 'other' } }],
      ['another type', { backend: { s3: { bucket: 'b', key: 'k' } } }, { backend: 'gcs', config: { bucket: 'b', key: 'k' } }],
      ['the same relative path in another folder', { backend: { local: { path: 'a.tfstate' } } }, { backend: 'local', config: { path: 'a.tfstate' } }],
      ['a path that is no text', { backend: { local: { path: '5' } } }, { backend: 'local', config: { path: 5 } }],
      ['another organization', { cloud: { organization: 'o', workspaces: { name: 'w' } } }, { backend: 'remote', config: { organization: 'x', workspaces: { name: 'w' } } }],
      ['another host', { cloud: { organization: 'o', workspaces: { name: 'w' } } }, { backend: 'remote', config: { hostname: 'h', organization: 'o', workspaces: { name: 'w' } } }],
    ])('and is foreign with %s', (_, backend, remote) => {
      expect(outcome(backend, remote)).toBe(false);
    });
  });

  const circle = (mine: string, theirs: string, value: any) => ({
    terraform: { backend: { s3: { bucket: 'b', key: mine } } },
    data: { terraform_remote_state: { R: { backend: 's3', config: { bucket: 'b', key: theirs } } } },
    output: { Name: { value: '${data.terraform_remote_state.R.outputs.Name}' }, Whole: { value }, Plain: { value: '${data.terraform_remote_state.R.outputs.Whole}' } },
  });

  test('two states that re-export an output of one name are read to an end', () => {
    expect(flows({ name: 'a', content: circle('a', 'b', 'x') }, { name: 'b', content: circle('b', 'a', 'y') })).toEqual([]);
  });

  test('a secret that enters a circle of states is found all around it', () => {
    const a = circle('a', 'b', 'x');
    a.output.Name.value = '${coalesce(data.terraform_remote_state.R.outputs.Name, dynatrace_api_token.T.token)}';
    const b = circle('b', 'c', 'x');
    const c = circle('c', 'a', 'x');
    const documents = [{ name: 'a', content: { ...a, resource: TOKEN } }, { name: 'b', content: b }, { name: 'c', content: c }];
    for (const order of [[0, 1, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]) {
      expect(flows(...order.map((index) => documents[index])).sort()).toEqual(['a output.Name value !', 'b output.Name value !', 'c output.Name value !']);
    }
  });
});

test('a nested block may be read by number, whether or not it is written in a list', () => {
  const block = { token: '${dynatrace_api_token.T.token}', name: 'x' };
  for (const written of [block, [block]]) {
    const content = { resource: { ...TOKEN, vault: { V: { block: written } } } };
    expect(carried('${vault.V.block[0].token}', content)).toBe('marked');
    expect(carried('${vault.V.block[0].name}', content)).toBe('nothing');
    expect(carried('${vault.V.block[*].token}', content)).toBe('marked');
    expect(carried('${vault.V.block[*].name}', content)).toBe('nothing');
    expect(carried('${vault.V.block[10].token}', content)).toBe(written === block ? 'marked' : 'nothing');
  }
  expect(carried('${[["x"], dynatrace_api_token.T.token][0]}')).toBe('nothing');
});

test.each([
  ['a map of unknown keys', '{ (var.k) = dynatrace_api_token.T }', 'marked'],
  ['a map of known and unknown keys', '{ (var.k) = dynatrace_api_token.T, b = dynatrace_api_token.T }', 'marked'],
  ['a list that may be another', 'coalescelist([dynatrace_api_token.T], [])', 'nothing'],
] as const)('a splat over %s has a secret under any name that may hold it', (_, collection, id) => {
  expect(carried(`\${${collection}[*].token}`)).toBe('marked');
  expect(carried(`\${${collection}[*].id}`)).toBe(id);
});

test.each([
  ['a list of known elements or an object', 'try([dynatrace_api_token.T], { b = dynatrace_api_token.T })[*].token'],
  ['a list or an object', 'try([dynatrace_api_token.T], { b = { c = dynatrace_api_token.T.token } })[*].b.c'],
  ['one of two maps of unknown keys', '(var.a ? { (var.k) = { x = dynatrace_api_token.T.token } } : { (var.j) = { x = dynatrace_api_token.T.token } })[*].foo.x'],
])('a splat over what is perhaps no list goes over its parts and over itself: %s', (_, expression) => {
  expect(carried(`\${${expression}}`)).toBe('marked');
});

test('a secret that enters a circle of two circles is found in both', () => {
  const state = (key: string) => ({ R: { backend: 's3', config: { bucket: 'b', key } } });
  const a = {
    terraform: { backend: { s3: { bucket: 'b', key: 'a' } } },
    data: { terraform_remote_state: state('b') },
    resource: TOKEN,
    output: { A: { value: '${coalesce(data.terraform_remote_state.R.outputs.X, dynatrace_api_token.T.token)}' }, Y: { value: '${data.terraform_remote_state.R.outputs.X}' } },
  };
  const b = {
    terraform: { backend: { s3: { bucket: 'b', key: 'b' } } },
    data: { terraform_remote_state: state('a') },
    output: {
      First: { value: '${data.terraform_remote_state.R.outputs.A}' },
      X: { value: '${coalesce(data.terraform_remote_state.R.outputs.A, data.terraform_remote_state.R.outputs.Y)}' },
    },
  };
  const all = ['a output.A value !', 'a output.Y value !', 'b output.First value !', 'b output.X value !'];
  const documents = [{ name: 'a', content: a }, { name: 'b', content: b }];
  expect(flows(...documents).sort()).toEqual(all);
  expect(flows(...documents.reverse()).sort()).toEqual(all);
});

test('what repeats its input without the mark loses it', () => {
  const resource = { ...TOKEN, terraform_data: { D: { input: { token: '${dynatrace_api_token.T.token}' }, triggers_replace: '${dynatrace_api_token.T.token}' } } };
  expect(carried('${terraform_data.D.output.token}', { resource })).toBe('unmarked');
  expect(carried('${terraform_data.D.triggers_replace}', { resource })).toBe('marked');
  expect(carried('${terraform_data.D.id}', { resource })).toBe('nothing');
});

test('each nonsensitive(...) around a secret is told once, with its place, and no other', () => {
  const reading = new Reading([issuer({
    locals: { a: '${nonsensitive(dynatrace_api_token.T.token)}', b: '${upper(local.a)}', c: '${nonsensitive(sha256(dynatrace_api_token.T.token))}' },
    resource: { ...TOKEN, vault: { V: { list: ['x', 'y ${nonsensitive(upper(dynatrace_api_token.T.token))}'], id: '${nonsensitive(dynatrace_api_token.T.id)}' } } },
    output: { O: { value: '${local.a} ${vault.V.list[1]}', sensitive: true } },
  })]);
  expect(reading.unmarkings().map(({ block, place, token }) => [block.address, place, token.address])).toEqual([
    ['vault.V', 'list.1', 'dynatrace_api_token.T'],
    ['local.a', '', 'dynatrace_api_token.T'],
  ]);
});

test('a nonsensitive(...) that only decides or picks is told, too', () => {
  const unmarked = 'nonsensitive(dynatrace_api_token.T.token)';
  const reading = new Reading([issuer({
    resource: { ...TOKEN, hook: { H: { dynamic: { header: { for_each: [`\${${unmarked}}`], content: { value: '${header.value}' } } } } } },
    locals: { a: `\${[for x in var.l : x if x == ${unmarked}]}`, b: `\${var.m[${unmarked}]}`, c: `\${${unmarked} == "" ? 1 : 2}`, d: `\${[for x in [1] : x if true][${unmarked}]}` },
  })]);
  expect(reading.unmarkings().map(({ block }) => block.address)).toEqual(['hook.H', 'local.a', 'local.b', 'local.c', 'local.d']);
  expect(reading.unmarkings()[0].place).toBe('dynamic.header.for_each');
});

test('what is mentioned again and again is read once', () => {
  const locals: Record<string, string> = { l0: '${dynatrace_api_token.T.token}' };
  for (let index = 1; index < 64; index++) {
    locals[`l${index}`] = `\${local.l${index - 1}} \${local.l${index - 1}}`;
  }
  expect(carried('${local.l63}', { locals })).toBe('marked');
});

test('tokens are told with address, attributes, construct and system', () => {
  const { content } = issuer();
  content.resource.dynatrace_api_token.T['//'] = { metadata: { path: 'Issuer/T/Resource' } };
  const others = { data: { dynatrace_api_token: { D: {} } }, resource: { vault: { V: {} }, harness_platform_token: { H: { identifier: 'h', for_each: ['a'] } } } };
  const reading = new Reading([{ name: 'issuer', content }, reader(others)]);
  const told = reading.tokens().map(({ document, address, system, block }) =>
    [document, address, system.system, Object.values(block!.body)[0], block!.path]);
  expect(told).toEqual([
    ['issuer', 'dynatrace_api_token.T', 'Dynatrace', 'T', 'Issuer/T/Resource'],
    ['reader', 'harness_platform_token.H', 'Harness', 'h', undefined],
  ]);
});

test('where a secret goes is told for each token, in other states too', () => {
  const reading = new Reading([
    issuer({ resource: { ...TOKEN, harness_platform_token: { H: {} }, vault: { V: { a: '${harness_platform_token.H.value}' } } }, output: { S: { value: '${dynatrace_api_token.T.token}' } } }),
    reader({ provider: { p: [{ token: '${sensitive(data.terraform_remote_state.I.outputs.S)}' }] } }),
  ]);
  const [dynatrace, harness] = reading.tokens();
  const told = (token: typeof dynatrace) => reading.flowsOf(token).map(({ document, block, place }) => [document, block.kind, block.address, place]);
  expect(told(dynatrace)).toEqual([['issuer', 'output', 'output.S', 'value'], ['reader', 'provider', 'provider.p[0]', 'token']]);
  expect(told(harness)).toEqual([['issuer', 'resource', 'vault.V', 'a']]);
});

test('references are told, within a document and to outputs of others', () => {
  const reading = new Reading([
    issuer({ output: { S: { value: '${dynatrace_api_token.T.token}' } } }),
    reader({
      locals: { l: '${var.v} ${[for x in local.list : x.y]} ${each.key} ${path.module} ${terraform.workspace}' },
      resource: {
        a: {
          A: {
            one: '${data.terraform_remote_state.I.outputs.S}',
            two: ['${b.B["k"].c.d} ${b.B[*].e}', '${data.d.D.f} ${module.m.o}'],
            three: '${b.B}',
            four: '${data.terraform_remote_state.I.outputs} ${data.terraform_remote_state.I.config.S} ${data.terraform_remote_state.Foreign.outputs.S}',
            five: '${data.terraform_remote_state.I.outputs["S"]}',
            provisioner: { 'local-exec': { command: '${self.one}' } },
          },
        },
      },
    }),
  ]);
  const [first, second] = reading.documents;
  expect(reading.referencesOf(first).map(({ block, place, to, attribute }) => [block.address, place, to, attribute])).toEqual([
    ['output.S', 'value', 'dynatrace_api_token.T', 'token'],
  ]);
  const told = reading.referencesOf(second).map(({ block, place, to, toDocument, attribute }) => [block.address, place, to, toDocument, attribute]);
  expect(told).toEqual([
    ['a.A', 'one', 'output.S', 'issuer', undefined],
    ['a.A', 'two.0', 'b.B', 'reader', 'c'],
    ['a.A', 'two.0', 'b.B', 'reader', 'e'],
    ['a.A', 'two.1', 'data.d.D', 'reader', 'f'],
    ['a.A', 'two.1', 'module.m', 'reader', 'o'],
    ['a.A', 'three', 'b.B', 'reader', undefined],
    ['a.A', 'four', 'data.terraform_remote_state.I', 'reader', 'outputs'],
    ['a.A', 'four', 'data.terraform_remote_state.I', 'reader', 'config'],
    ['a.A', 'four', 'output.S', undefined, undefined],
    ['a.A', 'five', 'output.S', 'issuer', undefined],
    ['a.A', 'provisioner.local-exec.command', 'a.A', 'reader', 'one'],
    ['local.l', '', 'var.v', 'reader', undefined],
    ['local.l', '', 'local.list', 'reader', undefined],
  ]);
});

test('lists of blocks are read as single blocks are', () => {
  const content = {
    resource: [{ dynatrace_api_token: [{ T: [{ name: 'T' }] }] }],
    locals: [{ a: '${dynatrace_api_token.T.token}' }, { b: 1 }],
    output: [{ O: [{ value: '${local.a}' }] }],
  };
  expect(flows({ name: 'x', content })).toEqual(['x output.O value', 'x local.a']);
});

test('a document is found by its name', () => {
  const reading = new Reading([issuer(), reader({})]);
  expect([reading.document('reader')?.name, reading.document('other')]).toEqual(['reader', undefined]);
});

test('references in a for, in a key and of data sources are told with their attribute, unless a key that is not known picks it', () => {
  const reading = new Reading([{
    name: 'd',
    content: {
      locals: {
        'a': '${{ for k, v in a.A.list : b.B[k].c => v.x if d.D.e }}',
        'b': { '${f.F.g}': 1 },
        'c': '${ephemeral.h.H.i} ${data.j.J[0].k} ${l.L[local.m].n} ${o.O[*]}',
        'd': '${self.x}${data.only}',
        'f': '${[for k, v in a.A.list : k.y]} ${[for v in a.A.list : v.y]} ${data.terraform_remote_state.I.outputs} ${data.terraform_remote_state.I.outputs.S}',
        'g': { '//': '${comment.C.y}', 'n': null, '${k.K.a}': 1 },
        'e': '${f(p.P.a) + q.Q.b} ${{ a = r.R.c }} ${var.x ? s.S.d : [t.T.e]}',
        'h': '${u.U.f @@} ${[v.V][0].x}',
        'i': '${[v.V][0].x} ${x[0].y} ${(w.W).x}',
        '//': '${comment.C.x}',
      },
    },
  }]);
  expect(reading.referencesOf(reading.documents[0]).map(({ block, place, to, attribute }) => [block.address, place, to, attribute])).toEqual([
    ['local.a', '', 'a.A', 'list'],
    ['local.a', '', 'b.B', undefined],
    ['local.a', '', 'd.D', 'e'],
    ['local.b', '', 'f.F', 'g'],
    ['local.c', '', 'ephemeral.h.H', 'i'],
    ['local.c', '', 'data.j.J', 'k'],
    ['local.c', '', 'l.L', undefined],
    ['local.c', '', 'local.m', undefined],
    ['local.c', '', 'o.O', undefined],
    ['local.d', '', 'local.d', 'x'],
    ['local.d', '', 'data.only', undefined],
    ['local.f', '', 'a.A', 'list'],
    ['local.f', '', 'a.A', 'list'],
    ['local.f', '', 'data.terraform_remote_state.I', 'outputs'],
    ['local.f', '', 'data.terraform_remote_state.I', 'outputs'],
    ['local.g', '', 'k.K', 'a'],
    ['local.e', '', 'p.P', 'a'],
    ['local.e', '', 'q.Q', 'b'],
    ['local.e', '', 'r.R', 'c'],
    ['local.e', '', 'var.x', undefined],
    ['local.e', '', 's.S', 'd'],
    ['local.e', '', 't.T', 'e'],
    ['local.h', '', 'u.U', 'f'],
    ['local.h', '', 'v.V', undefined],
    ['local.i', '', 'v.V', undefined],
    ['local.i', '', 'w.W', undefined],
  ]);
});

test('settings of a state are equal in whatever order, and however often they are wrapped', () => {
  const state = (config: unknown) => flows(
    { name: 'a', content: { terraform: { backend: { new: { b: { y: 1, x: [2, 3] }, a: null, c: ['z'], d: [null] } } }, resource: TOKEN, output: { S: { value: '${dynatrace_api_token.T.token}' } } } },
    { name: 'b', content: { data: { terraform_remote_state: { R: { backend: 'new', config } } }, output: { O: { value: '${data.terraform_remote_state.R.outputs.S}' } } } },
  ).filter((flow) => flow.startsWith('b '));
  expect(state({ a: null, b: { 'x': [2, 3], 'y': 1, '//': 'comment', 'unset': null, 'missing': undefined }, c: 'z', d: null })).toEqual(['b output.O value !']);
  expect(state([{ 'c': 'z', 'b': [{ x: [2, 3], y: 1 }], 'a': undefined, 'd': [null], '//': 'comment' }])).toEqual(['b output.O value !']);
  expect(state({ a: null, b: { x: [3, 2], y: 1 }, c: 'z', d: null })).toEqual([]);
  expect(state({ a: null, b: { x: [2, 3], y: 1 }, c: ['z', 'z'], d: null })).toEqual([]);
  expect(state(undefined)).toEqual([]);
});

test.each([
  ['either of two', '${var.a ? sensitive("x") : sensitive("y")}'],
  ['a part', '${jsonencode({ a = sensitive("x") })}'],
  ['an element', '${jsonencode([for k in var.list : sensitive(k)])}'],
  ['what was decoded', '${jsondecode(sensitive("[]")).a}'],
])('what Terraform marks passes its mark over to a text: %s', (_, marked) => {
  const unmarked = '${jsondecode(jsonencode({ a = nonsensitive(dynatrace_api_token.T.token) })).a}';
  expect(carried(`${marked}${unmarked}`)).toBe('marked');
  expect(carried(`x${unmarked}`)).toBe('unmarked');
});

test('a part of a map that is known is not any other part', () => {
  expect(carried('${{ a = nonsensitive(dynatrace_api_token.T.token), (var.k) = dynatrace_api_token.T.token }["0"]}')).toBe('marked');
});
