import { createReadStream } from 'node:fs';
import { type AppStack } from '../code/app';
import { inParallel } from '../parallel';
import { CallFailed, type Problem } from '../problem';
import { readState, type StateResource, UnreadableState } from './state-reader';
import { readStateOf, type TerraformOptions } from './terraform';

/** What the state of a stack holds. */
export interface StackState {
  readonly stack: string;
  /** Where Terraform is run on it, if that is known. */
  readonly folder?: string;
  readonly resources: readonly StateResource[];
}

export interface States {
  readonly stacks: readonly StackState[];
  /** Stacks whose state could not be read. */
  readonly unread: readonly string[];
  readonly problems: readonly Problem[];
}

const AT_A_TIME = 8;

export interface StatesOptions extends TerraformOptions {
  /** Told how far the reading is. */
  readonly onProgress?: (text: string) => void;
}

/** The states of an app's stacks, each by Terraform in the stack's folder. */
export async function readStates(stacks: readonly AppStack[], options: StatesOptions = {}): Promise<States> {
  let done = 0;
  return statesOf(stacks, async ({ name, folder }) => {
    try {
      return { stack: name, folder, resources: await readStateOf(folder, options) };
    } finally {
      options.onProgress?.(`states: ${++done} of ${stacks.length} stacks`);
    }
  });
}

/** A state that was given in a file: what `terraform show -json` printed. */
export interface StateFile {
  readonly stack: string;
  /** Where the stack is, if the app has it. */
  readonly folder?: string;
  /** A path, or `-` for standard input. */
  readonly file: string;
}

export async function readStateFiles(files: readonly StateFile[], input: AsyncIterable<Uint8Array> = process.stdin): Promise<States> {
  return statesOf(files.map((file) => ({ ...file, name: file.stack })), async ({ stack, folder, file }) => {
    try {
      return { stack, ...folder !== undefined && { folder }, resources: await readState(file === '-' ? input : createReadStream(file)) };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw error instanceof UnreadableState ? new CallFailed(error.message) : code === undefined ? error : new CallFailed(`'${file}' cannot be read (${code})`);
    }
  });
}

async function statesOf<T extends { readonly name: string }>(sources: readonly T[], read: (source: T) => Promise<StackState>): Promise<States> {
  const problems: Problem[] = [];
  const unread: string[] = [];
  const stacks = await inParallel(sources, AT_A_TIME, async (source) => {
    try {
      return await read(source);
    } catch (error) {
      if (!(error instanceof CallFailed)) {
        throw error;
      }
      unread.push(source.name);
      problems.push({ source: `state of stack '${source.name}'`, message: error.message });
      return undefined;
    }
  });
  problems.sort((one, other) => (one.source < other.source ? -1 : 1));
  return { stacks: stacks.filter((stack) => stack !== undefined), unread, problems };
}

/** The address without the key of an instance: what the code calls it. */
export function addressInCode({ address, index }: StateResource): string {
  if (index === undefined) {
    return address;
  }
  return address.slice(0, address.lastIndexOf(typeof index === 'number' ? `[${index}]` : '["'));
}
