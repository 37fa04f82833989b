import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../problem';

/** A stack that an app synthesized. */
export interface AppStack {
  readonly name: string;
  /** Where its document is, and where Terraform is run. */
  readonly folder: string;
  /** The path of `cdk.tf.json`. */
  readonly document: string;
}

export interface App {
  readonly folder: string;
  readonly stacks: readonly AppStack[];
  readonly problems: readonly Problem[];
}

const DOCUMENT = 'cdk.tf.json';

/** The stacks of a folder that an app was synthesized to, usually `cdktf.out`. Stacks are found without their manifest, too. */
export function readApp(folder: string): App {
  const source = `app '${folder}'`;
  if (!isFolder(folder)) {
    return { folder, stacks: [], problems: [{ source, message: "there is no such folder: run 'cdktf synth', or name it by --app" }] };
  }
  const listed = stacksOfManifest(folder);
  if (typeof listed !== 'string') {
    return { folder, stacks: listed, problems: [] };
  }
  const found = stacksOfFolders(folder);
  return { folder, stacks: found, problems: [{ source, message: `${listed}: run 'cdktf synth' again; found ${found.length} stacks without it` }] };
}

/** The stacks that the manifest lists, or what is wrong with it. */
function stacksOfManifest(folder: string): AppStack[] | string {
  let text: string;
  try {
    text = readFileSync(join(folder, 'manifest.json'), 'utf8');
  } catch {
    return 'there is no manifest.json';
  }
  try {
    const { stacks } = JSON.parse(text) as { stacks: Record<string, { name?: unknown; workingDirectory?: unknown; synthesizedStackPath?: unknown }> };
    return Object.entries(stacks).map(([id, { name, workingDirectory, synthesizedStackPath }]) => ({
      name: typeof name === 'string' ? name : id,
      folder: join(folder, typeof workingDirectory === 'string' ? workingDirectory : join('stacks', id)),
      document: join(folder, typeof synthesizedStackPath === 'string' ? synthesizedStackPath : join('stacks', id, DOCUMENT)),
    }));
  } catch {
    return 'manifest.json is broken';
  }
}

function stacksOfFolders(folder: string): AppStack[] {
  const root = join(folder, 'stacks');
  return isFolder(root) ? readdirSync(root).sort()
    .map((name) => ({ name, folder: join(root, name), document: join(root, name, DOCUMENT) }))
    .filter(({ document }) => statSync(document, { throwIfNoEntry: false })?.isFile() === true) : [];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
