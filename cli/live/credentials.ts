import type { Problem } from '../problem';

/** The variables that the providers read, in their order. */
const HARNESS = { endpoint: 'HARNESS_ENDPOINT', account: 'HARNESS_ACCOUNT_ID', key: 'HARNESS_PLATFORM_API_KEY' };
const DYNATRACE_URL = ['DYNATRACE_ENV_URL', 'DT_ENV_URL', 'DYNATRACE_ENVIRONMENT_URL', 'DT_ENVIRONMENT_URL'];
const DYNATRACE_TOKEN = ['DYNATRACE_API_TOKEN', 'DT_API_TOKEN'];

const DEFAULT_HARNESS_ENDPOINT = 'https://app.harness.io/gateway';

export interface HarnessCredentials {
  readonly endpoint: string;
  readonly account: string;
  readonly key: string;
}

export interface DynatraceCredentials {
  readonly environment: string;
  readonly token: string;
}

export interface Credentials {
  /** Undefined if none of its variables is set, or one of them is of no use. */
  readonly harness?: HarnessCredentials;
  readonly dynatrace?: DynatraceCredentials;
  /** What is missing or wrong, by system; a system with no variable at all is none of the problems. */
  readonly problems: readonly Problem[];
  readonly withoutVariables: ReadonlyArray<'Harness' | 'Dynatrace'>;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readCredentials(environment: Environment = process.env): Credentials {
  const harness = readHarness(environment);
  const dynatrace = readDynatrace(environment);
  return {
    ...(harness !== undefined && 'key' in harness ? { harness } : {}),
    ...(dynatrace !== undefined && 'token' in dynatrace ? { dynatrace } : {}),
    problems: [harness, dynatrace].filter((found): found is Problem => found !== undefined && 'message' in found),
    withoutVariables: [...(harness === undefined ? ['Harness' as const] : []), ...(dynatrace === undefined ? ['Dynatrace' as const] : [])],
  };
}

/** A Dynatrace environment as this library writes it: what the provider calls, without a slash at the end. */
export function normalizeEnvironment(url: string): string {
  return url.trim().replace(/\/+$/, '').replace(/\.apps\.(dynatrace(?:labs)?\.com)/, '.live.$1');
}

/** The address of Harness as this library writes it. */
export function normalizeEndpoint(url = DEFAULT_HARNESS_ENDPOINT): string {
  return url.trim().replace(/\/+$/, '');
}

function readHarness(environment: Environment): HarnessCredentials | Problem | undefined {
  const account = environment[HARNESS.account]?.trim() || undefined;
  const key = environment[HARNESS.key]?.trim() || undefined;
  if (account === undefined && key === undefined) {
    return undefined;
  }
  const missing = [account === undefined ? HARNESS.account : [], key === undefined ? HARNESS.key : []].flat();
  const endpoint = normalizeEndpoint(environment[HARNESS.endpoint] || undefined);
  const message = missing.length > 0 ? `set the variable ${missing.join(' and ')}`
    : addressProblem(endpoint, HARNESS.endpoint) ?? secretProblem(key!, HARNESS.key);
  return message === undefined ? { endpoint, account: account!, key: key! } : { source: 'Harness', message };
}

function readDynatrace(environment: Environment): DynatraceCredentials | Problem | undefined {
  const [urlName, url] = first(environment, DYNATRACE_URL);
  const [tokenName, token] = first(environment, DYNATRACE_TOKEN);
  if (url === undefined && token === undefined) {
    return undefined;
  }
  const missing = [url === undefined ? urlName : [], token === undefined ? tokenName : []].flat();
  const message = missing.length > 0 ? `set the variable ${missing.join(' and ')}` : addressProblem(url!, urlName) ?? secretProblem(token!, tokenName);
  return message === undefined ? { environment: normalizeEnvironment(url!), token: token! } : { source: 'Dynatrace', message };
}

/** The first of the variables that is set, or the usual name. */
function first(environment: Environment, names: readonly string[]): [name: string, value: string | undefined] {
  const name = names.find((candidate) => environment[candidate]?.trim()) ?? names[0];
  return [name, environment[name]?.trim() || undefined];
}

/** Never shows the text: somebody may have put a token into the wrong variable. */
function addressProblem(text: string, variable: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return `the variable ${variable} must hold an address such as https://abc12345.live.dynatrace.com`.replace(/https.*/, variable === HARNESS.endpoint
      ? DEFAULT_HARNESS_ENDPOINT : 'https://abc12345.live.dynatrace.com');
  }
  return url.username !== '' || url.password !== '' ? `the variable ${variable} must hold an address without a user or a password` : undefined;
}

function secretProblem(text: string, variable: string): string | undefined {
  return /^[\x21-\x7e]+$/.test(text) ? undefined : `the variable ${variable} holds characters that no token has, such as a line break within`;
}
