/**
 * What lib/ is made of, so that nobody takes an older build for the sources of now. The compile task runs this first, and
 * what it noted holds once the bundles are made: a change in between makes the build an older one.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['cli', 'sandbox', 'src'];
const BUILT = 'sources.sha256';
const NOTED = `${BUILT}.noted`;

function hashOfSources(root: string): string {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.\w+$/.test(file)) {
        hash.update(`${folder}/${file}\0`).update(readFileSync(join(root, folder, file)));
      }
    }
  }
  return hash.digest('hex');
}

/** To be called before the sources are compiled: from then on lib/ is of no build, until this one is whole. */
export function noteSources(root: string): void {
  mkdirSync(join(root, 'lib'), { recursive: true });
  rmSync(join(root, 'lib', BUILT), { force: true });
  writeFileSync(join(root, 'lib', NOTED), hashOfSources(root));
}

/** To be called when lib/ is made of what was noted. Nothing is noted where jsii was run by itself: then nobody knows of what. */
export function confirmBuild(root: string): void {
  const [noted, built] = [NOTED, BUILT].map((file) => join(root, 'lib', file));
  if (existsSync(noted)) {
    renameSync(noted, built);
  } else {
    rmSync(built, { force: true });
  }
}

/** Whether lib/ is made of the sources as they are. */
export function isBuilt(root: string): boolean {
  const built = join(root, 'lib', BUILT);
  return existsSync(built) && readFileSync(built, 'utf8') === hashOfSources(root);
}

if (require.main === module) {
  noteSources(process.cwd());
}
