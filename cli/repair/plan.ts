import { join } from 'node:path';
import { drain } from './mend';
import { withTemporaryFolder } from './temporary-folder';
import { FilteredJson, type Keep } from '../state/filtered-json';
import { LOOKED_AT } from '../state/state-reader';
import { runTerraform, type TerraformOptions } from '../state/terraform';

export type Attributes = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What Terraform would do to an account, a key or a token. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly actions: readonly string[];
  /** Without what only an apply can tell, and without what Terraform marks as sensitive. */
  readonly before: Attributes;
  readonly after: Attributes;
}

const SCALARS = [
  'identifier', 'name', 'description', 'account_id', 'org_id', 'project_id', 'parent_id', 'apikey_id', 'apikey_type', 'email',
  'default_time_to_expire_token', 'valid_to', 'personal_access_token', 'expiration_date',
];
const LISTS = ['scopes', 'tags'];

const each = <T>(names: readonly string[], keep: T): Record<string, T> => Object.fromEntries(names.map((name) => [name, keep]));
const ATTRIBUTES: Keep = { fields: { ...each(SCALARS, 'scalar'), ...each(LISTS, { items: 'scalar' }) } };
const MARKS: Keep = { others: { items: 'scalar', orScalar: true } };
const DOCUMENT: Keep = {
  fields: {
    resource_changes: {
      items: {
        fields: {
          ...each(['address', 'mode', 'type'], 'scalar'),
          change: { fields: { actions: { items: 'scalar' }, before: ATTRIBUTES, after: ATTRIBUTES, before_sensitive: MARKS, after_sensitive: MARKS } },
        },
      },
    },
  },
};

/** A deploy is not waited for; but some backends lock all states for a moment where one of them is new. */
const LOCK_TIMEOUT = '10s';

/**
 * What an apply would do now, by the state alone: a refresh fails where a token is gone. While somebody else applies, Terraform's lock
 * makes it fail, so that what is just being created is not taken for lost.
 *
 * @throws CallFailed if Terraform cannot plan
 */
export async function readPlanOf(folder: string, options: TerraformOptions = {}): Promise<PlannedChange[]> {
  return withTemporaryFolder(async (temporary) => {
    const file = join(temporary, 'plan');
    await runTerraform(['plan', '-input=false', '-no-color', '-refresh=false', `-lock-timeout=${LOCK_TIMEOUT}`, `-out=${file}`], folder, drain, options);
    return runTerraform(['show', '-json', '-no-color', file], folder, readPlan, options);
  });
}

interface RawChange {
  readonly address?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly change?: {
    readonly actions?: readonly string[];
    readonly before?: Attributes;
    readonly after?: Attributes;
    readonly before_sensitive?: Readonly<Record<string, unknown>>;
    readonly after_sensitive?: Readonly<Record<string, unknown>>;
  };
}

async function readPlan(chunks: AsyncIterable<Uint8Array>): Promise<PlannedChange[]> {
  const reader = new FilteredJson(DOCUMENT);
  for await (const chunk of chunks) {
    reader.write(chunk);
  }
  const { resource_changes: changes = [] } = (reader.end() ?? {}) as { resource_changes?: readonly RawChange[] };
  return changes.flatMap(({ address, mode, type, change }) => (mode === 'managed' && address !== undefined && type !== undefined && LOOKED_AT.includes(type)
    ? [{
      address,
      type,
      actions: change?.actions ?? [],
      before: unmarked(change?.before, change?.before_sensitive),
      after: unmarked(change?.after, change?.after_sensitive),
    }] : []));
}

function unmarked(attributes: Attributes = {}, marks: Readonly<Record<string, unknown>> = {}): Attributes {
  const isMarked = (mark: unknown): boolean => mark === true || (Array.isArray(mark) && mark.includes(true));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !isMarked(marks[name])));
}
