/**
 * Writes src/l1 from schemas/*.json, and the bindings of an example from its own: byte for byte the same each time.
 * Usage: ts-node scripts/bindings.ts [output folder [schema folder]]   with an output folder, only that one
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConstructsMakerProviderTarget, LANGUAGES, TerraformProviderConstraint } from '@cdktf/commons';
import { CodeMaker, TerraformProviderGenerator } from '@cdktf/provider-generator';
import { boundProviders, SCHEMAS } from './schemas';
import { ROOT } from './tools';

/** `~> 0.43`: the described minor version and what follows it below the next major one. */
function constraintOf(version: string): string {
  const [major, minor] = version.split('.');
  return `~> ${major}.${minor}`;
}

/**
 * The provider classes are exported beside the L2s (`harness.HarnessProvider`), and jsii wants a type in one
 * submodule only. The lazy index is for programs that use the folder without a package: nobody reads it here.
 */
function trim(folder: string): void {
  const index = join(folder, 'index.ts');
  const lines = readFileSync(index, 'utf8').split('\n').filter((line) => !line.startsWith('export * as provider '));
  writeFileSync(index, lines.join('\n').trimEnd() + '\n');
  rmSync(join(folder, 'lazy-index.ts'));
}

export async function generateBindings(outputFolder: string, schemaFolder: string): Promise<void> {
  const stage = mkdtempSync(join(tmpdir(), 'bindings-'));
  try {
    rmSync(outputFolder, { recursive: true, force: true });
    const providers = boundProviders(schemaFolder);
    for (const { name, address, version, document } of providers) {
      // Told the exact version, the generator would bake that in instead of the constraint.
      const generator = new TerraformProviderGenerator(new CodeMaker(), { ...document, provider_versions: undefined });
      const source = address.replace('registry.terraform.io/', '');
      const constraint = new TerraformProviderConstraint({ name, source, version: constraintOf(version) });
      generator.generate(new ConstructsMakerProviderTarget(constraint, LANGUAGES[0]));
      await generator.save(stage);
      trim(join(stage, 'providers', name));
      cpSync(join(stage, 'providers', name), join(outputFolder, name), { recursive: true });
    }
    writeFileSync(join(outputFolder, 'index.ts'), providers.map(({ name }) => `export * as ${name} from './${name}';\n`).join(''));
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

if (require.main === module) {
  const [outputFolder, schemaFolder = SCHEMAS] = process.argv.slice(2);
  const example = join(ROOT, 'examples', 'typescript', 'deliver-tokens');
  const targets = outputFolder ? [[outputFolder, schemaFolder]] : [[join(ROOT, 'src', 'l1'), SCHEMAS], [join(example, 'bindings'), join(example, 'schemas')]];
  void (async () => {
    for (const [folder, schemas] of targets) {
      await generateBindings(resolve(folder), resolve(schemas));
    }
  })();
}
