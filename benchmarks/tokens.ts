/**
 * Builds and synthesizes N Dynatrace tokens, plain or rotating on one schedule, each handed on, in a process of its own.
 * Prints one JSON line: milliseconds and the JSON's bytes.
 * Usage: node tokens.js plain|rotating N, once rotation.ts has compiled it
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
// The library by its own name, as users load it.
/* eslint-disable import/no-extraneous-dependencies */
import { dynatrace, Duration, Expiration, RotationSchedule } from 'cdktf-access-tokens';

function main([variant, count]: string[]): void {
  const outdir = mkdtempSync(join(tmpdir(), 'tokens-'));
  const start = process.hrtime.bigint();
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, 'Tokens');
  new dynatrace.DynatraceProvider(stack, 'Dynatrace');
  const scopes = dynatrace.ApiTokenScopes.dataIngest();
  const expiresAt = Expiration.at('2037-03-31T00:00:00Z');
  const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
  for (let index = 0; index < Number(count); index++) {
    const token = variant === 'plain'
      ? new dynatrace.ApiToken(stack, `Token${index}`, { scopes, expiresAt })
      : new dynatrace.RotatingApiToken(stack, `Token${index}`, { scopes, schedule });
    new TerraformOutput(stack, `Secret${index}`, { value: token.value, sensitive: true });
  }
  app.synth();
  const total = Number(process.hrtime.bigint() - start) / 1e6;
  console.log(JSON.stringify({ total, bytes: statSync(join(outdir, 'stacks', 'Tokens', 'cdk.tf.json')).size }));
  rmSync(outdir, { recursive: true });
}

main(process.argv.slice(2));
