import { cutSecrets } from '../sandbox/secrets';

export const NAME = 'cdktf-access-tokens';

/** Ends the command with one line for people. */
export class Complaint extends Error {}

/** Takes what a command will end with: its exit code. */
export type Conclude = (exitCode: Promise<number>) => void;

/** One line, whatever the message holds: it repeats what was typed, and somebody may have typed a secret. */
export function complain(message: string): void {
  process.stderr.write(`${NAME}: ${cutSecrets(message.replace(/\s*\n\s*/g, ' '))}\n`);
}
