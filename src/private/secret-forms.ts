/**
 * What a secret of each system looks like.
 * Dynatrace: https://docs.dynatrace.com/docs/discover-dynatrace/references/dynatrace-api/basics/dynatrace-api-authentication#token-format
 * Harness: a kind, the account, an internal id and 20 characters, joined by dots.
 */
const FORMS: { readonly system: string; readonly form: RegExp }[] = [
  { system: 'Dynatrace', form: /dt0[a-zA-Z][0-9]{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}/ },
  { system: 'Harness', form: /(?<![\w.-])[ps]at\.[\w-]+\.[\w-]{16,}\.[A-Za-z0-9]{20}(?!\w)/ },
];

/** No secret is shorter, so most strings need no look. */
const SHORTEST = 44;

/** The system whose secret the text holds, if any. */
export function systemOfSecretIn(text: string): string | undefined {
  return text.length < SHORTEST ? undefined : FORMS.find(({ form }) => form.test(text))?.system;
}
