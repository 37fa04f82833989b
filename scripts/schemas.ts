import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './tools';

/** A provider of which bindings are made. */
export interface BoundProvider {
  /** Its name, and that of its file in schemas/. */
  readonly name: string;
  /** With the registry's host. */
  readonly address: string;
  /** The one that the schema describes. */
  readonly version: string;
  /** As `terraform providers schema -json` prints it, with the versions of the providers beside it. */
  readonly document: any;
}

export const SCHEMAS = join(ROOT, 'schemas');

/** A folder of schemas holds a file per provider, and is the one list of bound providers and resources; its other files are data of their own. */
export function boundProviders(folder = SCHEMAS): BoundProvider[] {
  return readdirSync(folder).sort()
    .map((file) => ({ name: file.replace(/\.json$/, ''), document: JSON.parse(readFileSync(join(folder, file), 'utf8')) }))
    .filter(({ document }) => document.provider_schemas !== undefined)
    .map(({ name, document }) => {
      const [[address, version]] = Object.entries<string>(document.provider_versions);
      return { name, address, version, document };
    });
}
