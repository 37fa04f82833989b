/** Careless and careful code as it is ordinarily written, each in an app of its own: what leaks is refused, what does not passes. */
import { join } from 'node:path';
import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { dynatrace, Duration, Expiration, harness, l1, RotationSchedule } from '../../src';
import { newApp } from '../util/stacks';

const { Fn } = cdktf;
const RawToken = l1.dynatrace.apiToken.ApiToken;

interface World {
  readonly app: cdktf.App;
  /** Holds the token, keeps its state in S3. */
  readonly issuer: cdktf.TerraformStack;
  /** Another stack of the app. */
  readonly consumer: cdktf.TerraformStack;
  readonly token: dynatrace.ApiToken;
  /** The generated binding below it. */
  readonly raw: l1.dynatrace.apiToken.ApiToken;
}

/** A stack below any construct, with a state in S3. */
function stackIn(scope: Construct, id: string): cdktf.TerraformStack {
  const stack = new cdktf.TerraformStack(scope, id);
  new cdktf.S3Backend(stack, { bucket: 'states', key: id, region: 'eu-central-1', encrypt: true });
  new dynatrace.DynatraceProvider(stack, 'Dynatrace');
  return stack;
}

function world(): World {
  const app = newApp();
  const issuer = stackIn(app, 'Issuer');
  const consumer = stackIn(app, 'Consumer');
  const token = new dynatrace.ApiToken(issuer, 'T', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
  return { app, issuer, consumer, token, raw: token.node.defaultChild as l1.dynatrace.apiToken.ApiToken };
}

/** The issuer's state, read by hand in the consumer. */
function handWritten({ consumer }: World, key = 'Issuer'): cdktf.DataTerraformRemoteStateS3 {
  return new cdktf.DataTerraformRemoteStateS3(consumer, 'Hand', { bucket: 'states', key, region: 'eu-central-1' });
}

function resource(stack: Construct, attributes: Record<string, unknown>, type = 'vault_thing', id = 'Thing'): cdktf.TerraformResource {
  const made = new cdktf.TerraformResource(stack, id, { terraformResourceType: type });
  Object.entries(attributes).forEach(([name, value]) => made.addOverride(name, value));
  return made;
}

function rotating(stack: Construct): dynatrace.RotatingApiToken {
  const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
  return new dynatrace.RotatingApiToken(stack, 'Rotating', { scopes: dynatrace.ApiTokenScopes.dataIngest(), schedule });
}

function output(stack: Construct, value: unknown, sensitive?: boolean): void {
  new cdktf.TerraformOutput(stack, 'Out', { value, sensitive });
}

const lost = /would show the secret of Issuer\/T \(dynatrace_api_token\.T_\w+\) in plans.+wrap it in sensitive/;
const plain = /output 'Out' must be sensitive, since it carries the secret of Issuer\/T/;
const taken = /\w takes the mark off the secret of Issuer\/T.+remove nonsensitive/;

const LEAKS: [string, RegExp, (world: World) => void][] = [
  ['1: a generated binding\'s attribute in another stack', lost, ({ consumer, raw }) => resource(consumer, { secret: raw.token })],
  ['1: the same in a text', lost, ({ consumer, raw }) => resource(consumer, { header: `Api-Token ${raw.token}` })],
  ['1: the same through jsonencode', lost, ({ consumer, raw }) => resource(consumer, { body: Fn.jsonencode({ token: raw.token }) })],
  ['1: the same through templatefile', lost, ({ consumer, raw }) => resource(consumer, { body: Fn.templatefile('x.tpl', { token: raw.token }) })],
  ['1: an argument called value, as that of an output is', lost, ({ consumer, raw }) => resource(consumer, { value: raw.token })],
  ['1: a local of another stack', lost, ({ issuer, consumer, token }) =>
    resource(consumer, { secret: new cdktf.TerraformLocal(issuer, 'held', token.value).asString })],
  ['1: a map of locals of another stack', lost, ({ issuer, consumer, token }) =>
    resource(consumer, { all: new cdktf.TerraformLocal(issuer, 'held', { a: { b: token.value } }).expression })],
  ['1: a local of its own that holds what another stack gave', lost, ({ consumer, raw }) =>
    resource(consumer, { secret: new cdktf.TerraformLocal(consumer, 'near', raw.token).asString })],
  ['1: the whole resource in another stack', lost, ({ consumer, raw }) => resource(consumer, { all: raw.fqn })],
  ['1: a provisioner', lost, ({ consumer, raw }) => {
    new cdktf.TerraformResource(consumer, 'Thing', {
      terraformResourceType: 'vault_thing', provisioners: [{ type: 'local-exec', command: `curl -H "Authorization: Api-Token ${raw.token}" x` }],
    });
  }],
  ['1: a connection', lost, ({ consumer, raw }) => {
    new cdktf.TerraformResource(consumer, 'Thing', { terraformResourceType: 'vault_thing', connection: { type: 'ssh', host: 'h', password: raw.token } });
  }],
  ['1: a provisioner that reads self', lost, ({ consumer, raw }) => {
    const made = resource(consumer, { secret: Fn.sensitive(raw.token), label: raw.token });
    made.addOverride('provisioner', [{ 'local-exec': { command: 'echo ${self.label}' } }]);
  }],
  ['1: a data source', lost, ({ consumer, raw }) => {
    new cdktf.TerraformDataSource(consumer, 'Data', { terraformResourceType: 'http' }).addOverride('request_headers', { Authorization: `Api-Token ${raw.token}` });
  }],
  ['1: a module', lost, ({ consumer, raw }) => {
    new cdktf.TerraformHclModule(consumer, 'Module', { source: 'acme/m/x', variables: { token: raw.token } });
  }],
  ['1: a provider', lost, ({ consumer, raw }) => {
    new dynatrace.DynatraceProvider(consumer, 'Second', { alias: 'second', dtApiToken: raw.token });
  }],
  ['1: an output\'s condition', lost, ({ consumer, raw }) => {
    const out = new cdktf.TerraformOutput(consumer, 'Out', { value: 'x' });
    out.addOverride('precondition', { condition: '${true}', error_message: `bad: ${raw.token}` });
  }],
  ['1: an iterator over what another stack gave', lost, ({ issuer, consumer, token }) => {
    const held = new cdktf.TerraformLocal(issuer, 'held', { a: token.value });
    const iterator = cdktf.TerraformIterator.fromMap(held.asAnyMap);
    new cdktf.TerraformResource(consumer, 'Thing', { terraformResourceType: 'vault_thing', forEach: iterator }).addOverride('secret', iterator.value);
  }],
  ['1: keys of for_each', lost, ({ consumer, raw }) => {
    new cdktf.TerraformResource(consumer, 'Thing', { terraformResourceType: 'vault_thing', forEach: cdktf.TerraformIterator.fromList([raw.token]) });
  }],
  ['1: a stack below a construct', lost, ({ app, raw }) => resource(stackIn(new Construct(app, 'Below'), 'Deep'), { secret: raw.token })],
  ['1: stacks below stages', /would show the secret of Stage\/Tokens\/Raw \(dynatrace_api_token\.Raw\) in plans/, ({ app }) => {
    const raw = new RawToken(stackIn(new Construct(app, 'Stage'), 'Tokens'), 'Raw', { name: 'T', scopes: ['metrics.ingest'] });
    resource(stackIn(new Construct(app, 'Prod'), 'Reads'), { secret: raw.token });
  }],
  ['1: a remote state written by hand', lost, (w) => {
    w.token.exportValue('CiToken');
    resource(w.consumer, { secret: handWritten(w).getString('CiToken') });
  }],
  ['1: a remote state written by hand, as a text', lost, (w) => {
    w.token.exportValue('CiToken');
    handWritten(w).overrideLogicalId('issuer');
    resource(w.consumer, { secret: 'x ${ data . terraform_remote_state . issuer ["outputs"] ["CiToken"] }' });
  }],
  ['1: a remote state written by hand, of a file that is named in full', /would show the secret of Files\/T/, ({ app, consumer }) => {
    const files = new cdktf.TerraformStack(app, 'Files');
    new cdktf.LocalBackend(files, { path: 'own.tfstate' });
    new dynatrace.DynatraceProvider(files, 'Dynatrace');
    new dynatrace.ApiToken(files, 'T', { scopes: dynatrace.ApiTokenScopes.dataIngest() }).exportValue('CiToken');
    const state = new cdktf.DataTerraformRemoteStateLocal(consumer, 'File', { path: join(app.outdir, 'stacks', 'Files', 'own.tfstate') });
    resource(consumer, { secret: state.getString('CiToken') });
  }],
  ['1: a splat over a remote state that is one', lost, (w) => {
    w.token.exportValue('CiToken');
    handWritten(w).overrideLogicalId('issuer');
    resource(w.consumer, { secret: '${one(data.terraform_remote_state.issuer[*].outputs.CiToken)}' });
  }],
  ['1: all outputs of a remote state', lost, (w) => {
    w.token.exportValue('CiToken');
    handWritten(w).overrideLogicalId('issuer');
    resource(w.consumer, { all: '${values(data.terraform_remote_state.issuer.outputs)}' });
  }],
  ['1: a remote state handed on by a second stack', lost, (w) => {
    w.token.exportValue('CiToken');
    new cdktf.TerraformOutput(w.consumer, 'Again', { value: handWritten(w).getString('CiToken'), sensitive: true, staticId: true });
    const third = stackIn(w.app, 'Third');
    resource(third, { secret: new cdktf.DataTerraformRemoteStateS3(third, 'Hand', { bucket: 'states', key: 'Consumer' }).getString('Again') });
  }],
  ['1: what only a raw override of the stack holds', lost, ({ consumer, issuer, token }) => {
    token.exportValue('CiToken');
    expect(issuer).toBeDefined();
    consumer.addOverride('data.terraform_remote_state.raw', { backend: 's3', config: { bucket: 'states', key: 'Issuer' } });
    consumer.addOverride('resource.vault_thing.raw', { secret: '${data.terraform_remote_state.raw.outputs.CiToken}' });
  }],
  ['2: nonsensitive in its own stack', taken, ({ issuer, token }) => resource(issuer, { secret: Fn.nonsensitive(token.value) })],
  ['2: nonsensitive in an output that is sensitive', taken, ({ issuer, token }) => output(issuer, Fn.nonsensitive(token.value), true)],
  ['2: nonsensitive around a function', taken, ({ issuer, token }) => resource(issuer, { secret: Fn.nonsensitive(Fn.base64encode(token.value)) })],
  ['2: nonsensitive around a map', taken, ({ issuer, token }) =>
    new cdktf.TerraformLocal(issuer, 'm', Fn.nonsensitive(new cdktf.TerraformLocal(issuer, 'held', { a: token.value }).expression))],
  ['2: nonsensitive in a local, which is told alone of all places that the secret goes to', new RegExp(
    /^local\.m takes the mark off the secret of Issuer\/T \(dynatrace_api_token\.T_\w+\): /.source
      + /remove nonsensitive\(\.\.\.\), or hand on a digest, as in nonsensitive\(sha256\(\.\.\.\)\) \[Issuer\]$/.source,
  ), ({ issuer, token }) => {
    const local = new cdktf.TerraformLocal(issuer, 'm', Fn.nonsensitive(token.value));
    local.overrideLogicalId('m');
    resource(issuer, { secret: local.asString });
  }],
  ['2: nonsensitive in another stack', taken, ({ consumer, token }) => resource(consumer, { secret: Fn.nonsensitive(token.value) })],
  ['2: nonsensitive of a part of the secret', taken, ({ issuer, token }) => output(issuer, Fn.nonsensitive(Fn.substr(token.value, 0, 40)))],
  ['2: nonsensitive in a provisioner', taken, ({ issuer, raw }) => {
    raw.addOverride('provisioner', [{ 'local-exec': { command: 'echo ${nonsensitive(self.token)}' } }]);
    expect(issuer).toBeDefined();
  }],
  ['3: terraform_data.input', /must not be given the secret of Issuer\/T.+use triggers_replace/, ({ issuer, token }) =>
    resource(issuer, { input: token.value }, 'terraform_data')],
  ['3: cdktf\'s DataResource', /must not be given the secret of Issuer\/T.+use triggers_replace/, ({ issuer, token }) =>
    new cdktf.TerraformResource(issuer, 'D', { terraformResourceType: 'terraform_data' }).addOverride('input', { a: [Fn.sensitive(token.value)] })],
  ['4: an attribute of a resource that it was given to', lost, ({ issuer, consumer, token }) =>
    resource(consumer, { copy: resource(issuer, { secret: token.value }).getStringAttribute('secret') })],
  ['4: a nested block of a resource that it was given to', lost, ({ issuer, consumer, token }) =>
    resource(consumer, { copy: cdktf.Token.asString(cdktf.propertyAccess(resource(issuer, { data: { token: token.value } }), ['data', 'token'])) })],
  ['4: the whole resource that it was given to', lost, ({ issuer, consumer, token }) => resource(consumer, { copy: resource(issuer, { secret: token.value }).fqn })],
  ['4: a local that was made of it', lost, ({ issuer, consumer, token }) => {
    const held = new cdktf.TerraformLocal(issuer, 'held', Fn.upper(resource(issuer, { secret: token.value }).getStringAttribute('secret')));
    resource(consumer, { copy: held.asString });
  }],
  ['5: an output', plain, ({ issuer, token }) => output(issuer, token.value)],
  ['5: an output that says it is not sensitive', plain, ({ issuer, token }) => output(issuer, token.value, false)],
  ['5: an output of jsonencode', plain, ({ issuer, token }) => output(issuer, Fn.jsonencode({ a: [token.value] }))],
  ['5: an output of a raw string', plain, ({ issuer, raw }) => output(issuer, `\${ dynatrace_api_token.${raw.friendlyUniqueId} ["token"] }`)],
  ['5: an output of a splat', plain, ({ issuer, raw }) => output(issuer, `\${dynatrace_api_token.${raw.friendlyUniqueId}.*.token}`)],
  ['5: an output of a for', plain, ({ issuer, raw }) => output(issuer, `\${{ for t in [dynatrace_api_token.${raw.friendlyUniqueId}] : t.name => t }}`)],
  ['5: an output over lines and comments', plain, ({ issuer, raw }) => output(issuer, `\${ /* a */ dynatrace_api_token . # b\n ${raw.friendlyUniqueId}\n.token }`)],
  ['5: an output of a local in the issuing stack', plain, ({ issuer, token }) => output(issuer, new cdktf.TerraformLocal(issuer, 'held', token.value).asString)],
  ['5: an output of the secret among locals of one name in two stacks', plain, ({ issuer, consumer, token }) => {
    new cdktf.TerraformLocal(consumer, 'same', 'harmless').overrideLogicalId('same');
    new cdktf.TerraformLocal(issuer, 'same', token.value).overrideLogicalId('same');
    output(issuer, '${local.same}');
  }],
  ['5: an output of a local that is in a circle', plain, ({ issuer, token }) => {
    issuer.addOverride('locals', { a: '${local.b} x', b: `\${local.a} ${token.value}` });
    output(issuer, '${local.a}');
  }],
  ['5: an output of a token of a stack below the stack', /carries the secret of Issuer\/Inner\/T/, ({ issuer }) => {
    const inner = stackIn(issuer, 'Inner');
    output(inner, new dynatrace.ApiToken(inner, 'T', { scopes: dynatrace.ApiTokenScopes.dataIngest() }).value);
  }],
  ['5: an output of a token that only a raw override of the stack holds', /carries the secret of Issuer \(dynatrace_api_token\.raw\)/, ({ issuer }) => {
    issuer.addOverride('resource.dynatrace_api_token.raw', { name: 'x', scopes: ['metrics.read'] });
    output(issuer, '${dynatrace_api_token.raw.token}');
  }],
  ['5: an output of a token below a construct that is called like a resource', /carries the secret of Issuer\/Resources\/T \(/, ({ issuer }) =>
    output(issuer, new dynatrace.ApiToken(new Construct(issuer, 'Resources'), 'T', { scopes: dynatrace.ApiTokenScopes.dataIngest() }).value)],
  ['5: an output of another stack', plain, ({ consumer, token }) => output(consumer, token.value)],
  ['5: an output of a binding with forEach', /carries the secret of Issuer\/Each/, ({ issuer }) => {
    const each = new RawToken(issuer, 'Each', { name: 'T', scopes: ['x'], forEach: cdktf.TerraformIterator.fromList(['a', 'b']) });
    output(issuer, each.token);
  }],
  ['5: an output of a rotating token', /carries the secret of Issuer\/Rotating \(dynatrace_api_token\.Rotating_/, ({ issuer }) =>
    output(issuer, `x ${rotating(issuer).value}`)],
  ['5: an output of a rotating token\'s previous secret', /carries the secret of Issuer\/Rotating/, ({ issuer }) =>
    output(issuer, rotating(issuer).previousValue)],
  ['5: an output of the generations of a rotating token', /carries the secret of Issuer\/Rotating/, ({ issuer }) => {
    const { terraformResourceType, friendlyUniqueId } = rotating(issuer).node.defaultChild as cdktf.TerraformResource;
    output(issuer, `\${{ for key, token in ${terraformResourceType}.${friendlyUniqueId} : key => token.token }}`);
  }],
  ['1: a local that holds a rotating token\'s secret, in another stack', /would show the secret of Issuer\/Rotating/, ({ issuer, consumer }) =>
    resource(consumer, { secret: new cdktf.TerraformLocal(issuer, 'held', rotating(issuer).value).asString })],
  ['5: an output of what stands in another\'s attribute', plain, ({ issuer, token }) =>
    output(issuer, resource(issuer, { name: `x-${token.value}` }).getStringAttribute('name'))],
];

const HARMLESS: [string, (world: World) => void][] = [
  ['value in another stack', ({ consumer, token }) => resource(consumer, { secret: token.value, header: `Api-Token ${token.value}`, body: Fn.jsonencode({ a: token.value }) })],
  ['a binding\'s attribute with its mark put back', ({ consumer, raw }) => resource(consumer, { secret: Fn.sensitive(raw.token) })],
  ['a local with the mark put back where it is used', ({ consumer, raw }) =>
    resource(consumer, { secret: Fn.sensitive(new cdktf.TerraformLocal(consumer, 'near', raw.token).asString) })],
  ['a rotating token, here and in another stack', ({ issuer, consumer }) => {
    const token = rotating(issuer);
    output(issuer, [token.nextRotation, token.valueVersion]);
    resource(issuer, { secret: token.value, previous: token.previousValue });
    resource(consumer, { secret: token.value, version: token.valueVersion });
    token.exportValue('Rotated');
  }],
  ['the version of a value, in any stack', ({ issuer, consumer, token }) => {
    output(issuer, token.valueVersion);
    output(consumer, token.valueVersion);
  }],
  ['ids, names, owners', ({ issuer, consumer, token, raw }) => {
    output(issuer, [token.tokenId, token.owner, raw.name]);
    output(consumer, `${token.tokenId} ${raw.id}`);
  }],
  ['an element of what holds no secret, by index and by each.key', ({ issuer, raw }) => {
    const address = `dynatrace_api_token.${raw.friendlyUniqueId}`;
    const each = new RawToken(issuer, 'Each', { name: 'T', scopes: ['x'], forEach: cdktf.TerraformIterator.fromList(['a', 'b']) });
    new cdktf.TerraformResource(issuer, 'Thing', { terraformResourceType: 'vault_thing', forEach: cdktf.TerraformIterator.fromResources(each) })
      .addOverride('name', '${each.key}');
    output(issuer, [`\${[${address}.id, ${address}.token][0]}`, `\${tolist(${address}.scopes)[0]}`, '${[for key, token in dynatrace_api_token.Each : key][0]}',
      '${values(vault_thing.Thing)[*].name}']);
  }],
  ['splats before an id', ({ issuer, raw }) => {
    const address = `dynatrace_api_token.${raw.friendlyUniqueId}`;
    output(issuer, [`\${${address}[*].id}`, `\${${address}.*.id}`, `\${${address}[*].id[0]}`, `\${one(${address}[*]).id}`]);
  }],
  ['ids of stacks that stand below stacks', ({ issuer }) => {
    const inner = stackIn(issuer, 'Inner');
    const token = new dynatrace.ApiToken(inner, 'T', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
    resource(inner, { secret: token.value });
    output(issuer, token.tokenId);
  }],
  ['locals of one name in two stacks, of which one holds the secret', ({ issuer, consumer, token }) => {
    new cdktf.TerraformLocal(issuer, 'same', token.value).overrideLogicalId('same');
    new cdktf.TerraformLocal(consumer, 'same', 'harmless').overrideLogicalId('same');
    output(consumer, '${local.same}');
  }],
  ['locals in a circle, which Terraform will refuse', ({ issuer, token }) => {
    issuer.addOverride('locals', { a: '${local.b}', b: '${local.a}', self: '${local.self}', secret: token.value });
    output(issuer, '${local.a} ${local.self}');
  }],
  ['a count and a digest', ({ issuer, consumer, token }) => {
    output(issuer, [Fn.lengthOf(token.value), Fn.nonsensitive(Fn.sha256(token.value)), Fn.sha256(token.value)]);
    output(consumer, Fn.md5(token.value));
  }],
  ['a number made of a digest', ({ issuer, token }) =>
    output(issuer, Fn.nonsensitive(Fn.parseint(Fn.substr(Fn.sha256(token.value), 0, 12), 16)))],
  ['whether it is set', ({ issuer, token }) => output(issuer, Fn.nonsensitive(cdktf.conditional(cdktf.Op.neq(token.value, ''), 'set', 'empty')))],
  ['the other part of a local map', ({ issuer, consumer, token }) => {
    const map = new cdktf.TerraformLocal(issuer, 'map', { secret: token.value, url: 'https://x' });
    output(issuer, cdktf.propertyAccess(map.expression, ['url']));
    resource(consumer, { url: cdktf.Token.asString(cdktf.propertyAccess(map.expression, ['url'])) });
  }],
  ['an argument called input of any other resource', ({ issuer, token }) => resource(issuer, { input: token.value })],
  ['an output that says in a text that it is sensitive', ({ issuer, token }) => {
    new cdktf.TerraformOutput(issuer, 'Out', { value: token.value }).addOverride('sensitive', 'true');
  }],
  ['triggers_replace', ({ issuer, token }) => resource(issuer, { triggers_replace: token.value }, 'terraform_data')],
  ['in its own stack: resource, provisioner, module, provider, data source', ({ issuer, token }) => {
    new cdktf.TerraformResource(issuer, 'P', { terraformResourceType: 'vault_thing', provisioners: [{ type: 'local-exec', command: `x ${token.value}` }] });
    new cdktf.TerraformHclModule(issuer, 'M', { source: 'acme/m/x', variables: { token: token.value } });
    new dynatrace.DynatraceProvider(issuer, 'Second', { alias: 'second', dtApiToken: token.value });
    resource(issuer, { secret: token.value });
  }],
  ['a sensitive output of what another stack gave', ({ consumer, raw }) => output(consumer, raw.token, true)],
  ['a sensitive output by hand', (w) => {
    w.token.exportValue('CiToken');
    output(w.consumer, handWritten(w).getString('CiToken'), true);
  }],
  ['a foreign state with an output of the same name', (w) => {
    w.token.exportValue('CiToken');
    resource(w.consumer, { secret: handWritten(w, 'somebody-elses').getString('CiToken') });
    output(w.consumer, new cdktf.DataTerraformRemoteStateGcs(w.consumer, 'Gcs', { bucket: 'states', prefix: 'Issuer' }).getString('CiToken'));
  }],
  ['another output of the same state', (w) => {
    w.token.exportValue('CiToken');
    new cdktf.TerraformOutput(w.issuer, 'Url', { value: 'https://x', staticId: true });
    output(w.consumer, handWritten(w).getString('Url'));
  }],
  ['two stacks that re-export an output of one name', (w) => {
    for (const [stack, other] of [[w.issuer, 'Consumer'], [w.consumer, 'Issuer']] as const) {
      const state = new cdktf.DataTerraformRemoteStateS3(stack, 'Other', { bucket: 'states', key: other });
      new cdktf.TerraformOutput(stack, 'Name', { value: state.getString('Name'), staticId: true });
    }
  }],
  ['an address in a text', ({ issuer, raw }) => {
    output(issuer, `see dynatrace_api_token.${raw.friendlyUniqueId}.token`);
    resource(issuer, { note: Fn.rawString(`\${nonsensitive(dynatrace_api_token.${raw.friendlyUniqueId}.token)}`) });
  }],
  ['a variable and a module called like a token', ({ issuer }) => {
    const variable = new cdktf.TerraformVariable(issuer, 'dynatrace_api_token', { type: 'string' });
    output(issuer, `${variable.stringValue} \${module.dynatrace_api_token.token}`);
  }],
  ['a data source of a token', ({ issuer }) => output(issuer, dynatrace.ApiToken.fromName(issuer, 'Found', { name: 'x' }).tokenId)],
  ['depends_on and replace_triggered_by', ({ issuer, raw }) => {
    new cdktf.TerraformResource(issuer, 'D', { terraformResourceType: 'vault_thing', dependsOn: [raw], lifecycle: { replaceTriggeredBy: [raw.fqn] } });
  }],
  ['an iterator over instances of a binding', ({ issuer }) => {
    const iterator = cdktf.TerraformIterator.fromMap({ a: { name: 'A' } });
    const each = new RawToken(issuer, 'Each', { name: 'x', scopes: ['x'], forEach: iterator });
    const over = cdktf.TerraformIterator.fromResources(each);
    new cdktf.TerraformResource(issuer, 'Thing', { terraformResourceType: 'vault_thing', forEach: over }).addOverride('secret', over.getString('token'));
    output(issuer, '${values(dynatrace_api_token.Each)[*].id}');
  }],
  ['an expiry check', ({ issuer }) => {
    new dynatrace.ApiToken(issuer, 'Warns', {
      scopes: dynatrace.ApiTokenScopes.dataIngest(), expiresAt: Expiration.at('2027-03-31T00:00:00Z'), warnBeforeExpiry: Duration.days(3),
    });
  }],
  ['a chain of Harness in another stack', ({ app, consumer }) => {
    const tokens = new cdktf.TerraformStack(app, 'Harness');
    new harness.HarnessProvider(tokens, 'Harness');
    new harness.HarnessProvider(consumer, 'Harness');
    const bot = new harness.ServiceAccount(tokens, 'Bot', { harnessScope: harness.HarnessScope.account('acct') });
    const key = new harness.ApiKey(consumer, 'Key', { owner: bot });
    resource(consumer, { secret: key.addToken('T').value });
  }],
];

test.each(LEAKS)('refused: %s', (_, message, build) => {
  const made = world();
  build(made);
  expect(() => made.app.synth()).toThrow(message);
  // Nothing stays behind: a second synth finds the same.
  expect(() => made.app.synth()).toThrow(message);
});

test.each(HARMLESS)('passed: %s', (_, build) => {
  const made = world();
  build(made);
  made.app.synth();
});
