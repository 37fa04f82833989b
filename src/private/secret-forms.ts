import { TOKEN_SYSTEMS } from './token-systems';

/** No secret is shorter, so most strings need no look. */
const SHORTEST = 44;

/** The system whose secret the text holds, if any. */
export function systemOfSecretIn(text: string): string | undefined {
  return text.length < SHORTEST ? undefined : TOKEN_SYSTEMS.find(({ secretForms }) => secretForms.some((form) => form.test(text)))?.system;
}
