import { readFileSync } from 'node:fs';
import * as cdktf from 'cdktf';
import { dynatrace, Expiration } from '../../src';
import { lateBoundStrings, newStack, only, synth, warnings } from '../util/stacks';

const { ApiToken, ApiTokenScope, ApiTokenScopes } = dynatrace;

function withToken(props: Partial<dynatrace.ApiTokenProps>, now?: string): cdktf.TerraformStack {
  const stack = newStack({ now });
  new ApiToken(stack, 'Ingest', { scopes: [ApiTokenScope.METRICS_INGEST], ...props });
  return stack;
}

describe('ApiToken', () => {
  test('is enabled unless told otherwise, and always says so', () => {
    expect(only(synth(withToken({})), 'dynatrace_api_token')).toMatchObject({ name: 'Ingest', enabled: true, scopes: ['metrics.ingest'] });
    expect(only(synth(withToken({ enabled: false })), 'dynatrace_api_token').enabled).toBe(false);
  });

  test('renders its end in the one form that does not drift', () => {
    expect(only(synth(withToken({ expiresAt: Expiration.at('2027-03-31T02:00:00+02:00') })), 'dynatrace_api_token').expiration_date)
      .toBe('2027-03-31T00:00:00.000Z');
  });

  test('holds end and kind for replacement, and is created before the old one goes', () => {
    const document = synth(withToken({ expiresAt: Expiration.at('2027-03-31T00:00:00Z'), personalAccessToken: true, scopes: [ApiTokenScope.METRICS_READ] }));
    expect(only(document, 'terraform_data')).toEqual({
      triggers_replace: { expiration_date: '2027-03-31T00:00:00.000Z', personal_access_token: true },
    });
    expect(only(document, 'dynatrace_api_token')).toMatchObject({
      personal_access_token: true,
      lifecycle: { create_before_destroy: true, replace_triggered_by: [expect.stringMatching(/^terraform_data\.Ingest_ReplaceOnChange_\w+\.id$/)] },
    });
  });

  test('renders its scopes in one order, whatever order they are given in', () => {
    const { LOGS_INGEST, METRICS_INGEST, EVENTS_INGEST } = ApiTokenScope;
    for (const scopes of [[LOGS_INGEST, METRICS_INGEST, EVENTS_INGEST], [EVENTS_INGEST, LOGS_INGEST, METRICS_INGEST]]) {
      expect(only(synth(withToken({ scopes })), 'dynatrace_api_token').scopes).toEqual(['events.ingest', 'logs.ingest', 'metrics.ingest']);
    }
  });

  test.each<[Partial<dynatrace.ApiTokenProps>, string]>([
    [{ scopes: [] }, "scopes must not be empty, got '[]': give the least that the token needs [Stack/Ingest]"],
    [{ name: ' ' }, "name must not be empty, got ' ' [Stack/Ingest]"],
    [{ personalAccessToken: true }, "scopes must be ones that a personal access token can have, got 'metrics.ingest': "
      + 'leave it out, or use a token that is not personal [Stack/Ingest]'],
  ])('refuses %j', (props, message) => {
    expect(() => withToken(props)).toThrow(message);
  });

  test('takes a scope that is given twice once, so that presets can be extended', () => {
    const scopes = [...dynatrace.ApiTokenScopes.dataIngest(), ApiTokenScope.METRICS_INGEST, ApiTokenScope.of('metrics.ingest')];
    expect(only(synth(withToken({ scopes })), 'dynatrace_api_token').scopes).toEqual(['logs.ingest', 'metrics.ingest', 'openTelemetryTrace.ingest']);
  });

  test('warns of a scope it does not know, and names the nearest', () => {
    expect(warnings(withToken({ scopes: [ApiTokenScope.of('metric.read')] }))).toEqual([
      "scope 'metric.read' is not known to this library; did you mean 'metrics.read'? If Dynatrace has it, the token gets it",
    ]);
  });

  test('an end in the past is a warning', () => {
    const stack = withToken({ expiresAt: Expiration.at('2026-10-31T00:00:00Z') }, '2026-11-01T00:00:00Z');
    expect(warnings(stack)).toEqual([expect.stringContaining('expiresAt is in the past')]);
  });

  test('passes values that only Terraform knows through every check', () => {
    const stack = newStack();
    for (const [guise, value] of Object.entries(lateBoundStrings(stack))) {
      new ApiToken(stack, guise, {
        name: value,
        expiresAt: Expiration.at(value),
        scopes: [ApiTokenScope.of(value), ApiTokenScope.SLO_READ],
        personalAccessToken: true,
      });
    }
    expect(Object.keys(synth(stack).resource.dynatrace_api_token)).toHaveLength(5);
    expect(warnings(stack)).toEqual([]);
  });

  test('takes a provider of its own', () => {
    const stack = newStack();
    const provider = new dynatrace.DynatraceProvider(stack, 'Other', { alias: 'other' });
    new ApiToken(stack, 'Ingest', { scopes: ApiTokenScopes.dataIngest(), provider });
    expect(only(synth(stack), 'dynatrace_api_token').provider).toBe('dynatrace.other');
  });

  test('has the L1 resource as its default child, and an override on it reaches the JSON', () => {
    const stack = newStack();
    const token = new ApiToken(stack, 'Ingest', { scopes: ApiTokenScopes.dataIngest() });
    (token.node.defaultChild as cdktf.TerraformResource).addOverride('lifecycle.prevent_destroy', true);
    expect(only(synth(stack), 'dynatrace_api_token').lifecycle).toMatchObject({ prevent_destroy: true, create_before_destroy: true });
  });

  test('tells what Dynatrace says of it by references', () => {
    const stack = newStack();
    const token = new ApiToken(stack, 'Ingest', { scopes: ApiTokenScopes.dataIngest() });
    new cdktf.TerraformOutput(stack, 'Facts', {
      value: [token.tokenId, token.tokenName, token.enabled, token.expirationDate, token.owner, token.creationDate, token.modifiedDate,
        token.lastUsedDate, token.lastUsedIpAddress],
    });
    expect(synth(stack).output.Facts.value).toEqual(
      ['id', 'name', 'enabled', 'expiration_date', 'owner', 'creation_date', 'modified_date', 'last_used_date', 'last_used_ip_address']
        .map((attribute) => `\${dynatrace_api_token.Ingest_4069586C.${attribute}}`));
  });

  test('is looked up by name without a secret, and Terraform fails where there is none', () => {
    const stack = newStack();
    const found = ApiToken.fromName(stack, 'Old', { name: 'old token' });
    new cdktf.TerraformOutput(stack, 'Id', { value: found.tokenId });
    const document = synth(stack);
    const [[name, source]] = Object.entries<any>(document.data.dynatrace_api_token);
    expect(source).toEqual({
      name: 'old token',
      lifecycle: {
        postcondition: [{
          condition: '${self.id != null && self.id != ""}',
          error_message: 'There is no Dynatrace access token of the name looked up by Stack/Old.',
        }],
      },
    });
    expect(document.output.Id.value).toBe(`\${data.dynatrace_api_token.${name}.id}`);
    expect(found).not.toHaveProperty('value');
  });

  test('is looked up by a provider of its own', () => {
    const stack = newStack();
    const provider = new dynatrace.DynatraceProvider(stack, 'Other', { alias: 'other' });
    ApiToken.fromName(stack, 'Old', { name: 'old token', provider });
    expect(only({ resource: synth(stack).data }, 'dynatrace_api_token').provider).toBe('dynatrace.other');
  });
});

describe('ApiTokenScope', () => {
  const data: any[] = JSON.parse(readFileSync('schemas/dynatrace-api-token-scopes.json', 'utf8'));

  test('has a static for each scope of the data, with its title, group and kind of token', () => {
    expect(data).toHaveLength(91);
    const known = ApiTokenScope.all().map(({ id, title, group, allowedForPersonalTokens: personal }) => ({ id, title, group, personal }));
    expect(known).toEqual(data);
    for (const scope of ApiTokenScope.all()) {
      expect(Object.values(ApiTokenScope)).toContain(scope);
      expect(ApiTokenScope.of(scope.id)).toBe(scope);
    }
  });

  test('takes one it does not know as it is', () => {
    expect(ApiTokenScope.of('new.scope')).toMatchObject({ id: 'new.scope', group: dynatrace.ApiTokenScopeGroup.OTHER, allowedForPersonalTokens: true });
  });

  test('equals the same scope, whatever object stands for it', () => {
    expect(ApiTokenScope.of('just.released').isEqualTo(ApiTokenScope.of('just.released'))).toBe(true);
    expect(ApiTokenScope.METRICS_READ.isEqualTo(ApiTokenScope.of('metrics.read'))).toBe(true);
    expect(ApiTokenScope.METRICS_READ.isEqualTo(ApiTokenScope.METRICS_INGEST)).toBe(false);
  });

  test.each([
    ['storage:logs:read', 'an id with colons is a scope of a platform token'],
    ['', 'takes an id that is not empty and has no white space'],
    ['metrics read', 'takes an id that is not empty and has no white space'],
  ])('refuses %j', (id, message) => {
    expect(() => ApiTokenScope.of(id)).toThrow(message);
  });

  test.each([
    ['dataIngest', ['logs.ingest', 'metrics.ingest', 'openTelemetryTrace.ingest']],
    ['kubernetesOperator', ['activeGateTokenManagement.create', 'DataExport', 'InstallerDownload']],
    ['readOnlyObservability', ['entities.read', 'events.read', 'logs.read', 'metrics.read', 'problems.read', 'slo.read']],
    ['tokenManagement', ['apiTokens.read', 'apiTokens.write']],
  ] as const)('the preset %s is just what the job needs', (preset, ids) => {
    expect(ApiTokenScopes[preset]().map(({ id }) => id)).toEqual(ids);
  });
});
