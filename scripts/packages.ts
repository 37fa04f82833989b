/**
 * Makes the packages of both builds. The sources are copied into a folder of their own, for the build for cdktn they are
 * rewritten on the way, and are compiled and packed there: nothing left over from other compilations gets into a package.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { withLock } from './lock';
import { buildPythonPackage } from './python-package';
import { runTool } from './run-tool';
import { ROOT } from './tools';
import { CDKTN_FOLDER, toCdktn } from '../projenrc/cdktn';

export type Flavour = 'cdktf' | 'cdktn';
export type Target = 'js' | 'python' | 'go';

/** The package for cdktn gets a Go module when there is one of cdktn to be had. */
export const TARGETS: Record<Flavour, Target[]> = { cdktf: ['js', 'python', 'go'], cdktn: ['js', 'python'] };

/** No real release: what the packages are called where nobody says a version. */
export const REHEARSAL = '0.0.0';

/** All that ends in a package. */
const INGREDIENTS = ['src', 'cli', 'sandbox', 'schemas', 'scripts/bundle.ts', 'scripts/library-sources.ts', 'tsconfig.json', 'README.md', 'API.md', 'LICENSE'];
/** What else decides what a package holds. */
const TOOLS = ['package-lock.json', '.projen/tasks.json', 'scripts/packages.ts', 'scripts/python-package.ts', 'scripts/python-command.py', 'projenrc/cdktn.ts', `${CDKTN_FOLDER}/package-lock.json`];
const NOT_COPIED = /(^|\/)(node_modules|cdktf\.out|\.venv|__pycache__|\.pytest_cache)(\/|$)/;
const REWRITTEN = /\.(ts|py|md)$/;
/** A virtual environment takes 100 MB, and each change of the sources makes new ones; no build runs that long. */
const KEPT = 2 * 60 * 60 * 1000;

const CACHE = join(ROOT, 'node_modules', '.cache', 'packages');

export function manifestOf(flavour: Flavour): any {
  return JSON.parse(readFileSync(join(ROOT, flavour === 'cdktn' ? CDKTN_FOLDER : '', 'package.json'), 'utf8'));
}

/** Where a build is compiled. Not below node_modules, since compilers and test runners pass over that. */
export function stageOf(flavour: Flavour, version = REHEARSAL): string {
  return join(ROOT, '.build', version === REHEARSAL ? flavour : `${flavour}-${version}`);
}

/** The files at or below a path of the checkout, relative to the checkout. */
function filesAt(path: string): string[] {
  const full = join(ROOT, path);
  if (!existsSync(full)) {
    return [];
  }
  return statSync(full).isFile() ? [path] : readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !NOT_COPIED.test(file))
    .sort();
}

/** Copies files of the checkout; for cdktn as its build has them. */
export function copy(flavour: Flavour, paths: string[], target: string, base = ''): void {
  for (const file of paths.flatMap(filesAt)) {
    const copied = join(target, relative(base, file));
    mkdirSync(dirname(copied), { recursive: true });
    const content = readFileSync(join(ROOT, file));
    writeFileSync(copied, flavour === 'cdktn' && REWRITTEN.test(file) ? toCdktn(file, content.toString()) : content);
  }
}

function fingerprint(flavour: Flavour, version: string): string {
  const hash = createHash('sha256').update(JSON.stringify([flavour, version, process.version, manifestOf(flavour)]));
  for (const file of [...INGREDIENTS, ...TOOLS].flatMap(filesAt)) {
    hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** The commands of a task of .projenrc.ts, so that the stage is compiled as the checkout is. */
function commandsOf(task: string): string[] {
  return JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8')).tasks[task].steps.map(({ exec }: { exec: string }) => exec);
}

const compiled = new Map<string, Promise<string>>();

/**
 * Compiles a build in its stage, unless that is done; once a process, whose packages so are all of one state.
 *
 * @returns what stands for that state
 */
export function compile(flavour: Flavour, version = REHEARSAL): Promise<string> {
  const key = `${flavour} ${version}`;
  if (!compiled.has(key)) {
    compiled.set(key, compileStage(flavour, version));
  }
  return compiled.get(key)!;
}

function compileStage(flavour: Flavour, version: string): Promise<string> {
  const stage = stageOf(flavour, version);
  const stamp = join(stage, 'fingerprint');
  return withLock(`${stage}.lock`, async () => {
    const wanted = fingerprint(flavour, version);
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
      mkdirSync(stage, { recursive: true });
      readdirSync(stage).filter((name) => name !== 'node_modules').forEach((name) => rmSync(join(stage, name), { recursive: true, force: true }));
      copy(flavour, INGREDIENTS, stage);
      writeFileSync(join(stage, 'package.json'), JSON.stringify({ ...manifestOf(flavour), version }, undefined, 2));
      if (flavour === 'cdktn') {
        copy(flavour, [`${CDKTN_FOLDER}/package-lock.json`], stage, CDKTN_FOLDER);
        await runTool('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: stage });
      }
      for (const command of [...commandsOf('compile'), ...commandsOf('bundle')]) {
        await runTool('sh', ['-c', command], { cwd: stage });
      }
      writeFileSync(stamp, wanted);
    }
    return wanted;
  });
}

/**
 * The folder of one build's package for one language, which is made unless that is done.
 *
 * @returns for npm and PyPI a folder of archives, for Go the module's
 */
export async function packed(flavour: Flavour, target: Target, version = REHEARSAL): Promise<string> {
  const folder = cacheOf(flavour, await compile(flavour, version));
  const result = join(folder, target);
  await withLock(`${result}.lock`, async () => {
    if (!existsSync(result)) {
      const draft = mkdtempSync(join(folder, '.draft-'));
      const stage = stageOf(flavour, version);
      const pacmak = (...options: string[]) => runTool('jsii-pacmak', ['--target', target, ...options, '--outdir', draft], { cwd: stage });
      if (target === 'python') {
        await pacmak('--code-only');
        await buildPythonPackage(join(draft, target), stage);
      } else {
        await pacmak();
      }
      if (target === 'go') {
        // pacmak labels every example as Go.
        cpSync(join(stage, 'README.md'), join(draft, target, manifestOf(flavour).jsii.targets.go.packageName, 'README.md'));
      }
      renameSync(join(draft, target), result);
      rmSync(draft, { recursive: true, force: true });
    }
  });
  return target === 'go' ? join(result, manifestOf(flavour).jsii.targets.go.packageName) : result;
}

/** The only file of a folder whose name ends so. */
export function archive(folder: string, end: string): string {
  const [file] = readdirSync(folder).filter((name) => name.endsWith(end));
  return join(folder, file);
}

/** The cache of all that follows from one state of the sources. */
export function cacheOf(flavour: Flavour, key: string): string {
  const folder = join(CACHE, `${flavour}-${key}`);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    readdirSync(CACHE).map((name) => join(CACHE, name))
      // A lock may be gone by now.
      .filter((other) => (statSync(other, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < Date.now() - KEPT)
      .forEach((other) => rmSync(other, { recursive: true, force: true }));
  }
  return folder;
}

/** Puts the packages of one build where projen puts packages. */
export async function distribute(flavour: Flavour, version = REHEARSAL): Promise<void> {
  for (const target of TARGETS[flavour]) {
    const folder = await packed(flavour, target, version);
    const goal = join(ROOT, 'dist', target, ...(target === 'go' ? [manifestOf(flavour).jsii.targets.go.packageName] : []));
    cpSync(folder, goal, { recursive: true });
  }
}
