/**
 * Builds and synthesizes N tokens, half of them of each system, under a policy of ten rules or under none, in a process of its
 * own. Prints one JSON line: milliseconds, in all and of the processor.
 * Usage: node policies.js with|without N, once run.ts has compiled it
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
// The library by its own name, as users load it.
/* eslint-disable import/no-extraneous-dependencies */
import { Duration, dynatrace, Expiration, harness, TokenPolicy, type TokenRule, TokenRules } from 'cdktf-access-tokens';

const END = Expiration.at('2027-03-31T00:00:00Z');

function tenRules(scope: harness.HarnessScope): TokenRule[] {
  return [
    TokenRules.longestLifetime(Duration.days(10_000)),
    TokenRules.expires(),
    TokenRules.noPersonalTokens(),
    TokenRules.noAdministrators(),
    TokenRules.withoutScopes([dynatrace.ApiTokenScope.SETTINGS_WRITE]),
    TokenRules.onlyScopes(dynatrace.ApiTokenScopes.dataIngest()),
    TokenRules.tagged(['team']),
    TokenRules.namedLike('.*'),
    TokenRules.onlyAt([scope]),
    TokenRules.onlyInEnvironments(['dynatrace']),
  ];
}

function main([variant, count]: string[]): void {
  const outdir = mkdtempSync(join(tmpdir(), 'policies-'));
  const start = process.hrtime.bigint();
  const app = new App({ outdir, stackTraces: false });
  const harnessScope = harness.HarnessScope.project('account', 'org', 'project');
  const stack = new TerraformStack(app, 'Tokens');
  new harness.HarnessProvider(stack, 'Harness');
  new dynatrace.DynatraceProvider(stack, 'Dynatrace');
  if (variant === 'with') {
    new TokenPolicy(app, 'Policy', { rules: tenRules(harnessScope) });
  }
  for (let i = 0; i < Number(count) / 2; i++) {
    new harness.ServiceAccount(stack, `Bot${i}`, { harnessScope, tags: { team: 'delivery' } })
      .addApiKey('Deploy')
      .addToken('Pipeline', { expiresAt: END });
    new dynatrace.ApiToken(stack, `Ingest${i}`, {
      name: `ingest ${i} team:delivery`, scopes: dynatrace.ApiTokenScopes.dataIngest(), expiresAt: END,
    });
  }
  app.synth();
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ cpu: (user + system) / 1e3, total: Number(process.hrtime.bigint() - start) / 1e6 }));
  rmSync(outdir, { recursive: true });
}

main(process.argv.slice(2));
