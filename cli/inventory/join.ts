import { dynatraceKey, type HarnessIdentity, harnessIdentityOf, harnessKey } from './identity';
import type { System, TokenRotation } from './model';
import { type App } from '../code/app';
import type { Code, CodeToken, Consumer } from '../code/code-tokens';
import { normalizeEndpoint, normalizeEnvironment } from '../live/credentials';
import type { LiveApiToken, LiveDynatrace } from '../live/dynatrace';
import type { LiveHarness, LiveHarnessToken } from '../live/harness';
import type { StateResource } from '../state/state-reader';
import { addressInCode, type StackState, type States } from '../state/states';

/** What was read; what was not asked for is left out. */
export interface Read {
  readonly app?: App;
  readonly code?: Code;
  readonly states?: States;
  readonly harness?: LiveHarness;
  readonly dynatrace?: LiveDynatrace;
}

/** What the sources say of one token. */
export interface Joined {
  readonly id: string;
  readonly system: System;
  readonly stack?: string;
  readonly code?: CodeToken;
  readonly state?: StateResource;
  readonly folder?: string;
  readonly live?: { readonly harness?: LiveHarnessToken; readonly dynatrace?: LiveApiToken };
  readonly identity?: HarnessIdentity;
  /** Of Dynatrace: the address of the environment. */
  readonly environment?: string;
  /** Whether the service was read where the token would have to be: then, not found, it is gone. */
  readonly isJudgeable: boolean;
  readonly rotation?: TokenRotation;
  readonly consumers: readonly Consumer[];
}

const TOKEN_TYPES: Readonly<Record<string, System>> = { harness_platform_token: 'Harness', dynatrace_api_token: 'Dynatrace' };

export function join(read: Read, at: Date): Joined[] {
  return new Joiner(read, at).join();
}

class Joiner {
  private readonly harness = new Map<string, LiveHarnessToken>();
  private readonly dynatrace = new Map<string, LiveApiToken>();
  private readonly codeByAddress = new Map<string, CodeToken>();
  private readonly found: Joined[] = [];
  private readonly liveTaken = new Set<string>();
  private readonly codeTaken = new Set<CodeToken>();

  public constructor(private readonly read: Read, private readonly at: Date) {
    const { harness, dynatrace, code } = read;
    harness?.tokens.forEach((token) => this.harness.set(harnessKey({ account: harness.account, ...token }), token));
    dynatrace?.tokens.forEach((token) => this.dynatrace.set(dynatraceKey(token.id), token));
    code?.tokens.forEach((token) => this.codeByAddress.set(`${token.stack} ${token.address}`, token));
  }

  public join(): Joined[] {
    this.read.states?.stacks.forEach((state) => this.takeState(state));
    this.read.code?.tokens.filter((token) => !this.codeTaken.has(token)).forEach((token) => this.takeCode(token));
    this.takeLive();
    return this.found;
  }

  private takeState(state: StackState): void {
    const tokens = state.resources.filter(({ type }) => type in TOKEN_TYPES);
    const consumers = this.read.code?.stacks.some(({ name }) => name === state.stack) ? undefined : consumersInState(state);
    // Where the code does not tell which service it is, one token that is there tells of the others.
    const isKnownAt: Record<System, boolean> = { Harness: false, Dynatrace: false };
    for (const { type, attributes } of tokens) {
      const identity = harnessIdentityOf(attributes);
      isKnownAt.Harness ||= type === 'harness_platform_token' && identity !== undefined && this.harness.has(harnessKey(identity));
      isKnownAt.Dynatrace ||= type === 'dynatrace_api_token' && this.dynatrace.has(dynatraceKey(String(attributes.id)));
    }
    for (const resource of tokens) {
      const address = addressInCode(resource);
      const code = this.codeByAddress.get(`${state.stack} ${address}`);
      if (code !== undefined) {
        this.codeTaken.add(code);
      }
      const system = TOKEN_TYPES[resource.type];
      const base = {
        system,
        stack: state.stack,
        ...code !== undefined && { code },
        state: resource,
        ...state.folder !== undefined && { folder: state.folder },
        ...this.rotation(code, resource),
        consumers: code?.consumers ?? consumers?.get(address) ?? [],
      };
      if (system === 'Harness') {
        const identity = harnessIdentityOf(resource.attributes);
        const key = identity && harnessKey(identity);
        const live = key === undefined ? undefined : this.takeHarness(key);
        this.found.push({
          ...base,
          id: key ?? `${state.stack}/${resource.address}`,
          ...identity !== undefined && { identity },
          ...live !== undefined && { live: { harness: live } },
          isJudgeable: identity !== undefined && this.isHarnessListed(identity) && this.isSameHarness(code, isKnownAt.Harness),
        });
      } else {
        const { id } = resource.attributes;
        const key = typeof id === 'string' ? dynatraceKey(id) : undefined;
        const live = key === undefined ? undefined : this.takeDynatrace(key);
        const environment = this.environmentOf(code, live !== undefined || isKnownAt.Dynatrace);
        this.found.push({
          ...base,
          id: key ?? `${state.stack}/${resource.address}`,
          ...environment !== undefined && { environment },
          ...live !== undefined && { live: { dynatrace: live } },
          isJudgeable: this.read.dynatrace?.complete === true && environment === this.read.dynatrace.environment,
        });
      }
    }
  }

  /** Code of which no state tells anything. */
  private takeCode(token: CodeToken): void {
    const system = TOKEN_TYPES[token.type];
    const identity = system === 'Harness' && !token.isMany ? harnessIdentityOf(token.attributes) : undefined;
    const environment = system === 'Dynatrace' ? this.environmentOf(token, false) : undefined;
    const base = {
      system,
      stack: token.stack,
      code: token,
      ...environment !== undefined && { environment },
      ...this.rotation(token, undefined),
      consumers: token.consumers,
      isJudgeable: false,
    };
    // Where the states were read, the code is simply not deployed, and what is at the service is another one.
    if (identity !== undefined && this.read.states === undefined) {
      const key = harnessKey(identity);
      const live = this.isSameHarness(token, false) ? this.takeHarness(key) : undefined;
      this.found.push({ ...base, id: key, identity, ...live !== undefined && { live: { harness: live } } });
      return;
    }
    const live = system === 'Dynatrace' && this.read.states === undefined ? this.liveByName(token, environment) : undefined;
    this.found.push({
      ...base,
      id: live === undefined ? `${token.stack}/${token.address}` : dynatraceKey(live.id),
      ...identity !== undefined && { identity },
      ...live !== undefined && { live: { dynatrace: live } },
    });
  }

  /** Without a state nobody knows the id; a name that is there once, in the code and at the service, will do. */
  private liveByName({ name, isMany }: CodeToken, environment: string | undefined): LiveApiToken | undefined {
    const { dynatrace, code } = this.read;
    if (name === undefined || isMany || dynatrace === undefined || environment !== dynatrace.environment) {
      return undefined;
    }
    const [live, another] = dynatrace.tokens.filter((token) => token.name === name);
    const isOnlyOne = code!.tokens.filter((token) => token.type === 'dynatrace_api_token' && token.name === name).length === 1;
    return live !== undefined && another === undefined && isOnlyOne ? this.takeDynatrace(dynatraceKey(live.id)) : undefined;
  }

  /** What is at the service only. */
  private takeLive(): void {
    for (const [id, token] of this.harness) {
      if (!this.liveTaken.has(id)) {
        const identity = { account: this.read.harness!.account, ...token };
        this.found.push({ id, system: 'Harness', identity, live: { harness: token }, consumers: [], isJudgeable: true });
      }
    }
    for (const [id, token] of this.dynatrace) {
      if (!this.liveTaken.has(id)) {
        this.found.push({ id, system: 'Dynatrace', environment: this.read.dynatrace!.environment, live: { dynatrace: token }, consumers: [], isJudgeable: true });
      }
    }
  }

  private takeHarness(key: string): LiveHarnessToken | undefined {
    this.liveTaken.add(key);
    return this.harness.get(key);
  }

  private takeDynatrace(key: string): LiveApiToken | undefined {
    this.liveTaken.add(key);
    return this.dynatrace.get(key);
  }

  private isHarnessListed({ account, type, parent, org, project }: HarnessIdentity): boolean {
    const { harness } = this.read;
    const place = { ...org !== undefined && { org }, ...project !== undefined && { project } };
    return harness !== undefined && account === harness.account && harness.isListed(place, type, parent);
  }

  /** Whether the code's provider calls the Harness that was read. */
  private isSameHarness(code: CodeToken | undefined, isKnown: boolean): boolean {
    const { harness } = this.read;
    switch (code?.service.kind) {
      case undefined:
      case 'unknown': return isKnown;
      case 'variables': return true;
      case 'literal': {
        const { address, account } = code.service;
        return (address === undefined || normalizeEndpoint(address) === harness?.endpoint) && (account === undefined || account === harness?.account);
      }
    }
  }

  /** @param isKnown whether it is known to be the environment that was read */
  private environmentOf(code: CodeToken | undefined, isKnown: boolean): string | undefined {
    const read = this.read.dynatrace?.environment;
    switch (code?.service.kind) {
      case undefined:
      case 'unknown': return isKnown ? read : undefined;
      case 'variables': return read;
      case 'literal': return code.service.address === undefined ? read : normalizeEnvironment(code.service.address);
    }
  }

  private rotation(code: CodeToken | undefined, state: StateResource | undefined): { rotation?: TokenRotation } {
    const rule = code?.rotation?.rule;
    if (rule === undefined) {
      return {};
    }
    const seconds = this.at.getTime() / 1000;
    return {
      rotation: {
        periodSeconds: rule.period,
        next: new Date(rule.nextStart(seconds) * 1000),
        isNewest: state === undefined || state.index === rule.newest(seconds).stamp,
      },
    };
  }
}

/** What depends on a token in its own state: all there is to know without the code. */
function consumersInState({ stack, resources }: StackState): Map<string, Consumer[]> {
  const consumers = new Map<string, Consumer[]>();
  for (const resource of resources) {
    for (const address of new Set(resource.dependsOn)) {
      if (address.split('.').some((part) => part in TOKEN_TYPES)) {
        consumers.set(address, [...consumers.get(address) ?? [], { stack, address: resource.address }]);
      }
    }
  }
  return consumers;
}
