import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallLog, System } from './call-log';
import type { SandboxClock } from './clock';
import { SandboxError } from './errors';
import type { Fault, Faults } from './faults';
import { cutSecrets } from './secrets';

export interface ApiRequest {
  readonly method: string;
  /** Decoded, without the prefix of the API. */
  readonly path: string;
  /** The varying parts of the route. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  /** The parsed JSON; undefined if there was none. */
  readonly body: unknown;
  readonly remoteAddress: string;
}

export interface ApiResponse {
  readonly status: number;
  /** Sent as JSON. Left out: an answer without a body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Tells more about what the call was about than could be known before, e.g. a generated id. */
  readonly subject?: string;
}

/** An answer that says no, thrown from wherever the reason is found. */
export class Refusal extends Error {
  public constructor(public readonly response: ApiResponse) {
    super(`HTTP ${response.status}`);
  }
}

export interface Route<C> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `{name}` for a part that varies. A route without one is tried first. */
  readonly path: string;
  /** What a call is about, for the log; must not rely on anything being there. */
  subject(request: ApiRequest): string;
  handle(request: ApiRequest, caller: C): ApiResponse;
}

/** One of the two systems: its routes, who may call, and how it words an answer that no route gives. */
export interface Api<C> {
  readonly system: System;
  /** May stand in front of each path. */
  readonly prefix: string;
  readonly routes: ReadonlyArray<Route<C>>;
  /** @throws Refusal */
  authenticate(request: ApiRequest): C;
  /** An answer of this system's form for a status that has no better one. */
  answerFor(status: number, message: string): ApiResponse;
  /** What a policy denial looks like. */
  denial(): ApiResponse;
}

export interface ServerContext {
  readonly clock: SandboxClock;
  readonly log: CallLog;
  readonly faults: Faults;
  /** Makes what calls changed up to now last. @throws if it cannot */
  commit(): Promise<void>;
  /** Answers for the sandbox's own paths under `/sandbox/`, which are no calls of either system. */
  control(method: string, path: string, body: unknown): Promise<ApiResponse>;
}

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

const BODY_LIMIT = 1_048_576;

/**
 * The address to listen on. The sandbox hands out an administrator's credentials and obeys whoever reaches it, so it stays on this machine.
 *
 * @throws SandboxError for any address but a loopback one
 */
export function loopbackAddress(host: string): string {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  // The name is not looked up: a hosts file could point it anywhere.
  if (bare === 'localhost') {
    return '127.0.0.1';
  }
  if (bare === '::1' || /^127(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/.test(bare)) {
    return bare;
  }
  throw new SandboxError(`the sandbox listens on loopback addresses only (127.0.0.1, ::1, localhost), got '${host}'`);
}

/** How an address is written in a URL. */
export function inUrl(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

export async function serve<C>(api: Api<C>, address: string, port: number, context: ServerContext): Promise<RunningServer> {
  const stopping = new AbortController();
  const server = http.createServer((message, reply) => {
    answer(api, message, reply, context, stopping.signal).catch(() => reply.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    throw new SandboxError(listenProblem(error, address, port));
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      stopping.abort();
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        // Clients keep their connections for a next call that will not come.
        server.closeAllConnections();
      });
    },
  };
}

function listenProblem(error: NodeJS.ErrnoException, address: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE': return `port ${port} on ${address} is in use`;
    case 'EACCES': return `port ${port} on ${address} needs rights that this process does not have`;
    case 'EADDRNOTAVAIL': return `this machine has no address ${address}`;
    default: return `cannot listen on ${address}, port ${port}: ${error.message.split('\n')[0]}`;
  }
}

async function answer<C>(
  api: Api<C>, message: http.IncomingMessage, reply: http.ServerResponse, context: ServerContext, stopping: AbortSignal,
): Promise<void> {
  const method = message.method ?? 'GET';
  const url = new URL(`http://sandbox${message.url?.startsWith('/') ? message.url : '/'}`);
  const path = decoded(url.pathname);
  const body = await readBody(message);

  // A page in a browser can make a name of its own point to this machine; such a call carries that name.
  if (!isLoopbackHost(message.headers.host)) {
    send(reply, api.answerFor(403, 'the sandbox answers to loopback addresses only'));
    return;
  }
  if (path.startsWith('/sandbox/')) {
    send(reply, await context.control(method, path, body.json));
    return;
  }

  const request = {
    method,
    path: withoutPrefix(path, api.prefix),
    params: {},
    query: url.searchParams,
    headers: message.headers,
    body: body.json,
    remoteAddress: message.socket.remoteAddress ?? '',
  };
  const found = findRoute(api.routes, request);
  const known = found?.request ?? request;
  const subject = found ? found.route.subject(known) : '';
  const fault = context.faults.next(method, request.path);
  const log = (status: number | null, about: string = subject): void => context.log.add({
    at: context.clock.now().toISOString(),
    system: api.system,
    method,
    path: request.path,
    query: Object.fromEntries([...new Set(request.query.keys())].map(name => [decoded(name), decoded(request.query.getAll(name).join(','))])),
    status,
    subject: about,
    fault: fault?.label,
  });

  switch (fault?.action.kind) {
    case 'reset':
      log(null);
      message.socket.resetAndDestroy();
      return;
    case 'delay':
      // A sandbox that stops meanwhile ends the wait with an exception, and nothing happens.
      await sleep(fault.action.milliseconds, undefined, { signal: stopping });
      break;
    default:
      break;
  }

  const response = inject(api, fault) ?? await perform(api, found, known, body.problem, context);
  log(response.status, response.subject);
  if (fault?.action.kind === 'lost') {
    message.socket.destroy();
    return;
  }
  send(reply, response);
}

/** The answer of a fault that takes the place of the call. */
function inject<C>(api: Api<C>, fault: Fault | undefined): ApiResponse | undefined {
  switch (fault?.action.kind) {
    case 'status': {
      const { status, retryAfter } = fault.action;
      const response = api.answerFor(status, `fault of the sandbox: ${fault.label}`);
      return retryAfter === undefined ? response : { ...response, headers: { ...response.headers, 'Retry-After': String(retryAfter) } };
    }
    case 'denied':
      return api.denial();
    default:
      return undefined;
  }
}

async function perform<C>(
  api: Api<C>, found: FoundRoute<C> | undefined, request: ApiRequest, bodyProblem: BodyProblem | undefined, context: ServerContext,
): Promise<ApiResponse> {
  let response: ApiResponse;
  try {
    const caller = api.authenticate(request);
    if (found === undefined) {
      const otherMethod = api.routes.some(route => match(route.path, request.path) !== undefined);
      response = otherMethod ? api.answerFor(405, `method ${request.method} is not allowed here`) : api.answerFor(404, 'there is no such resource');
    } else if (bodyProblem !== undefined) {
      response = api.answerFor(bodyProblem.status, bodyProblem.message);
    } else {
      response = found.route.handle(request, caller);
    }
  } catch (error) {
    response = error instanceof Refusal ? error.response : api.answerFor(500, cutSecrets(`mistake in the sandbox: ${String(error)}`));
  }
  try {
    // A read waits, too: what it saw must not be lost either, and the log keeps the order in which the calls took effect.
    await context.commit();
  } catch (error) {
    return api.answerFor(500, (error as Error).message);
  }
  return response;
}

interface FoundRoute<C> {
  readonly route: Route<C>;
  readonly request: ApiRequest;
}

function findRoute<C>(routes: ReadonlyArray<Route<C>>, request: ApiRequest): FoundRoute<C> | undefined {
  const matching = routes.flatMap(route => {
    const params = route.method === request.method ? match(route.path, request.path) : undefined;
    return params ? [{ route, request: { ...request, params } }] : [];
  });
  return matching.find(({ route }) => !route.path.includes('{')) ?? matching[0];
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const expected = pattern.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined && given[index] !== '') {
      params[name] = given[index];
    } else if (part !== given[index]) {
      return undefined;
    }
  }
  return params;
}

function withoutPrefix(path: string, prefix: string): string {
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

/** Decodes as often as there is something to decode, so that nothing can hide from the log behind a second encoding. */
function decoded(text: string): string {
  let current = text;
  try {
    for (let next = decodeURIComponent(current); next !== current; next = decodeURIComponent(current)) {
      current = next;
    }
  } catch {
    // A percent sign that encodes nothing stays.
  }
  return current;
}

function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined) {
    return false;
  }
  try {
    loopbackAddress(host.replace(/:\d+$/, ''));
    return true;
  } catch {
    return false;
  }
}

interface BodyProblem {
  readonly status: number;
  readonly message: string;
}

async function readBody(message: http.IncomingMessage): Promise<{ json: unknown; problem?: BodyProblem }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT) {
      chunks.push(chunk);
    }
  }
  if (size > BODY_LIMIT) {
    return { json: undefined, problem: { status: 413, message: 'the body is too large' } };
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text.trim() === '') {
    return { json: undefined };
  }
  try {
    return { json: JSON.parse(text) };
  } catch {
    // The text itself is not repeated: it can hold a secret.
    return { json: undefined, problem: { status: 400, message: 'the body is not JSON' } };
  }
}

function send(reply: http.ServerResponse, response: ApiResponse): void {
  if (response.body === undefined) {
    reply.writeHead(response.status, response.headers).end();
    return;
  }
  const text = JSON.stringify(response.body);
  reply.writeHead(response.status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), ...response.headers }).end(text);
}
