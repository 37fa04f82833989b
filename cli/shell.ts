import { relative } from 'node:path';
import { terraformBinary } from './state/terraform';

/** A word as a POSIX shell takes it. */
export function shellWord(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A command of Terraform, in the folder of a stack if that is known. */
export function terraformCommand(folder: string | undefined, ...args: readonly string[]): string {
  const place = folder === undefined ? [] : [`-chdir=${relative('', folder) || '.'}`];
  return [terraformBinary(), ...place, ...args].map(shellWord).join(' ');
}

/** Deletes at Harness, with the variables that the provider reads. */
export function curlOfHarness(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return `curl -fsS -X DELETE -H "x-api-key: $HARNESS_PLATFORM_API_KEY" "\${HARNESS_ENDPOINT:-https://app.harness.io/gateway}${path}?${search.toString()}"`;
}

/** Deletes at Dynatrace, with the variables that the provider reads. */
export function curlOfDynatrace(path: string): string {
  return `curl -fsS -X DELETE -H "Authorization: Api-Token $DYNATRACE_API_TOKEN" "$DYNATRACE_ENV_URL${path}"`;
}
