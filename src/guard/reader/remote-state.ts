import type { Block, Document, StateLocation } from './document';

/** Settings that name a state; what else a backend takes (credentials, locks, encryption) does not. */
const NAMING: Readonly<Record<string, readonly string[]>> = {
  azurerm: ['storage_account_name', 'container_name', 'key'],
  consul: ['address', 'path', 'datacenter'],
  cos: ['bucket', 'prefix', 'key'],
  gcs: ['bucket', 'prefix'],
  http: ['address'],
  kubernetes: ['secret_suffix', 'namespace', 'host'],
  local: ['path'],
  oss: ['bucket', 'prefix', 'key'],
  pg: ['conn_str', 'schema_name'],
  remote: ['hostname', 'organization', 'workspaces'],
  s3: ['bucket', 'key', 'endpoint', 'endpoints'],
};

/** What a backend takes if the setting is left out. */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  kubernetes: { namespace: 'default' },
  local: { path: 'terraform.tfstate' },
  oss: { prefix: 'env:', key: 'terraform.tfstate' },
  pg: { schema_name: 'terraform_remote_state' },
  remote: { hostname: 'app.terraform.io' },
};

/**
 * The documents by the states that they are kept in. Which of them a remote state reads follows from an equal backend and
 * equal settings, never from names.
 */
export class States {
  private readonly byLocation = new Map<string, Document>();

  public constructor(documents: readonly Document[]) {
    for (const document of documents) {
      this.byLocation.set(keyOf(document.backend, document), document);
    }
  }

  /** The document whose state is read; undefined if it is none of these. */
  public readBy(reader: Document, { body }: Block): Document | undefined {
    const location = locationOf(body);
    return location && this.byLocation.get(keyOf(location, reader));
  }
}

function locationOf(body: any): StateLocation | undefined {
  const config = Array.isArray(body?.config) ? body.config[0] : body?.config;
  return typeof body?.backend === 'string' ? { type: body.backend, config: config ?? {} } : undefined;
}

function keyOf({ type, config }: StateLocation, document: Document): string {
  const names = NAMING[type] ?? Object.keys(config).filter((name) => name !== '//').sort();
  const values = names.map((name): [string, unknown] => [name, config[name] ?? DEFAULTS[type]?.[name]]);
  return JSON.stringify([type, values.map(([name, value]) => [name, normalized(type === 'local' && typeof value === 'string' ? document.resolvePath(value) : value)])]);
}

/** The same for the same settings, in whatever order and with or without empty ones. */
function normalized(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length === 1 ? normalized(value[0]) : value.map(normalized);
  }
  if (value === null || typeof value !== 'object') {
    return value ?? null;
  }
  const entries = Object.entries(value).filter(([key, item]) => key !== '//' && key !== 'project' && item !== null && item !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, normalized(item)]);
}
