import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Flavour, manifestOf, stageOf } from './packages';
import { runTool } from './run-tool';
import { ROOT } from './tools';

/** A heading of lib/cli.LICENSES.txt. */
const BUNDLED = /^(\S+) (\d\S*) \(.+\)$/gm;

/** What an npm package contains beside its own code, as a CycloneDX document: the peers are not in it. */
export async function softwareBillOfMaterials(flavour: Flavour, version: string): Promise<any> {
  const licences = readFileSync(join(stageOf(flavour, version), 'lib', 'cli.LICENSES.txt'), 'utf8');
  const contained = new Set([...licences.matchAll(BUNDLED)].map(([, name, of]) => `${name}@${of}`));
  const document = JSON.parse(await runTool('npm', ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'library', '--package-lock-only'], { cwd: ROOT }));
  const components = document.components.filter((component: any) => contained.has(component['bom-ref']))
    // Of development here, and shipped.
    .map(({ properties, ...component }: any) => component);
  if (components.length !== contained.size) {
    throw new Error(`package-lock.json has ${components.length} of the ${contained.size} packages that the command contains`);
  }
  const { name } = manifestOf(flavour);
  const reference = `${name}@${version}`;
  return {
    ...document,
    metadata: {
      ...document.metadata,
      component: { ...document.metadata.component, name, version, 'bom-ref': reference, 'purl': `pkg:npm/${reference}` },
    },
    components,
    dependencies: [{ ref: reference, dependsOn: [...contained].sort() }, ...[...contained].sort().map((ref) => ({ ref, dependsOn: [] }))],
  };
}
