/** Apps of any size with tokens in all conditions: documents, states and what the services hold. Every secret in them is marked. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In every secret of an estate, and nowhere else. */
export const MARK = 'MARKED';

export const ESTATE_NOW = '2026-11-24T09:00:00.000Z';

const DAY = 86_400_000;
const NOW = Date.parse(ESTATE_NOW);
const ACCOUNT = 'SandboxAccount00000000';

export interface EstateOptions {
  readonly stacks: number;
  readonly tokensPerStack: number;
  /** Whether to write what the services hold. @default true */
  readonly services?: boolean;
}

export interface Estate {
  readonly folder: string;
  /** What the app was synthesized to. */
  readonly app: string;
  readonly stacks: readonly string[];
  readonly stateFileOf: (stack: string) => string;
  /** A command that prints the state of the folder it runs in. */
  readonly terraform: string;
  /** A state file of the sandbox. */
  readonly services: string;
  readonly tokens: number;
}

const TEAMS = ['checkout', 'payments', 'search', 'catalog', 'identity', 'shipping', 'fraud', 'mobile', 'data-platform', 'observability'];
const STAGES = ['prod', 'staging', 'dev'];
const HARNESS_NAMES = ['Deploy', 'Release', 'Nightly', 'Rollback', 'Terraform'];
const DYNATRACE_NAMES = ['metrics ingest', 'log ingest', 'OTel collector', 'dashboards', 'synthetic', 'SLO export'];
const SCOPES = [['metrics.ingest'], ['logs.ingest', 'openTelemetryTrace.ingest'], ['metrics.ingest', 'logs.ingest', 'events.ingest'], ['entities.read', 'metrics.read'], ['slo.read']];

/** A rotation as the library writes it. */
const ROTATION = 'AccessTokensRotation_20261101_30d_7d_90d';
const STARTED = Date.parse('2026-11-01T00:00:00Z');
const PERIOD = 30 * DAY;
const GENERATIONS = '${{for start in [for index in [local.AccessTokensLatest, local.AccessTokensLatest - 1] : 1793491200 + index * 2592000 if index >= 0] : '
  + 'formatdate("YYYYMMDD", timeadd("1970-01-01T00:00:00Z", "${start}s")) => { end = formatdate("YYYY-MM-DD\'T\'hh:mm:ss\'.000Z\'", timeadd("1970-01-01T00:00:00Z", '
  + '"${start + 7776000}s")), end_milliseconds = 1000 * (start + 7776000) } if local.AccessTokensSeconds < start + 3196800}}';

const iso = (millis: number): string => new Date(millis).toISOString();
const hex = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length);
const harnessSecret = (seed: string): string => `sat.${ACCOUNT}.${hex(seed, 24)}.${MARK}${hex(seed, 14)}`;
const dynatraceId = (seed: string): string => `dt0c01.${hex(seed, 24).toUpperCase()}`;
const dynatraceSecret = (seed: string): string => `${dynatraceId(seed)}.${MARK}${hex(`${seed}x`, 58).toUpperCase()}`;

/** Deterministic: the same options make the same files. */
export function writeEstate(folder: string, { stacks: count, tokensPerStack, services = true }: EstateOptions): Estate {
  const app = join(folder, 'cdktf.out');
  const states = join(folder, 'states');
  mkdirSync(states, { recursive: true });
  const live: any = { format: 'cdktf-access-tokens sandbox state', version: 1, clock: { standingAt: NOW, offset: 0 }, serviceAccounts: [], apiKeys: [], tokens: [], roleAssignments: [], secrets: [], apiTokens: [] };
  const names: string[] = [];
  let total = 0;
  for (let s = 0; s < count; s++) {
    const team = TEAMS[s % TEAMS.length];
    const round = Math.floor(s / (TEAMS.length * STAGES.length));
    const stack = `${team}-${STAGES[Math.floor(s / TEAMS.length) % STAGES.length]}${round === 0 ? '' : `-${round + 1}`}`;
    names.push(stack);
    const org = 'delivery';
    const project = stack.replaceAll('-', '_');
    const at = { account_id: ACCOUNT, org_id: org, project_id: project };
    const place = { org, project };
    const times = { createdAt: NOW - 200 * DAY, lastModifiedAt: NOW - 200 * DAY };
    const types = ['harness_platform_service_account', 'harness_platform_apikey', 'harness_platform_token', 'dynatrace_api_token', 'kubernetes_secret'];
    const resource: any = Object.fromEntries(types.map((type) => [type, {}]));
    const output: any = {};
    const held: any[] = [];
    const hold = (type: string, name: string, values: object, sensitive: object, dependsOn: string[] = [], index?: string) => held.push({
      address: `${type}.${name}${index === undefined ? '' : `["${index}"]`}`, index, mode: 'managed', type, name, provider_name: `registry.terraform.io/x/${type.split('_')[0]}`, schema_version: 0, values, sensitive_values: sensitive, depends_on: dependsOn,
    });
    for (let t = 0; t < tokensPerStack; t++) {
      total++;
      const seed = `${stack} ${t}`;
      const roll = parseInt(hex(seed, 4), 16) % 100;
      if (t % 2 === 0) {
        const chain = Math.floor(t / 8);
        const bot = `${team.replaceAll('-', '_')}_bot${chain === 0 ? '' : `_${chain + 1}`}`;
        const [account, key] = [`Bot${chain}`, `Bot${chain}_Deploy`];
        if (t % 8 === 0) {
          const values = { ...at, identifier: bot, name: bot, email: `${bot}@service.harness.io` };
          resource.harness_platform_service_account[account] = { ...values, '//': { metadata: { path: `${stack}/${account}/Resource` } } };
          hold('harness_platform_service_account', account, { ...values, id: bot }, {});
          resource.harness_platform_apikey[key] = {
            account_id: `\${harness_platform_service_account.${account}.account_id}`,
            org_id: `\${harness_platform_service_account.${account}.org_id}`,
            project_id: `\${harness_platform_service_account.${account}.project_id}`,
            parent_id: `\${harness_platform_service_account.${account}.id}`,
            apikey_type: 'SERVICE_ACCOUNT',
            identifier: 'Deploy',
            name: 'Deploy',
            default_time_to_expire_token: 30 * DAY,
          };
          hold('harness_platform_apikey', key, { ...at, identifier: 'Deploy', name: 'Deploy', parent_id: bot, apikey_type: 'SERVICE_ACCOUNT', id: 'Deploy' }, {}, [`harness_platform_service_account.${account}`]);
          live.serviceAccounts.push({ ...place, ...times, identifier: bot, name: bot, email: values.email, description: null, tags: {} });
          live.apiKeys.push({ ...place, ...times, identifier: 'Deploy', name: 'Deploy', description: null, tags: {}, apiKeyType: 'SERVICE_ACCOUNT', parentIdentifier: bot, defaultTimeToExpireToken: 30 * DAY });
        }
        const identifier = `${HARNESS_NAMES[(t / 2) % HARNESS_NAMES.length]}_${t}`;
        const name = `${key}_${identifier}`;
        const validTo = NOW + (roll < 3 ? -3 * DAY : roll < 9 ? 9 * DAY : (30 + roll * 4) * DAY);
        resource.harness_platform_token[name] = {
          'account_id': `\${harness_platform_apikey.${key}.account_id}`,
          'org_id': `\${harness_platform_apikey.${key}.org_id}`,
          'project_id': `\${harness_platform_apikey.${key}.project_id}`,
          'parent_id': `\${harness_platform_apikey.${key}.parent_id}`,
          'apikey_id': `\${harness_platform_apikey.${key}.id}`,
          'apikey_type': 'SERVICE_ACCOUNT',
          identifier,
          'name': identifier,
          'valid_to': validTo,
          'tags': [`team:${team}`],
          '//': { metadata: { path: `${stack}/${name.replaceAll('_', '/')}/Resource` } },
        };
        hold('harness_platform_token', name, {
          ...at,
          identifier,
          name: identifier,
          parent_id: bot,
          apikey_id: 'Deploy',
          apikey_type: 'SERVICE_ACCOUNT',
          valid_from: NOW - 90 * DAY,
          valid_to: validTo,
          id: identifier,
          value: roll === 20 ? null : harnessSecret(seed),
          tags: [`team:${team}`],
          encoded_password: null,
          description: null,
        }, { value: true, tags: [false] }, [`harness_platform_apikey.${key}`, `harness_platform_service_account.${account}`]);
        if (roll !== 30) {
          live.tokens.push({
            ...place,
            ...times,
            createdAt: NOW - 90 * DAY,
            identifier,
            name: identifier,
            description: null,
            tags: { team },
            apiKeyType: 'SERVICE_ACCOUNT',
            parentIdentifier: bot,
            apiKeyIdentifier: 'Deploy',
            validFrom: NOW - 90 * DAY,
            validTo,
            scheduledExpireTime: null,
            secretHash: hex(`${seed}hash`, 64),
          });
        }
        const secret = `${name}_Secret`;
        resource.kubernetes_secret[secret] = { metadata: { name: secret.toLowerCase() }, data: { token: `\${harness_platform_token.${name}.value}` } };
        hold('kubernetes_secret', secret, { id: `default/${secret}`, data: { token: harnessSecret(seed) } }, { data: { token: true } }, [`harness_platform_token.${name}`]);
        if (t % 8 === 0) {
          output[`Token${t}`] = { value: `\${harness_platform_token.${name}.value}`, sensitive: true };
        }
      } else {
        const label = DYNATRACE_NAMES[((t - 1) / 2) % DYNATRACE_NAMES.length];
        const name = `Ingest${t}`;
        const id = dynatraceId(seed);
        const scopes = SCOPES[t % SCOPES.length];
        const rotates = s % 3 === 2 && t % 8 === 5;
        const later = roll < 15 ? -2 : roll < 20 ? 5 : 20 + roll * 3;
        const end = rotates ? STARTED + 3 * PERIOD : roll < 12 ? undefined : NOW + later * DAY;
        const attributes = { name: `${team} ${label} ${t}`, scopes, enabled: roll !== 50, ...end === undefined ? {} : { expiration_date: iso(end) } };
        resource.dynatrace_api_token[name] = {
          ...attributes, ...rotates && { for_each: `\${local.${ROTATION}}`, name: `${attributes.name} \${each.key}`, expiration_date: '${each.value.end}' }, '//': { metadata: { path: `${stack}/${name}/Resource` } },
        };
        attributes.name += rotates ? ' 20261101' : '';
        hold('dynatrace_api_token', name, {
          ...attributes, id, token: dynatraceSecret(seed), personal_access_token: false, owner: 'platform@example.com', creation_date: iso(NOW - 150 * DAY),
        }, { token: true, scopes: scopes.map(() => false) }, [], rotates ? '20261101' : undefined);
        if (roll !== 31) {
          live.apiTokens.push({
            id,
            name: attributes.name,
            enabled: attributes.enabled,
            personalAccessToken: false,
            owner: 'platform@example.com',
            scopes,
            creationDate: NOW - 150 * DAY,
            modifiedDate: null,
            lastUsedDate: roll % 9 === 0 ? NOW - 120 * DAY : NOW - roll * 3_600_000,
            lastUsedIpAddress: null,
            expirationDate: end ?? null,
            secretHash: hex(`${seed}hash`, 64),
          });
        }
        resource.kubernetes_secret[`${name}_Secret`] = { metadata: { name: name.toLowerCase() }, data: { token: `\${dynatrace_api_token.${name}${rotates ? '["20261101"]' : ''}.token}` } };
        hold('kubernetes_secret', `${name}_Secret`, { id: `default/${name}`, data: { token: dynatraceSecret(seed) } }, { data: { token: true } }, [`dynatrace_api_token.${name}`]);
      }
    }
    // Nobody's.
    if (s % 7 === 3) {
      live.apiTokens.push({
        id: dynatraceId(`hand ${s}`),
        name: `${team} test (by hand)`,
        enabled: true,
        personalAccessToken: false,
        owner: 'jane@example.com',
        scopes: ['metrics.read'],
        creationDate: NOW - 300 * DAY,
        modifiedDate: null,
        lastUsedDate: null,
        lastUsedIpAddress: null,
        expirationDate: null,
        secretHash: hex(`hand ${s}`, 64),
      });
    }
    const directory = join(app, 'stacks', stack);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify({
      '//': { metadata: { backend: 'local', stackName: stack, version: '0.21.0' } },
      'terraform': { backend: { local: { path: `${stack}.tfstate` } }, required_providers: {} },
      'provider': { harness: [{ platform_api_key: `pat.${ACCOUNT}.${hex(stack, 24)}.${MARK}${hex(stack, 14)}` }], dynatrace: [{}] },
      'locals': { [ROTATION]: GENERATIONS },
      resource,
      output,
    }));
    writeFileSync(join(states, `${stack}.json`), JSON.stringify({
      format_version: '1.0',
      terraform_version: '1.11.4',
      values: {
        outputs: Object.fromEntries(Object.keys(output).map((name) => [name, { sensitive: true, type: 'string', value: harnessSecret(name) }])),
        root_module: { resources: held },
      },
    }));
  }
  writeFileSync(join(app, 'manifest.json'), JSON.stringify({
    version: '0.21.0',
    stacks: Object.fromEntries(names.map((name) => [name, {
      name, constructPath: name, workingDirectory: `stacks/${name}`, synthesizedStackPath: `stacks/${name}/cdk.tf.json`, annotations: [], dependencies: [],
    }])),
  }));
  const terraform = join(folder, 'fake-terraform');
  writeFileSync(terraform, `#!/bin/sh\nexec cat "${states}/$(basename "$PWD").json"\n`);
  chmodSync(terraform, 0o755);
  const servicesFile = join(folder, 'services.json');
  if (services) {
    writeFileSync(servicesFile, JSON.stringify(live));
  }
  return { folder, app, stacks: names, stateFileOf: (stack) => join(states, `${stack}.json`), terraform, services: servicesFile, tokens: total };
}
