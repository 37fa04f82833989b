import * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { isLateBound, textOf } from '../private/late-bound';
import { isProviderOf } from '../private/props';
import { TOKEN_SYSTEMS } from '../private/token-systems';

type Provided = cdktf.TerraformResource | cdktf.TerraformDataSource;

/** Where the Harness provider takes the account from, unless it is given one. */
const ACCOUNT_VARIABLE = 'HARNESS_ACCOUNT_ID';

/** The systems by the names of their providers. */
const PROVIDER_NAMES: ReadonlyMap<string, string> = new Map(TOKEN_SYSTEMS.map(({ system, resourceType }) => [resourceType.split('_')[0], system]));

/**
 * Refuses, at synth, what no provider of the stack can make. Terraform would configure an empty provider by itself, which fails
 * at apply or uses the account that the environment names. (A stack without any is refused by cdktf.)
 */
export function watchProviders(stack: cdktf.TerraformStack): void {
  stack.node.addValidation({ validate: () => complaints(stack) });
}

function complaints(stack: cdktf.TerraformStack): string[] {
  const providers: cdktf.TerraformProvider[] = [];
  const provided: Provided[] = [];
  for (const node of stack.node.findAll()) {
    if (cdktf.TerraformProvider.isTerraformProvider(node) && node.cdktfStack === stack) {
      providers.push(node);
    } else if (isProvided(node) && node.cdktfStack === stack && !('provider' in rawOverrides(node))) {
      provided.push(node);
    }
  }
  return provided.flatMap((element) => complaint(element, providers) ?? []);
}

function complaint(element: Provided, providers: cdktf.TerraformProvider[]): string | undefined {
  const name = element.terraformGeneratorMetadata!.providerName;
  const system = PROVIDER_NAMES.get(name)!;
  const place = `[${placeOf(element)}]`;
  const { provider } = element;
  if (!provider) {
    const candidates = providers.filter((candidate) => candidate.terraformResourceType === name);
    const fallback = candidates.find(({ alias }) => !alias);
    return fallback || candidates.length === 0
      ? fallback && otherAccount(element, fallback, place)
      : `provider must be given, since the stack's ${system} providers all have an alias (${candidates.map(({ fqn }) => fqn).join(', ')}): `
        + `give one of them, or add a ${system}Provider without alias ${place}`;
  }
  if (!isProviderOf(name, provider)) {
    return `provider must be a ${system}Provider, got '${provider.fqn}' ${place}`;
  }
  if (provider.cdktfStack !== element.cdktfStack) {
    return `provider must be of the same stack, got one of ${provider.cdktfStack.node.path}: add a ${system}Provider to ${element.cdktfStack.node.path} ${place}`;
  }
  return otherAccount(element, provider, place);
}

/** The account that the provider is configured with wins, and Terraform stops at the contradiction in the middle of the apply. */
function otherAccount(element: Provided, provider: cdktf.TerraformProvider, place: string): string | undefined {
  const wanted = knownAccount((element as { accountIdInput?: unknown }).accountIdInput);
  const given = (provider as { accountId?: unknown }).accountId;
  const configured = knownAccount(given);
  if (wanted === undefined) {
    return undefined;
  }
  if (configured !== undefined && configured !== wanted) {
    return `harnessScope must be of the account that its provider is configured with (${configured}), got '${wanted}': `
      + `give the provider of that account, or another scope ${place}`;
  }
  const fromEnvironment = process.env[ACCOUNT_VARIABLE];
  if (given === undefined && fromEnvironment && fromEnvironment !== wanted) {
    cdktf.Annotations.of(element).addWarning(
      `the provider takes the account from ${ACCOUNT_VARIABLE}, which is '${fromEnvironment}' now, and the scope is of '${wanted}': deployed like this, Terraform stops with an inconsistent plan`);
  }
  return undefined;
}

function knownAccount(account: unknown): string | undefined {
  return typeof account === 'string' && !isLateBound(account) ? textOf(account) : undefined;
}

function isProvided(node: IConstruct): node is Provided {
  return (cdktf.TerraformResource.isTerraformResource(node) || cdktf.TerraformDataSource.isTerraformDataSource(node))
    && PROVIDER_NAMES.has(node.terraformGeneratorMetadata?.providerName ?? '');
}

function rawOverrides(element: Provided): object {
  return (element as unknown as { rawOverrides: object }).rawOverrides;
}

/** The construct that made the resource. */
function placeOf(element: Provided): string {
  return element.node.id === 'Resource' ? element.node.scope!.node.path : element.node.path;
}
