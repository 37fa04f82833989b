import type * as cdktf from 'cdktf';
import { isLateBound } from '../../private/late-bound';
import { type ResourceReader, textsOf, type Unknown, UNKNOWN } from '../../private/resource-reader';
import { TokenKind } from '../../token-facts';
import { type ConstructFacts, type End, nameOf, timeOf, tokenFacts } from '../../tokens/facts';

const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: 60 * MINUTE, d: 1440 * MINUTE, w: 7 * 1440 * MINUTE };

/** A word `key:value`, which stands in the name for the tags that the service does not have. */
const TAG = /(?<![^\s[(,;])([A-Za-z][\w.-]*):([^\s\]),;:/][^\s\]),;:]*)(?![^\s\]),;])/g;

/** What is known of a Dynatrace token. */
export function dynatraceTokenFacts(token: cdktf.TerraformResource, reader: ResourceReader, of: ConstructFacts) {
  const name = nameOf(token, reader);
  const personal = reader.read(token, 'personal_access_token');
  const scopes = textsOf(reader.read(token, 'scopes'));
  return tokenFacts(token, reader, of, {
    system: 'Dynatrace',
    kind: personal === UNKNOWN ? UNKNOWN : isTrue(personal) ? TokenKind.PERSONAL : TokenKind.ENVIRONMENT,
    name,
    place: { environment: environmentOf(token, reader) },
    // The user whom the provider's own token belongs to.
    owner: UNKNOWN,
    permissions: () => ({ known: [...scopes.texts].sort(), complete: scopes.complete }),
    tags: typeof name === 'string'
      ? { known: Object.fromEntries([...name.matchAll(TAG)].map(([, key, value]) => [key, value])), complete: true }
      : { known: {}, complete: false },
    end: endOf(reader.read(token, 'expiration_date')),
    // A boolean that is not set is false to the provider.
    enabled: enabled(reader.read(token, 'enabled')),
  });
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function enabled(value: unknown): boolean | Unknown {
  return value === UNKNOWN ? UNKNOWN : isTrue(value);
}

function endOf(value: unknown): End {
  if (value === undefined || value === '') {
    return 'never';
  }
  // https://docs.dynatrace.com/docs/dynatrace-api/environment-api/tokens-v2/api-tokens/post-token
  const relative = /^now\+(\d+)([mhdw])$/.exec(String(value));
  if (relative) {
    const [, amount, unit] = relative;
    return { after: Number(amount) * UNITS[unit] };
  }
  const at = timeOf(value);
  return typeof at === 'number' ? { at } : UNKNOWN;
}

/** The address of the environment where the provider is given one, else the provider's name. */
function environmentOf(token: cdktf.TerraformResource, reader: ResourceReader): string {
  const provider = reader.providerOf(token, 'dynatrace');
  const address = provider?.attributes.dt_env_url;
  return typeof address === 'string' && !isLateBound(address) ? address : provider?.name ?? 'dynatrace';
}
