// Bundled into the command, so that users of the library get no dependency from it.
// eslint-disable-next-line import/no-extraneous-dependencies
import { Tokenizer, TokenType } from '@streamparser/json';

/**
 * What to keep of a JSON document. What is named nowhere is dropped while it is read, and is never part of a value.
 * `scalar` keeps a string, number or boolean; `presence` keeps only whether there is one that is not empty.
 */
export type Keep = 'scalar' | 'presence' | KeepFields | KeepItems;

export interface KeepFields {
  readonly fields?: Readonly<Record<string, Keep>>;
  /** How fields are kept that `fields` does not name. */
  readonly others?: Keep;
}

export interface KeepItems {
  readonly items: Keep;
  /** Whether a scalar in place of the list is kept, too. */
  readonly orScalar?: boolean;
  /** Takes the items one by one, in place of a list. */
  readonly each?: (item: unknown) => void;
}

interface Frame {
  readonly isArray: boolean;
  readonly keep: Keep | undefined;
  /** Undefined if all in it is dropped. */
  readonly value: unknown[] | Record<string, unknown> | undefined;
  key?: string;
}

/** Thrown if a document ends too early or is no JSON. Tells the place, never the text. */
export class BrokenJson extends Error {}

/** Reads JSON as it comes and keeps what it is told to: a secret that is not kept is gone with the chunk it stood in. */
export class FilteredJson {
  private readonly tokenizer = new Tokenizer();
  private readonly frames: Frame[] = [];
  private expectsKey = false;
  private started = false;
  private done = false;
  private result: unknown;

  public constructor(private readonly keep: Keep) {
    this.tokenizer.onToken = ({ token, value }) => this.take(token, value);
    this.tokenizer.onError = (error) => {
      throw error instanceof BrokenJson ? error : new BrokenJson('is no JSON');
    };
  }

  /** @throws BrokenJson */
  public write(chunk: Uint8Array): void {
    if (this.done) {
      if (chunk.some((byte) => byte > 0x20)) {
        throw new BrokenJson('holds more than one JSON document');
      }
      return;
    }
    this.tokenizer.write(chunk);
  }

  /**
   * @returns what was kept; undefined if there was nothing at all
   * @throws BrokenJson
   */
  public end(): unknown {
    if (this.started && !this.done) {
      throw new BrokenJson('ends in the middle');
    }
    return this.result;
  }

  private take(token: TokenType, value: unknown): void {
    if (this.done) {
      throw new BrokenJson('holds more than one JSON document');
    }
    this.started = true;
    const frame = this.frames.at(-1);
    switch (token) {
      case TokenType.COLON:
        return;
      case TokenType.COMMA:
        this.expectsKey = frame?.isArray === false;
        return;
      case TokenType.LEFT_BRACE:
      case TokenType.LEFT_BRACKET: {
        const isArray = token === TokenType.LEFT_BRACKET;
        const keep = this.keepHere(frame);
        const kept = typeof keep === 'object' && isArray === 'items' in keep;
        this.frames.push({ isArray, keep: kept ? keep : undefined, value: kept ? (isArray ? [] : {}) : undefined });
        this.expectsKey = !isArray;
        return;
      }
      case TokenType.RIGHT_BRACE:
      case TokenType.RIGHT_BRACKET: {
        if (frame === undefined || frame.isArray !== (token === TokenType.RIGHT_BRACKET)) {
          throw new BrokenJson('is no JSON');
        }
        this.frames.pop();
        this.expectsKey = false;
        if (frame.value !== undefined) {
          this.store(this.frames.at(-1), frame.value);
        }
        this.done = this.frames.length === 0;
        return;
      }
      default:
        if (this.expectsKey && frame !== undefined && !frame.isArray) {
          frame.key = String(value);
          this.expectsKey = false;
          return;
        }
        this.scalar(frame, value);
        this.done = this.frames.length === 0;
    }
  }

  private keepHere(frame: Frame | undefined): Keep | undefined {
    if (frame === undefined) {
      return this.frames.length === 0 ? this.keep : undefined;
    }
    const { keep, key } = frame;
    if (typeof keep !== 'object') {
      return undefined;
    }
    if ('items' in keep) {
      return keep.items;
    }
    return (Object.hasOwn(keep.fields ?? {}, key!) ? keep.fields![key!] : undefined) ?? keep.others;
  }

  private scalar(frame: Frame | undefined, value: unknown): void {
    const keep = this.keepHere(frame);
    if (keep === 'presence') {
      this.store(frame, value !== null && value !== '');
    } else if (value !== null && (keep === 'scalar' || (typeof keep === 'object' && 'items' in keep && keep.orScalar === true))) {
      this.store(frame, value);
    }
  }

  private store(frame: Frame | undefined, value: unknown): void {
    if (frame === undefined) {
      this.result = value;
    } else if (frame.isArray) {
      const each = (frame.keep as KeepItems).each;
      if (each !== undefined) {
        each(value);
      } else {
        (frame.value as unknown[]).push(value);
      }
    } else if (frame.key !== '__proto__') {
      (frame.value as Record<string, unknown>)[frame.key!] = value;
    }
  }
}
