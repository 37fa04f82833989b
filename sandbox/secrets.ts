import { createHash, randomBytes, randomInt } from 'node:crypto';

const UPPER_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ALPHANUMERICS = `${LETTERS}0123456789`;

/**
 * All that is kept of a secret: neither the memory of the servers nor a state file could give one away.
 */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

export function randomLetters(length: number): string {
  return randomText(LETTERS, length);
}

export function randomAlphanumerics(length: number): string {
  return randomText(ALPHANUMERICS, length);
}

/** A secret that was just made: the only moment at which its text exists here. */
export interface IssuedSecret {
  /** The public part. */
  readonly id: string;
  readonly secret: string;
}

/** `<pat|sat>.<account>.<internal id>.<20 alphanumerics>`, marked as a fake by the start of its last part. */
export function issueHarnessSecret(kind: 'pat' | 'sat', accountId: string): IssuedSecret {
  const id = randomBytes(12).toString('hex');
  return { id, secret: `${kind}.${accountId}.${id}.sandbox${randomAlphanumerics(13)}` };
}

/** `dt0c01.<24 public characters>.<64 secret ones>`, both parts marked as a fake by their start. */
export function issueDynatraceSecret(): IssuedSecret {
  const id = `dt0c01.SANDBOX${randomText(UPPER_AND_DIGITS, 17)}`;
  return { id, secret: `${id}.SANDBOXSECRET${randomText(UPPER_AND_DIGITS, 51)}` };
}

/** Both forms, and what is left of them when somebody cut the end off. */
const DYNATRACE_SECRET = /(dt0[a-z]\d{2}\.[a-z0-9]+)\.[a-z0-9]+/gi;
const DYNATRACE_SECRET_PART = /SANDBOXSECRET[a-z0-9]+/gi;
const HARNESS_SECRET = /(pat|sat)\.[\w-]+\.[\w-]+\.[\w-]+/gi;

/** A path or a name is the caller's text: it must not be able to write a line of its own into the log or steer a terminal. */
// eslint-disable-next-line no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/** The text with the secret part of every token in it cut, and on one line whatever it held. */
export function cutSecrets(text: string): string {
  return text
    .replace(CONTROL_CHARACTERS, '')
    .replace(DYNATRACE_SECRET, '$1.***')
    .replace(DYNATRACE_SECRET_PART, '***')
    .replace(HARNESS_SECRET, '$1.***');
}
