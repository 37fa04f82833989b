/**
 * Takes schemas/*.json from the real providers, as Terraform installs them: for a machine with a provider registry.
 * Usage: ts-node scripts/schema-update.ts [output folder]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { boundProviders } from './schemas';
import { Complaint, need, ROOT } from './tools';

const KINDS = ['resource_schemas', 'data_source_schemas'];

type Json = Record<string, any>;

function terraform(folder: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('terraform', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1_000_000_000 });
  if (status !== 0) {
    const reason = /^.*Error: .*$/m.exec(stderr)?.[0].replace(/^\W+/, '') ?? `terraform ${args[0]} failed`;
    throw new Complaint(`the real providers could not be installed, which needs a machine with a provider registry (${reason})`);
  }
  return stdout;
}

/** The schemas of the newest providers, none older than in `schemas/`, cut to the blocks that `schemas/` has. */
export function updateSchemas(outputFolder: string): void {
  need('terraform', 'version', 'install Terraform >= 1.5 from https://developer.hashicorp.com/terraform/install');
  const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  try {
    const present = boundProviders();
    const required = Object.fromEntries(present.map(({ name, address, version }) => [name, { source: address, version: `>= ${version}` }]));
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: required } }));
    terraform(folder, 'init', '-input=false', '-no-color');
    const all = JSON.parse(terraform(folder, 'providers', 'schema', '-json'));
    const versions = JSON.parse(terraform(folder, 'version', '-json')).provider_selections;
    for (const { name, address, document } of present) {
      const cut = withoutDescriptions(cutTo(document.provider_schemas[address], all.provider_schemas[address], name));
      const text = JSON.stringify({
        format_version: all.format_version, provider_versions: { [address]: versions[address] }, provider_schemas: { [address]: cut },
      }, undefined, 2);
      writeFileSync(join(outputFolder, `${name}.json`), `${text}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function cutTo(bound: Json, installed: Json, provider: string): Json {
  const cut: Json = { provider: installed.provider };
  for (const kind of KINDS) {
    cut[kind] = Object.fromEntries(Object.keys(bound[kind]).map((type) => {
      const schema = installed[kind][type];
      if (!schema) {
        throw new Complaint(`the installed ${provider} provider has no ${type} any more: take it out of schemas/${provider}.json first`);
      }
      return [type, schema];
    }));
  }
  // What stands beside the bound blocks of the Dynatrace provider configures resources that are not bound.
  cut.provider = { ...cut.provider, block: { ...cut.provider.block, block_types: bound.provider.block.block_types } };
  return cut;
}

function withoutDescriptions(value: any): any {
  if (Array.isArray(value)) {
    return value.map(withoutDescriptions);
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value)
      .filter(([key, item]) => item !== undefined && !(key === 'description' && typeof item === 'string') && key !== 'description_kind')
      .map(([key, item]) => [key, withoutDescriptions(item)]))
    : value;
}

if (require.main === module) {
  try {
    updateSchemas(resolve(process.argv[2] ?? join(ROOT, 'schemas')));
  } catch (error) {
    console.error(error instanceof Complaint ? `schema:update: ${error.message}` : error);
    process.exitCode = 1;
  }
}
