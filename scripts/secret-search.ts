import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemOfSecretIn } from '../src/private/secret-forms';

/** What may hold secrets: states and plans of Terraform, and the binaries of its providers. */
const EXEMPT = /\.tfstate(\.|$)|\.tfplan$|^\.terraform$|^node_modules$/;

/** Whether a line that a test run printed shows a secret. */
export function showsSecret(line: string): boolean {
  return systemOfSecretIn(line) !== undefined;
}

/** Files below a folder that hold a secret, and how many were searched. */
export function searchFiles(path: string): { readonly searched: number; readonly found: string[] } {
  const file = lstatSync(path);
  if (file.isDirectory()) {
    const below = readdirSync(path).filter((name) => !EXEMPT.test(name)).map((name) => searchFiles(join(path, name)));
    return { searched: below.reduce((sum, { searched }) => sum + searched, 0), found: below.flatMap(({ found }) => found) };
  }
  if (!file.isFile()) {
    return { searched: 0, found: [] };
  }
  return { searched: 1, found: showsSecret(readFileSync(path, 'latin1')) ? [path] : [] };
}
