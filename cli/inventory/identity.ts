/** Which token of Harness it is. */
export interface HarnessIdentity {
  readonly account: string;
  readonly org?: string;
  readonly project?: string;
  readonly type: 'SERVICE_ACCOUNT' | 'USER';
  readonly parent: string;
  readonly apiKey: string;
  readonly identifier: string;
}

/** The service compares identifiers case-insensitively. */
export function harnessKey({ account, org, project, type, parent, apiKey, identifier }: HarnessIdentity): string {
  const place = type === 'USER' ? [] : [org ?? '', project ?? ''];
  return ['harness', account, ...place, type, parent, apiKey, identifier.toLowerCase()].join('/');
}

export function dynatraceKey(id: string): string {
  return `dynatrace/${id}`;
}

/** From attributes as a state or the code has them; undefined if one is missing. */
export function harnessIdentityOf(attributes: Readonly<Record<string, unknown>>): HarnessIdentity | undefined {
  const text = (name: string): string | undefined => (typeof attributes[name] === 'string' && attributes[name] !== '' ? attributes[name] as string : undefined);
  const [account, parent, apiKey, identifier, type] = ['account_id', 'parent_id', 'apikey_id', 'identifier', 'apikey_type'].map(text);
  if (account === undefined || parent === undefined || apiKey === undefined || identifier === undefined || (type !== 'USER' && type !== 'SERVICE_ACCOUNT')) {
    return undefined;
  }
  const [org, project] = ['org_id', 'project_id'].map(text);
  return { account, ...org !== undefined && { org }, ...project !== undefined && { project }, type, parent, apiKey, identifier };
}
