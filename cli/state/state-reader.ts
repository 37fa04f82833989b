import { cutTokens } from '../redact';
import { BrokenJson, FilteredJson, type Keep, type KeepFields } from './filtered-json';

/** A resource of a state, without anything that may be secret. */
export interface StateResource {
  /** As `terraform state list` writes it: `module.a.harness_platform_token.X["20261101"]`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** The key of an instance of `for_each`, or the number of one of `count`. */
  readonly index?: string | number;
  /** Set for what is left of a replacement: the object before, which Terraform has still to destroy. */
  readonly deposed?: string;
  /** Of the attributes that tell which token, key or account it is; without those that Terraform marks as sensitive. */
  readonly attributes: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Whether the state holds the secret of this token. */
  readonly hasSecret: boolean;
  /** Addresses without instance keys: what it was made from, directly or not. */
  readonly dependsOn: readonly string[];
}

/** Of any resource, these are read. None of them is a secret in any resource that is looked at. */
const ATTRIBUTES = [
  'id', 'identifier', 'name', 'account_id', 'org_id', 'project_id', 'parent_id', 'apikey_id', 'apikey_type', 'valid_from', 'valid_to', 'scheduled_expire_time',
  'enabled', 'personal_access_token', 'owner', 'creation_date', 'expiration_date', 'last_used_date',
];
const LISTS = ['scopes', 'tags'];
/** The attributes that hold the secrets: of these only whether there is something. */
const SECRETS = ['value', 'token'];

/** Types whose attributes are read; of the others only address, type and what they depend on. */
export const LOOKED_AT = ['harness_platform_service_account', 'harness_platform_apikey', 'harness_platform_token', 'dynatrace_api_token'];
const TOKENS = ['harness_platform_token', 'dynatrace_api_token'];

/** The major versions of the format that this reader knows. */
const FORMAT = /^[01]\./;

const each = <T>(names: readonly string[], keep: T): Record<string, T> => Object.fromEntries(names.map((name) => [name, keep]));

function documentOf(onResource: (resource: unknown) => void): Keep {
  const resource: Keep = {
    fields: {
      ...each(['address', 'mode', 'type', 'name', 'index', 'deposed_key'], 'scalar'),
      values: { fields: { ...each(ATTRIBUTES, 'scalar'), ...each(LISTS, { items: 'scalar' }), ...each(SECRETS, 'presence') } },
      // Marks of an attribute: true, or a list with true in it.
      sensitive_values: { others: { items: 'scalar', orScalar: true } },
      depends_on: { items: 'scalar' },
    },
  };
  const fields: Record<string, Keep> = { resources: { items: resource, each: onResource } };
  fields.child_modules = { items: { fields } };
  const root: KeepFields = {
    fields: {
      ...each(['format_version', 'terraform_version', 'version', 'serial', 'lineage'], 'scalar'),
      values: { fields: { root_module: { fields } } },
    },
  };
  return root;
}

/** A document that is no state, or one that this reader does not know. Its message is for people, and holds nothing of the document. */
export class UnreadableState extends Error {}

/**
 * Reads what `terraform show -json` prints. Only what is named above is ever kept, so that no secret of whatever resource or output
 * gets further than this.
 *
 * @throws UnreadableState
 */
export async function readState(chunks: AsyncIterable<Uint8Array>): Promise<StateResource[]> {
  const resources: StateResource[] = [];
  const reader = new FilteredJson(documentOf((found) => {
    const resource = resourceOf(found as RawResource);
    if (resource !== undefined) {
      resources.push(resource);
    }
  }));
  let document: unknown;
  try {
    for await (const chunk of chunks) {
      reader.write(chunk);
    }
    document = reader.end();
  } catch (error) {
    if (error instanceof BrokenJson) {
      throw new UnreadableState(`the state ${error.message}`);
    }
    throw error;
  }
  const { format_version: format, version, lineage } = (document ?? {}) as Record<string, unknown>;
  if (typeof format !== 'string') {
    throw new UnreadableState(version !== undefined && lineage !== undefined
      ? "it is a raw state file; give what 'terraform show -json' prints"
      : "it is not what 'terraform show -json' prints");
  }
  if (!FORMAT.test(format)) {
    throw new UnreadableState(`the state has the format ${cutTokens(format).slice(0, 20)}, which this version does not know: update this package`);
  }
  return resources;
}

interface RawResource {
  readonly address?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly name?: string;
  readonly index?: string | number;
  readonly deposed_key?: string;
  readonly values?: Readonly<Record<string, string | number | boolean | string[]>>;
  readonly sensitive_values?: Readonly<Record<string, unknown>>;
  readonly depends_on?: readonly string[];
}

function resourceOf(raw: RawResource): StateResource | undefined {
  const { address, mode, type, name, index, deposed_key: deposed, values = {}, sensitive_values: marks = {}, depends_on: dependsOn = [] } = raw;
  if (mode !== 'managed' || typeof address !== 'string' || typeof type !== 'string') {
    return undefined;
  }
  const isMarked = (attribute: string): boolean => {
    const mark = marks[attribute];
    return mark === true || (Array.isArray(mark) && mark.includes(true));
  };
  const attributes = LOOKED_AT.includes(type)
    ? Object.fromEntries(Object.entries(values)
      .filter(([attribute]) => !SECRETS.includes(attribute) && !isMarked(attribute))
      .map(([attribute, value]) => [attribute, cleaned(value)]))
    : {};
  return {
    address: cutTokens(address),
    type,
    name: cutTokens(name ?? ''),
    ...(index === undefined ? {} : { index }),
    ...(deposed === undefined ? {} : { deposed }),
    attributes,
    hasSecret: TOKENS.includes(type) && SECRETS.some((attribute) => values[attribute] === true),
    dependsOn: dependsOn.map(cutTokens),
  };
}

function cleaned(value: string | number | boolean | string[]): string | number | boolean | string[] {
  return typeof value === 'string' ? cutTokens(value) : Array.isArray(value) ? value.map((item) => cutTokens(String(item))) : value;
}
