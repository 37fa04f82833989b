/**
 * Builds and synthesizes N chains (service account -> API key -> token), by hand-written L1 or by the L2s, in a process of
 * its own. Prints one JSON line: milliseconds of processor time, and peak memory.
 * Usage: node chains.js l1|l2 N [folder to keep the JSON in], once run.ts has compiled it
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformOutput, TerraformResource, TerraformStack } from 'cdktf';
// eslint-disable-next-line import/no-extraneous-dependencies
import type * as Library from 'cdktf-access-tokens';

const END = '2027-03-31T00:00:00Z';
const DAY = 86_400_000;

function handWritten({ l1 }: typeof Library, stack: TerraformStack, count: number): void {
  for (let i = 0; i < count; i++) {
    const held = new TerraformResource(stack, `Bot${i}_ReplaceOnChange`, { terraformResourceType: 'terraform_data' });
    held.addOverride('triggers_replace', {
      account_id: 'account', org_id: 'org', project_id: 'project', email: `bot${i}@service.harness.io`,
    });
    const account = new l1.harness.platformServiceAccount.PlatformServiceAccount(stack, `Bot${i}`, {
      accountId: 'account',
      orgId: 'org',
      projectId: 'project',
      identifier: `Bot${i}`,
      name: `Bot${i}`,
      email: `bot${i}@service.harness.io`,
      tags: ['team:delivery'],
      lifecycle: { replaceTriggeredBy: [`terraform_data.${held.friendlyUniqueId}.id`] },
    });
    const key = new l1.harness.platformApikey.PlatformApikey(stack, `Bot${i}_Deploy`, {
      accountId: account.accountId,
      orgId: account.orgId,
      projectId: account.projectId,
      identifier: 'Deploy',
      name: 'Deploy',
      parentId: account.id,
      apikeyType: 'SERVICE_ACCOUNT',
      defaultTimeToExpireToken: 30 * DAY,
      dependsOn: [account],
      lifecycle: { replaceTriggeredBy: [`harness_platform_service_account.${account.friendlyUniqueId}.id`] },
    });
    const token = new l1.harness.platformToken.PlatformToken(stack, `Bot${i}_Deploy_Pipeline`, {
      accountId: key.accountId,
      orgId: key.orgId,
      projectId: key.projectId,
      identifier: 'Pipeline',
      name: 'Pipeline',
      parentId: key.parentId,
      apikeyType: 'SERVICE_ACCOUNT',
      apikeyId: key.id,
      validTo: Date.parse(END),
      dependsOn: [key],
      lifecycle: { replaceTriggeredBy: [`harness_platform_apikey.${key.friendlyUniqueId}.id`] },
    });
    if (i === 0) {
      new TerraformOutput(stack, 'First', { value: token.value, sensitive: true });
    }
  }
}

function byL2({ Expiration, harness }: typeof Library, stack: TerraformStack, count: number): void {
  const harnessScope = harness.HarnessScope.project('account', 'org', 'project');
  for (let i = 0; i < count; i++) {
    const token = new harness.ServiceAccount(stack, `Bot${i}`, { harnessScope, tags: { team: 'delivery' } })
      .addApiKey('Deploy')
      .addToken('Pipeline', { expiresAt: Expiration.at(END) });
    if (i === 0) {
      token.exportValue('First');
    }
  }
}

/** The library by its own name, as users load it; without its guard, which hand-written code would not have. */
function loadLibrary(guarded: boolean): typeof Library {
  const { synth } = App.prototype;
  const { toTerraform } = TerraformStack.prototype;
  // eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies
  const library = require('cdktf-access-tokens');
  if (!guarded) {
    App.prototype.synth = synth;
    TerraformStack.prototype.toTerraform = toTerraform;
  }
  return library;
}

/** Not by the clock: what else the machine does would count. */
function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

function main([variant, count, keep]: string[]): void {
  const library = loadLibrary(variant === 'l2');
  const outdir = keep ?? mkdtempSync(join(tmpdir(), 'chains-'));
  const start = process.cpuUsage();
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, 'Chains');
  new library.harness.HarnessProvider(stack, 'Harness');
  (variant === 'l1' ? handWritten : byL2)(library, stack, Number(count));
  const constructed = process.cpuUsage(start);
  app.synth();
  const total = process.cpuUsage(start);
  console.log(JSON.stringify({
    construct: milliseconds(constructed),
    total: milliseconds(total),
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }));
  if (!keep) {
    rmSync(outdir, { recursive: true });
  }
}

main(process.argv.slice(2));
