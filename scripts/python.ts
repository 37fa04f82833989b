import { join } from 'node:path';
import { archive, cacheOf, compile, type Flavour, packed } from './packages';
import { ROOT } from './tools';
import { virtualEnvironment } from './virtual-environment';

const PYTHON_EXAMPLE = join(ROOT, 'examples', 'python', 'platform-tokens');

/** A virtual environment with the wheel of a build, its core from PyPI, and what the example's tests need. */
export async function pythonWith(flavour: Flavour): Promise<string> {
  const wheel = archive(await packed(flavour, 'python'), '.whl');
  const requirements = flavour === 'cdktf' ? ['-r', join(PYTHON_EXAMPLE, 'requirements-dev.txt'), 'mypy'] : ['pytest'];
  return virtualEnvironment(join(cacheOf(flavour, await compile(flavour)), 'venv'), [wheel, ...requirements]);
}

/** The same for the example that delivers tokens: it has bindings of other providers beside. */
export async function pythonWithSinks(): Promise<string> {
  const wheel = archive(await packed('cdktf', 'python'), '.whl');
  const requirements = join(ROOT, 'examples', 'python', 'deliver-tokens', 'requirements-dev.txt');
  return virtualEnvironment(join(cacheOf('cdktf', await compile('cdktf')), 'venv-sinks'), [wheel, '-r', requirements]);
}

/** Twine, for the check of what goes to PyPI. */
export function twine(): Promise<string> {
  return virtualEnvironment(join(ROOT, 'node_modules', '.cache', 'packages', 'twine'), ['twine>=6']);
}
