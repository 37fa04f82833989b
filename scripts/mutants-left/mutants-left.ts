/** Faults of a part that no test notices, and why they were left. */
export interface MutantsLeft {
  /** How the file's name begins. */
  readonly in: string;
  /** The code before, in one line. */
  readonly original: RegExp;
  /** The code after; any if it is left out. */
  readonly replacement?: RegExp;
  readonly reason: string;
  /** Whether nobody could see the difference. */
  readonly equivalent?: boolean;
}
