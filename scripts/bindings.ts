/**
 * Writes src/l1 from schemas/*.json: the bindings of the two providers, byte for byte the same each time.
 * Usage: ts-node scripts/bindings.ts [output folder]
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConstructsMakerProviderTarget, LANGUAGES, TerraformProviderConstraint } from '@cdktf/commons';
import { CodeMaker, TerraformProviderGenerator } from '@cdktf/provider-generator';
import { boundProviders } from './schemas';
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

export async function generateBindings(outputFolder: string): Promise<void> {
  const stage = mkdtempSync(join(tmpdir(), 'bindings-'));
  try {
    rmSync(outputFolder, { recursive: true, force: true });
    const providers = boundProviders();
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
  void generateBindings(resolve(process.argv[2] ?? join(ROOT, 'src', 'l1')));
}
