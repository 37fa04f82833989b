import type { HarnessIdentity } from './identity';
import type { Joined } from './join';
import type { LiveHarness } from '../live/harness';
import { curlOfDynatrace, curlOfHarness, shellWord, terraformCommand } from '../shell';
import type { StateResource } from '../state/state-reader';
import type { StackState } from '../state/states';

export function deploy(stack: string): string {
  return `cdktf deploy ${shellWord(stack)}`;
}

export function apply({ folder }: Joined): string {
  return terraformCommand(folder, 'apply');
}

export function replace({ folder, state }: Joined): string {
  return terraformCommand(folder, 'apply', `-replace=${state!.address}`);
}

export function forget(folder: string | undefined, addresses: readonly string[]): string {
  return terraformCommand(folder, 'state', 'rm', ...addresses);
}

/** Deletes a token at its service, with the variables that the providers read. */
export function deleteAtService({ identity, live }: Joined): string {
  if (live?.dynatrace !== undefined) {
    return curlOfDynatrace(`/api/v2/apiTokens/${encodeURIComponent(live.dynatrace.id)}`);
  }
  const { account, org, project, type, parent, apiKey, identifier } = identity!;
  const isOfAccount = type !== 'SERVICE_ACCOUNT';
  return curlOfHarness(`/ng/api/token/${encodeURIComponent(identifier)}`, {
    accountIdentifier: account,
    orgIdentifier: isOfAccount ? undefined : org,
    projectIdentifier: isOfAccount ? undefined : project,
    apiKeyType: type,
    parentIdentifier: parent,
    apiKeyIdentifier: apiKey,
  });
}

/**
 * The addresses that have to leave the state with a dead token: with it went its key and its account, if those are gone, too, and no plan
 * gets past one of them.
 */
export function deadWith(
  state: StateResource, identity: HarnessIdentity | undefined, stack: StackState | undefined, harness: LiveHarness | undefined,
): string[] {
  if (identity === undefined || harness === undefined || stack === undefined) {
    return [state.address];
  }
  const { org, project, type, parent, apiKey } = identity;
  const isHere = (entity: { readonly org?: string; readonly project?: string }): boolean => type === 'USER' || (entity.org === org && entity.project === project);
  const hasAccount = type === 'USER' || harness.serviceAccounts.some((account) => isHere(account) && account.identifier === parent);
  const hasKey = harness.apiKeys.some((key) => isHere(key) && key.type === type && key.parent === parent && key.identifier === apiKey);
  const inState = (entityType: string, identifier: string, more: Readonly<Record<string, string>> = {}): string[] => stack.resources
    .filter(({ type: found, attributes }) => found === entityType && attributes.identifier === identifier
      && isHere({ org: textOf(attributes.org_id), project: textOf(attributes.project_id) })
      && Object.entries(more).every(([name, value]) => attributes[name] === value))
    .map(({ address }) => address);
  return [
    ...hasAccount ? [] : inState('harness_platform_service_account', parent),
    ...hasKey ? [] : inState('harness_platform_apikey', apiKey, { parent_id: parent }),
    state.address,
  ];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
