import type { AppStack } from '../code/app';
import type { ApiClient } from '../live/api-client';
import { CallFailed } from '../problem';
import { terraformCommand } from '../shell';
import { runTerraform } from '../state/terraform';

/** A command that mends something. */
export interface Mend {
  /** As it can be typed into a shell. */
  readonly text: string;
  /** @throws CallFailed */
  run(): Promise<void>;
}

/** A command of Terraform in the stack's folder. */
export function terraformMend(stack: AppStack, ...args: readonly string[]): Mend {
  return {
    text: terraformCommand(stack.folder, ...args),
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
