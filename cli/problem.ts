/** Something that was to be read and could not be. */
export interface Problem {
  /** What: `stack 'tokens'`, `Harness, project delivery/shop`. */
  readonly source: string;
  /** Why, and what to do. One line, without secrets. */
  readonly message: string;
}

/** A call that gave nothing to work with; its message is for people and holds no secret. */
export class CallFailed extends Error {
  public constructor(message: string, public readonly status?: number) {
    super(message);
  }
}

export function messageOf(error: unknown): string {
  if (error instanceof CallFailed) {
    return error.message;
  }
  throw error;
}
