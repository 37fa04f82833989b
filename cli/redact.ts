import { cutSecrets } from '../sandbox/secrets';

/** Secrets of both systems that `cutSecrets` does not know: older and other kinds, and the password of an address. */
const FURTHER: ReadonlyArray<readonly [RegExp, string]> = [
  [/(dt0[a-z]\d{2}\.[a-z0-9-]+)\.[a-z0-9]+/gi, '$1.***'],
  [/\b(pat|sat)\.[\w-]{8,}\.[\w.-]{8,}/gi, '$1.***'],
  [/(\/\/[^\s/:@]*):[^\s/@]+@/g, '$1:***@'],
  [/\b(password|passwd|token|secret|api[-_]?key)(["']?\s*[=:]\s*["']?)[^\s"',;)]+/gi, '$1$2***'],
];

/**
 * A text of somebody else's that is shown to people: on one line, and with whatever looks like a secret cut.
 *
 * @param secrets texts to be cut as well, such as the credentials that a call was made with
 */
export function redact(text: string, secrets: ReadonlyArray<string | undefined> = []): string {
  let clean = text;
  for (const secret of secrets) {
    // A few characters would be found everywhere.
    if (secret !== undefined && secret.length >= 8) {
      clean = clean.split(secret).join('***');
    }
  }
  return cutTokens(clean.replace(/\s+/g, ' '));
}

/** A name or an address out of a state, code or service, in which somebody may have written a token. */
export function cutTokens(text: string): string {
  return FURTHER.slice(0, 3).reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), cutSecrets(text));
}

/** An error's text: here a password may stand behind its name. */
export function redactError(text: string, secrets: ReadonlyArray<string | undefined> = []): string {
  return FURTHER.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), redact(text, secrets));
}
