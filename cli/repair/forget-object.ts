import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppStack } from '../code/app';
import { CallFailed } from '../problem';
import { drain, type Mend, terraformMend } from './mend';
import { shellWord } from '../shell';
import { withTemporaryFolder } from './temporary-folder';
import type { StateResource } from '../state/state-reader';
import { runTerraform } from '../state/terraform';

/**
 * Takes one object out of a state whose address has several: after a replacement whose last step failed there are the new one and the one
 * before. `terraform state rm` would forget both.
 */
export function forgetObject(stack: AppStack, { type, name, attributes }: StateResource): Mend {
  const id = String(attributes.id);
  const filter = `.serial += 1 | (.resources[] | select(.type == ${JSON.stringify(type)} and .name == ${JSON.stringify(name)}) | .instances)`
    + ` |= map(select(.attributes.id != ${JSON.stringify(id)}))`;
  const pull = terraformMend(stack, 'state', 'pull');
  return {
    text: `${pull.text} | jq ${shellWord(filter)} | ${terraformMend(stack, 'state', 'push', '-').text}`,
    run: () => withTemporaryFolder(async (folder) => {
      const state = JSON.parse(await runTerraform(['state', 'pull'], stack.folder, readAll)) as RawState;
      const resource = state.resources.find((candidate) => candidate.type === type && candidate.name === name);
      const kept = resource?.instances.filter((instance) => instance.attributes?.id !== id);
      if (!resource || kept?.length === resource.instances.length) {
        throw new CallFailed('the state has changed since it was looked at');
      }
      resource.instances = kept!;
      // Terraform refuses it if somebody else was faster.
      state.serial += 1;
      const file = join(folder, 'state');
      writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
      await runTerraform(['state', 'push', file], stack.folder, drain);
    }),
  };
}

interface RawState {
  serial: number;
  readonly resources: ReadonlyArray<{
    readonly type: string;
    readonly name: string;
    instances: ReadonlyArray<{ readonly attributes?: { readonly id?: unknown } }>;
  }>;
}

async function readAll(output: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of output) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
