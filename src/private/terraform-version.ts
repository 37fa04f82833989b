import { spawnSync } from 'node:child_process';

let known: { version?: string } | undefined;

/** The version of the Terraform or OpenTofu that cdktf would start on this machine, asked once; undefined if there is none. */
export function terraformVersion(): string | undefined {
  known ??= { version: askedFor(process.env.TERRAFORM_BINARY_NAME ?? 'terraform') };
  return known.version;
}

function askedFor(command: string): string | undefined {
  const { status, stdout } = spawnSync(command, ['version', '-json'], { encoding: 'utf8', env: { ...process.env, CHECKPOINT_DISABLE: '1' } });
  return status === 0 ? /"terraform_version":\s*"([^"]+)"/.exec(stdout)?.[1] : undefined;
}
