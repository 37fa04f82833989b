import { existsSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

/** Lets the examples import the library by its name, as they do outside of this repository. */
export function linkSelf(): void {
  const link = resolve(ROOT, 'node_modules', 'cdktf-access-tokens');
  if (!existsSync(link)) {
    symlinkSync('..', link, 'junction');
  }
}
