import { relative } from 'node:path';
import type { AppStack } from '../code/app';
import type { ApiClient } from '../live/api-client';
import { CallFailed } from '../problem';
import { runTerraform, terraformBinary } from '../state/terraform';

/** A command that mends something. */
export interface Mend {
  /** As it can be typed into a shell. */
  readonly text: string;
  /** @throws CallFailed */
  run(): Promise<void>;
}

/** A word as a POSIX shell takes it. */
export function shellWord(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A command of Terraform in the stack's folder. */
export function terraformMend(stack: AppStack, ...args: readonly string[]): Mend {
  return {
    text: [terraformBinary(), `-chdir=${relative('', stack.folder) || '.'}`, ...args].map(shellWord).join(' '),
    run: () => runTerraform(args, stack.folder, drain),
  };
}

export async function drain(output: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _chunk of output) {
    // Nothing of it is wanted.
  }
}

/** Deletes at a service. What is gone already is as well. */
export function deleteMend(client: ApiClient, path: string, query: Readonly<Record<string, string | undefined>>, text: string): Mend {
  return {
    text,
    run: async () => {
      const { status } = await client.call('DELETE', path, query);
      if (status >= 400 && status !== 404) {
        throw new CallFailed(`the service answers 'DELETE ${path}' with ${status}`, status);
      }
    },
  };
}

export function curlOfHarness(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return `curl -fsS -X DELETE -H "x-api-key: $HARNESS_PLATFORM_API_KEY" "\${HARNESS_ENDPOINT:-https://app.harness.io/gateway}${path}?${search.toString()}"`;
}

export function curlOfDynatrace(path: string): string {
  return `curl -fsS -X DELETE -H "Authorization: Api-Token $DYNATRACE_API_TOKEN" "$DYNATRACE_ENV_URL${path}"`;
}
