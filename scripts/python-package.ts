import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './run-tool';
import { ROOT } from './tools';
import { virtualEnvironment } from './virtual-environment';

/** The arguments of setuptools that pacmak writes, as JSON within the program. */
const SETTINGS = /(?<=json\.loads\(\n {4}""")[^]*?(?=""")/;
/** An example in TypeScript or JavaScript with its twin in Python right behind it. */
const TWIN = /^```(?:ts|js)\n[^]*?^```\n\n(?=```py(?:thon)?\n)/gm;

/**
 * Finishes the sources of a Python package that pacmak wrote and puts a wheel and a source distribution in their place.
 *
 * @param sources the folder that pacmak wrote
 * @param stage the folder of the compiled library
 */
export async function buildPythonPackage(sources: string, stage: string): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(stage, 'package.json'), 'utf8'));
  finishPythonSources(sources, stage, manifest);
  // What pacmak itself builds with, in versions that it has seen to work.
  const requirements = join(ROOT, 'node_modules', 'jsii-pacmak', 'lib', 'targets', 'python', 'requirements-dev.txt');
  const bin = await virtualEnvironment(join(ROOT, 'node_modules', '.cache', 'packages', 'python-build'), ['-r', requirements]);
  const built = mkdtempSync(`${sources}-`);
  await runTool(join(bin, 'python'), ['-m', 'build', '--no-isolation', '--outdir', built, sources]);
  rmSync(sources, { recursive: true, force: true });
  renameSync(built, sources);
}

function finishPythonSources(sources: string, stage: string, manifest: any): void {
  const { module } = manifest.jsii.targets.python;
  const source = join(sources, 'src', module);
  const readme = readFileSync(join(stage, 'README.md'), 'utf8').replace(TWIN, '');
  writeFileSync(join(sources, 'README.md'), readme);
  replaceIn(join(source, '__init__.py'), /^r'''[^]*?^'''$/m, `r'''\n${readme}'''`);

  const command = `_${module}_command`;
  rmSync(join(source, '_jsii', 'bin'), { recursive: true, force: true });
  cpSync(join(stage, 'lib', 'cli.js'), join(source, '_jsii', 'cli.js'));
  cpSync(join(stage, 'lib', 'cli.LICENSES.txt'), join(source, '_jsii', 'cli.LICENSES.txt'));
  writeFileSync(join(sources, 'src', `${command}.py`), readFileSync(join(__dirname, 'python-command.py'), 'utf8')
    .replaceAll('@MODULE@', module).replaceAll('@NAME@', manifest.name));

  replaceIn(join(sources, 'setup.py'), SETTINGS, (text: string) => {
    const { scripts, ...settings } = JSON.parse(text);
    const page = manifest.repository.url.replace(/\.git$/, '');
    return `\n${JSON.stringify({
      ...settings,
      keywords: manifest.keywords.join(','),
      project_urls: {
        ...settings.project_urls,
        Documentation: `${page}#readme`,
        Changelog: `${page}/blob/main/CHANGELOG.md`,
        Issues: `${page}/issues`,
      },
      py_modules: [command],
      package_data: { ...settings.package_data, [`${module}._jsii`]: [...settings.package_data[`${module}._jsii`], 'cli.js', 'cli.LICENSES.txt'] },
      entry_points: { console_scripts: [`${manifest.name} = ${command}:main`] },
    }, undefined, 4).replaceAll('\\', '\\\\')}\n`;
  });
}

/** Fails where there is nothing to replace: pacmak writes something else by now. */
function replaceIn(file: string, pattern: RegExp, replacement: string | ((text: string) => string)): void {
  const text = readFileSync(file, 'utf8');
  if (!pattern.test(text)) {
    throw new Error(`${file} has nothing like ${pattern}`);
  }
  writeFileSync(file, text.replace(pattern, typeof replacement === 'string' ? () => replacement : replacement));
}
