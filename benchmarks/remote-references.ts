/**
 * Synthesizes N stacks that each read M states of others by hand, with or without the library loaded, in a process of its
 * own. Prints one JSON line: milliseconds of processor time.
 * Usage: node remote-references.js guarded|unguarded N M, once run.ts has compiled it
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, DataTerraformRemoteStateS3, Fn, S3Backend, TerraformOutput, TerraformResource, TerraformStack } from 'cdktf';

function build(app: App, stacks: number, references: number): void {
  for (let index = 0; index < stacks; index++) {
    const stack = new TerraformStack(app, `Stack${index}`);
    new S3Backend(stack, { bucket: 'states', key: stack.node.id, region: 'eu-central-1' });
    // Of a token's type, so that the guard is armed where it is there.
    const token = new TerraformResource(stack, 'Token', { terraformResourceType: 'dynatrace_api_token' });
    new TerraformOutput(stack, 'CiToken', { value: token.getStringAttribute('token'), sensitive: true, staticId: true });
    for (let n = 1; n <= references; n++) {
      const state = new DataTerraformRemoteStateS3(stack, `State${n}`, { bucket: 'states', key: `Stack${(index + n) % stacks}`, region: 'eu-central-1' });
      const consumer = new TerraformResource(stack, `Consumer${n}`, { terraformResourceType: 'vault_secret' });
      consumer.addOverride('value', Fn.sensitive(state.getString('CiToken')));
    }
  }
}

function main([variant, stacks, references]: string[]): void {
  if (variant === 'guarded') {
    // By its own name, as users load it.
    // eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies
    require('cdktf-access-tokens');
  }
  const outdir = mkdtempSync(join(tmpdir(), 'references-'));
  const start = process.cpuUsage();
  const app = new App({ outdir, stackTraces: false, skipValidation: true });
  build(app, Number(stacks), Number(references));
  app.synth();
  const { user, system } = process.cpuUsage(start);
  console.log(JSON.stringify({ total: (user + system) / 1000 }));
  rmSync(outdir, { recursive: true });
}

main(process.argv.slice(2));
