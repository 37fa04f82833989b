import { setTimeout as wait } from 'node:timers/promises';
import { CallFailed } from '../problem';
import { redactError } from '../redact';

const TRIES = 5;
const TIMEOUT = 30_000;
const LONGEST_WAIT = 60_000;
const FIRST_WAIT = 500;

export interface ApiClientOptions {
  /** Name for people: `Harness`. */
  readonly system: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What must not show in a message. */
  readonly secret: string;
  /** What to do where the service does not accept the credentials. */
  readonly credentials: string;
  /** Milliseconds that one answer may take. @default 30000 */
  readonly timeout?: number;
  /** How to wait. @default - by the clock */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Calls a JSON API: asks again where it was told to wait or the answer got lost, and says in words what went wrong. */
export class ApiClient {
  private readonly sleep: (milliseconds: number) => Promise<unknown>;

  public constructor(private readonly options: ApiClientOptions) {
    this.sleep = options.sleep ?? wait;
  }

  /** @throws CallFailed if there is no answer of status 200 that is JSON */
  public async get(path: string, query: Readonly<Record<string, string | undefined>> = {}): Promise<unknown> {
    const { system, credentials } = this.options;
    const { status, body } = await this.call('GET', path, query);
    if (status === 401) {
      throw new CallFailed(`${system} does not accept the credentials (401): ${credentials}`, status);
    }
    if (status === 403) {
      throw new CallFailed(`${system} refuses 'GET ${path}' (403)${this.said(body)}: ${credentials}`, status);
    }
    if (status !== 200) {
      throw new CallFailed(`${system} answers 'GET ${path}' with ${status}${this.said(body)}`, status);
    }
    return body;
  }

  /**
   * A call and its answer, whatever its status; a body that is no JSON is left out unless the status is 200.
   *
   * @throws CallFailed if there is no answer, or none that makes sense
   */
  public async call(method: 'GET' | 'DELETE', path: string, query: Readonly<Record<string, string | undefined>> = {}): Promise<Answer> {
    const { system, timeout = TIMEOUT } = this.options;
    for (let attempt = 1; ; attempt++) {
      let problem: string;
      let told: number | undefined;
      try {
        const response = await fetch(this.url(path, query), {
          method,
          headers: this.options.headers,
          // The credentials are for this address alone.
          redirect: 'manual',
          signal: AbortSignal.timeout(timeout),
        });
        if (response.status >= 300 && response.status < 400) {
          throw new CallFailed(`${system} redirects '${method} ${path}' to another address (${response.status}): check the address of the service`, response.status);
        }
        if (response.status !== 429 && response.status < 500) {
          return { status: response.status, body: this.parse(await response.text(), response, method, path) };
        }
        await response.body?.cancel();
        told = retryAfter(response.headers.get('retry-after'));
        problem = `answers '${method} ${path}' with ${response.status}`;
      } catch (error) {
        if (error instanceof CallFailed) {
          throw error;
        }
        const isTimeout = (error as Error).name === 'TimeoutError';
        problem = isTimeout ? `does not answer '${method} ${path}' within ${timeout / 1000} s` : `cannot be reached (${this.reason(error)})`;
      }
      if (attempt === TRIES || (told ?? 0) > LONGEST_WAIT) {
        throw new CallFailed(`${system} ${problem}, ${attempt === 1 ? 'and asks to wait for too long' : `asked ${attempt} times`}`);
      }
      await this.sleep(told ?? FIRST_WAIT * 2 ** (attempt - 1));
    }
  }

  private url(path: string, query: Readonly<Record<string, string | undefined>>): string {
    const search = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));
    return `${this.options.baseUrl}${path}${search.size === 0 ? '' : `?${search.toString()}`}`;
  }

  private parse(text: string, response: Response, method: string, path: string): unknown {
    try {
      return text === '' ? undefined : JSON.parse(text);
    } catch {
      if (response.status !== 200) {
        return undefined;
      }
      const type = response.headers.get('content-type')?.split(';')[0] ?? 'no type';
      throw new CallFailed(`${this.options.system} answers '${method} ${path}' with something that is no JSON (${redactError(type)}): check the address of the service`);
    }
  }

  /** What the service says of an error. */
  private said(body: unknown): string {
    const { message, error } = (body ?? {}) as { message?: unknown; error?: { message?: unknown } };
    const text = [message, error?.message].find((candidate) => typeof candidate === 'string' && candidate !== '') as string | undefined;
    return text === undefined ? '' : ` '${redactError(text, [this.options.secret]).slice(0, 200)}'`;
  }

  private reason(error: unknown): string {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    return redactError(cause?.code ?? cause?.message ?? (error as Error).message, [this.options.secret]).slice(0, 200);
  }
}

/** Seconds, or a date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) {
    return undefined;
  }
  const milliseconds = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
