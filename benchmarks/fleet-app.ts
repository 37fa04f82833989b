/**
 * Synthesizes S stacks of N chains (service account -> API key -> token) by the L2s, as an app of its own does.
 * Usage: node fleet-app.js OUTDIR ACCOUNT STACKS CHAINS [ADDRESS of an HTTP backend; a file a stack unless given], once fleet.ts has compiled it
 */
import { join } from 'node:path';
import { App, HttpBackend, LocalBackend, TerraformStack } from 'cdktf';
// The library by its own name, as users load it.
// eslint-disable-next-line import/no-extraneous-dependencies
import { Expiration, harness } from 'cdktf-access-tokens';

function main([outdir, account, stacks, chains, address]: string[]): void {
  const app = new App({ outdir, stackTraces: false });
  for (let s = 0; s < Number(stacks); s++) {
    const stack = new TerraformStack(app, `Team${s}`);
    if (address) {
      new HttpBackend(stack, { address: `${address}/Team${s}` });
    } else {
      new LocalBackend(stack, { path: join(outdir, `Team${s}.tfstate`) });
    }
    new harness.HarnessProvider(stack, 'Harness');
    const harnessScope = harness.HarnessScope.project(account, 'org', `project${s}`);
    for (let i = 0; i < Number(chains); i++) {
      new harness.ServiceAccount(stack, `Bot${i}`, { harnessScope, tags: { team: 'delivery' } })
        .addApiKey('Deploy')
        .addToken('Pipeline', { expiresAt: Expiration.at('2027-03-31T00:00:00Z') });
    }
  }
  app.synth();
}

main(process.argv.slice(2));
