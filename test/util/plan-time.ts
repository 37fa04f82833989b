import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunOptions, type Workspace } from './workspace';

/** A stack's synthesized file stands as it is, but for the literal that takes the place of the plan's time. */
export function setPlanTime(workspace: Workspace, time: number, { stack = 'Stack', state = 'state' }: RunOptions = {}): void {
  const file = join(workspace.folder, state, 'stacks', stack, 'cdk.tf.json');
  const document = JSON.parse(readFileSync(file, 'utf8'));
  if (!document.locals?.AccessTokensNow) {
    throw new Error(`${file} has no clock`);
  }
  document.locals.AccessTokensNow = `\${"${new Date(time).toISOString().replace(/\.\d+/, '')}"}`;
  writeFileSync(file, JSON.stringify(document));
}

/** An instance as the state file has it. */
export interface Instance {
  readonly address: string;
  readonly attributes: Record<string, any>;
}

/** What the state file holds, read without a process: the instances of a type, and the outputs. */
export function readState(workspace: Workspace, type: string, { stack = 'Stack', state = 'state' }: RunOptions = {}): Instance[] {
  return stateFile(workspace, stack, state).resources
    .filter((resource: any) => resource.type === type)
    .flatMap(({ name, instances }: any) => instances.map(({ index_key: key, attributes }: any) => ({ address: `${type}.${name}["${key}"]`, attributes })));
}

export function readOutputs(workspace: Workspace, { stack = 'Stack', state = 'state' }: RunOptions = {}): Record<string, string> {
  return Object.fromEntries(Object.entries<any>(stateFile(workspace, stack, state).outputs).map(([name, { value }]) => [name, value]));
}

function stateFile(workspace: Workspace, stack: string, state: string): any {
  return JSON.parse(readFileSync(join(workspace.folder, state, `${stack}.tfstate`), 'utf8'));
}
