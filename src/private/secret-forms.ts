import { TOKEN_SYSTEMS } from './token-systems';

/** No secret is shorter, so most strings need no look. */
const SHORTEST = 43;
/** A run of Base64 that is long enough to hold the shortest secret. */
const BASE64 = /[A-Za-z0-9+/_-]{56,}/g;
/** A text before the encoded one may shift it against the groups of four characters. */
const SHIFTS = [0, 1, 2, 3];

/** The system whose secret the text holds, as it is or in Base64, if any. */
export function systemOfSecretIn(text: string): string | undefined {
  if (text.length < SHORTEST) {
    return undefined;
  }
  const plain = systemOfPlainSecretIn(text);
  if (plain !== undefined || text.length < 56) {
    return plain;
  }
  return text.match(BASE64)?.map(systemOfEncodedSecret).find((system) => system !== undefined);
}

function systemOfPlainSecretIn(text: string): string | undefined {
  return TOKEN_SYSTEMS.find(({ secretForms }) => secretForms.some((form) => form.test(text)))?.system;
}

function systemOfEncodedSecret(run: string): string | undefined {
  return SHIFTS.map((shift) => systemOfPlainSecretIn(Buffer.from(run.slice(shift), 'base64').toString('latin1'))).find((system) => system !== undefined);
}

/**
 * What may be a secret, loosely: cut short, too long, in other letters, or its secret part alone. The public part of a
 * Dynatrace token is none: it is the token's id.
 */
const LOOKS_SECRET = [
  /dt0\w{3}\.\s*\w{25,}(?:\.\w*)?/gi,
  /dt0\w{3}\.\s*\w+\.\s*\w+/gi,
  /(?:(?<![a-z])|(?<=%[\da-f]{2}|\\[nrt]))[ps]at\.\s*[\w.-]{16,}/gi,
  /(?=[a-z_-]*\d)[\w-]{20,}\.(?=[a-z]*\d)[a-z\d]{16,}/gi,
  // Letters and digits, or capitals, so many that nobody would read a name in them.
  /(?=[A-Za-z]*\d)[A-Za-z\d]{40,}|[A-Z\d]{40,}/g,
];
const LEFT_OUT = '(left out: it may be a secret)';

/** The text with all that may be a secret left out. */
export function withoutSecrets(text: string): string {
  const plain = text.replace(BASE64, (run) => (systemOfEncodedSecret(run) === undefined ? run : LEFT_OUT));
  return LOOKS_SECRET.reduce((left, form) => left.replace(form, LEFT_OUT), plain);
}
