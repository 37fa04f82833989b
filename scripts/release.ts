/**
 * Builds all packages in dist/, checks each, and tells what would be published where. Publishes nothing.
 * Usage: npm run release [-- --version 1.2.3]
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { distribute, type Flavour, manifestOf, REHEARSAL, stageOf, TARGETS } from './packages';
import { twine } from './python';
import { runScript } from './run-script';
import { runTool } from './run-tool';
import { softwareBillOfMaterials } from './sbom';
import { Complaint, ROOT } from './tools';

const FLAVOURS: Flavour[] = ['cdktf', 'cdktn'];
/** What the npm packages may hold, and must. */
const ALLOWED = /^package\/(package\.json|README\.md|LICENSE|API\.md|\.jsii(\.gz)?|lib\/cli\.(js|LICENSES\.txt)|lib\/inventory\.schema\.json|schemas\/[\w-]+\.schema\.json|lib\/([\w-]+\/)*(index\.js|[\w.-]+\.d\.ts))$/;
const REQUIRED = ['package.json', 'README.md', 'LICENSE', '.jsii', 'lib/index.js', 'lib/index.d.ts', 'lib/cli.js'].map((file) => `package/${file}`);

/** Each check by what it says where all is well. */
type Check = [string, (folder: string) => Promise<void>];

/** The files of an npm package that should not be there, or are missing. */
export function complaintsAboutFiles(files: string[]): string[] {
  return [
    ...files.filter((file) => !ALLOWED.test(file)).map((file) => `${file} does not belong into the package`),
    ...REQUIRED.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
  ];
}

/** A reader of a published README follows it for months: by then the services would refuse a token whose end has passed. */
const FOLLOWED_FOR = 90 * 24 * 3_600_000;

/** The ends of tokens in an example that are over before its readers are. */
export function endsTooSoon(example: string, now: Date): string[] {
  const ends = [...example.matchAll(/Expiration[._]at\((?:jsii\.String\()?["']([^"']+)["']/gi)].map(([, end]) => end);
  return ends.filter((end) => Date.parse(end) < now.getTime() + FOLLOWED_FOR);
}

async function checkExamples(): Promise<void> {
  const files = (await runTool('git', ['ls-files', 'README.md', 'docs/*.md', 'examples'], { cwd: ROOT })).trim().split('\n');
  const complaints = files.flatMap((file) => endsTooSoon(readFileSync(join(ROOT, file), 'utf8'), new Date()).map((end) => `${file}: ${end} is over too soon`));
  if (complaints.length > 0) {
    throw new Complaint(complaints.join('\n'));
  }
}

function checkChangelog(version: string): void {
  const file = join(ROOT, 'CHANGELOG.md');
  if (!existsSync(file) || !readFileSync(file, 'utf8').includes(version)) {
    throw new Complaint(`write a section ${version}`);
  }
}

function dist(...path: string[]): string {
  return join(ROOT, 'dist', ...path);
}

function npmArchive(flavour: Flavour, version: string): string {
  return dist('js', `${manifestOf(flavour).name}@${version}.jsii.tgz`);
}

function pythonArchives(flavour: Flavour, version: string): string[] {
  const start = `${manifestOf(flavour).jsii.targets.python.module}-${version}`;
  return readdirSync(dist('python')).filter((name) => name.startsWith(`${start}-`) || name === `${start}.tar.gz`).map((name) => dist('python', name));
}

function goModule(): string {
  return dist('go', manifestOf('cdktf').jsii.targets.go.packageName);
}

async function checkNpm(flavour: Flavour, version: string, folder: string): Promise<void> {
  const file = npmArchive(flavour, version);
  const complaints = complaintsAboutFiles((await runTool('tar', ['-tzf', file])).trim().split('\n'));
  await runTool('tar', ['-xzf', file, '-C', folder]);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (statSync(path).isFile() && readFileSync(path, 'utf8').includes(ROOT)) {
      complaints.push(`${name} holds a path of this machine`);
    }
  }
  if (complaints.length > 0) {
    throw new Complaint(complaints.join('\n'));
  }
}

function sbomFile(flavour: Flavour, version: string): string {
  return dist(`${manifestOf(flavour).name}-${version}.cdx.json`);
}

/** Two archives of one state are the same bytes: anyone can build what was published, and compare. */
async function checkReproducible(flavour: Flavour, version: string, folder: string): Promise<void> {
  await runTool('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: stageOf(flavour, version) });
  const [again] = readdirSync(folder);
  if (!readFileSync(join(folder, again)).equals(readFileSync(npmArchive(flavour, version)))) {
    throw new Complaint('npm pack made another archive of the same files');
  }
}

async function writeSbom(flavour: Flavour, version: string): Promise<void> {
  writeFileSync(sbomFile(flavour, version), `${JSON.stringify(await softwareBillOfMaterials(flavour, version), undefined, 2)}\n`);
}

async function checkPython(version: string): Promise<void> {
  const files = FLAVOURS.flatMap((flavour) => pythonArchives(flavour, version));
  await runTool(join(await twine(), 'twine'), ['check', '--strict', ...files]);
}

/** In a copy: the module gets its go.sum where it is published. */
async function checkGo(folder: string): Promise<void> {
  cpSync(goModule(), folder, { recursive: true });
  await runTool('go', ['mod', 'tidy'], { cwd: folder });
  await runTool('go', ['vet', './...'], { cwd: folder });
}

async function lastTag(): Promise<string | undefined> {
  return (await runTool('git', ['tag', '--list', 'v*', '--merged', 'HEAD', '--sort=-v:refname'], { cwd: ROOT })).split('\n')[0] || undefined;
}

/** Compiles the library as it was, with the tools of today, and compares what it offers. */
async function checkCompatibility(tag: string, folder: string): Promise<void> {
  const before = join(ROOT, '.build', 'before');
  rmSync(before, { recursive: true, force: true });
  mkdirSync(before, { recursive: true });
  try {
    const sources = join(folder, 'before.tar');
    await runTool('git', ['archive', '--output', sources, tag, 'src', 'package.json', 'tsconfig.json', 'README.md', 'LICENSE'], { cwd: ROOT });
    await runTool('tar', ['-xf', sources, '-C', before]);
    await runTool('jsii', ['--silence-warnings=reserved-word'], { cwd: before });
    await runTool('jsii-diff', [before, stageOf('cdktf'), '--keys', '--ignore-file', join(ROOT, '.compatignore')]);
  } finally {
    rmSync(before, { recursive: true, force: true });
  }
}

async function passes(what: string, check: (folder: string) => Promise<void>): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    await check(folder);
    console.log(`ok    ${what}`);
    return true;
  } catch (error) {
    console.log(`FAIL  ${what}\n${(error as Error).message.replace(/^/gm, '      ')}`);
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function show(registry: string, name: string, paths: string[], command: string): void {
  console.log(`\n${registry}  ${name}`);
  for (const path of paths) {
    const size = statSync(path).isFile() ? `  ${Math.round(statSync(path).size / 1024)} KB` : '';
    console.log(`    ${relative(ROOT, path)}${size}`);
  }
  console.log(`    ${command}`);
}

function showPublications(version: string): void {
  for (const flavour of FLAVOURS) {
    const { name, jsii: { targets } } = manifestOf(flavour);
    const npm = npmArchive(flavour, version);
    show('npm ', `${name}@${version}`, [npm, sbomFile(flavour, version)], `npm publish ${relative(ROOT, npm)}`);
    show('PyPI', `${targets.python.distName} ${version}`, pythonArchives(flavour, version), `twine upload dist/python/${targets.python.module}-${version}*`);
    if (TARGETS[flavour].includes('go')) {
      const { moduleName, packageName } = targets.go;
      show('Go  ', `${moduleName}/${packageName} v${version}`, [goModule()],
        `commit it as ${packageName}/ to https://${moduleName}, with the tag ${packageName}/v${version}`);
    }
  }
}

async function main(): Promise<void> {
  const { values: { version = REHEARSAL } } = parseArgs({ options: { version: { type: 'string' } } });
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Complaint(`--version must be like 1.2.3, got '${version}'`);
  }
  for (const folder of ['js', 'python', 'go']) {
    rmSync(dist(folder), { recursive: true, force: true });
  }
  await Promise.all(FLAVOURS.map((flavour) => {
    console.log(`building ${manifestOf(flavour).name} ${version}: ${TARGETS[flavour].join(', ')}`);
    return distribute(flavour, version);
  }));

  const tag = await lastTag();
  const checks: Check[] = [
    ...FLAVOURS.map((flavour): Check => [
      `npm: ${manifestOf(flavour).name} holds the compiled library, its types, the command, the schema of its report, README, API.md and LICENSE, and nothing else`,
      (folder) => checkNpm(flavour, version, folder),
    ]),
    ...FLAVOURS.map((flavour): Check => [
      `npm: ${manifestOf(flavour).name} is packed to the same bytes again`, (folder) => checkReproducible(flavour, version, folder),
    ]),
    ...FLAVOURS.map((flavour): Check => [
      `SBOM: what ${manifestOf(flavour).name} contains is listed`, () => writeSbom(flavour, version),
    ]),
    ['PyPI: twine finds nothing to complain about', () => checkPython(version)],
    ['Go: all packages of the module pass go vet', checkGo],
    ...(tag ? [[`API: nothing that ${tag} offered is gone or changed`, (folder) => checkCompatibility(tag, folder)] as Check] : []),
    ...(version === REHEARSAL ? [] : [
      ['examples: no token ends within 90 days', checkExamples],
      [`CHANGELOG.md tells of ${version}`, async () => checkChangelog(version)],
    ] as Check[]),
  ];
  let failed = 0;
  for (const [what, check] of checks) {
    failed += (await passes(what, check)) ? 0 : 1;
  }
  if (!tag) {
    console.log('--    API: no tag v1.2.3 yet to compare with');
  }
  if (failed > 0) {
    throw new Complaint(`${failed} of ${checks.length} checks failed`);
  }
  console.log(version === REHEARSAL ? '\nA rehearsal: say --version 1.2.3 for a release.' : '');
  console.log('What would be published where:');
  showPublications(version);
}

if (require.main === module) {
  runScript('release', main);
}
