import { readFileSync } from 'node:fs';
import { type App, type AppStack } from './app';
import { rotationOf, type CodeRotation } from './rotation';
import { type Block, type Document, Reading, type Reference, type TokenResource } from '../../src/guard/reader';
import { EndForm } from '../../src/private/token-systems';
import type { Problem } from '../problem';
import { cutTokens } from '../redact';

/** A place that the secret of a token comes to. */
export interface Consumer {
  readonly stack: string;
  /** `kubernetes_secret.App`, `output.CiToken`, `module.deploy`. */
  readonly address: string;
  /** Attribute of it, such as `data.token`; undefined if only the state tells of it. */
  readonly place?: string;
}

/** What a provider block says of the service it calls. */
export type ServiceOfProvider =
  /** It reads the variables. */
  | { readonly kind: 'variables' }
  | { readonly kind: 'literal'; readonly address?: string; readonly account?: string }
  /** Only Terraform knows. */
  | { readonly kind: 'unknown' };

export type CodeEnd = { readonly kind: 'at'; readonly at: Date } | { readonly kind: 'never' } | { readonly kind: 'service' } | { readonly kind: 'unknown' };

/** A token resource of the code. What only Terraform knows is left out. */
export interface CodeToken {
  readonly stack: string;
  readonly type: string;
  /** `type.name`, without the key of an instance. */
  readonly address: string;
  /** The construct's path. */
  readonly construct?: string;
  /** Whether it stands for several tokens: `for_each` or `count`. */
  readonly isMany: boolean;
  readonly name?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly permissions: readonly string[];
  readonly tags: readonly string[];
  readonly enabled?: boolean;
  readonly personal?: boolean;
  readonly end: CodeEnd;
  readonly rotation?: CodeRotation;
  readonly service: ServiceOfProvider;
  readonly consumers: readonly Consumer[];
}

export interface Code {
  /** The stacks that could be read. */
  readonly stacks: readonly AppStack[];
  readonly tokens: readonly CodeToken[];
  readonly problems: readonly Problem[];
}

/** The tokens in the documents of an app, and where their secrets go. A document that cannot be read is named, and left out. */
export function readCode(app: App): Code {
  const problems = [...app.problems];
  const stacks: AppStack[] = [];
  const documents: { name: string; content: unknown; directory: string }[] = [];
  for (const stack of app.stacks) {
    const content = contentOf(stack);
    if (typeof content === 'string') {
      problems.push({ source: `code of stack '${stack.name}'`, message: content });
    } else {
      stacks.push(stack);
      documents.push({ name: stack.name, content, directory: `/stacks/${stack.name}` });
    }
  }
  const reading = new Reading(documents);
  const consumers = consumersOf(reading);
  const resolver = new Resolver(reading);
  const tokens = reading.tokens().filter(({ block }) => block !== undefined)
    .map((token) => codeTokenOf(token, reading.document(token.document)!, resolver, consumers.get(token) ?? []));
  return { stacks, tokens, problems };
}

/** The document, or what is wrong with it. */
function contentOf({ document }: AppStack): object | string {
  let text: string;
  try {
    text = readFileSync(document, 'utf8');
  } catch (error) {
    return `'${document}' cannot be read (${(error as NodeJS.ErrnoException).code}): run 'cdktf synth' again`;
  }
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
      return content;
    }
  } catch {
    // Told below; the error repeats the text.
  }
  return `'${document}' is no Terraform JSON, maybe half written: run 'cdktf synth' again (--hcl is not read)`;
}

/** cdktf's own outputs for other stacks: what reads them there is the consumer. */
const CROSS_STACK = /^output\.cross-stack-output-/;

function consumersOf(reading: Reading): Map<TokenResource, Consumer[]> {
  const found = new Map<TokenResource, Map<string, Consumer>>();
  for (const { token, document, block, place } of reading.flows()) {
    // A local passes it on, and a remote state holds it.
    if (block.kind === 'local' || CROSS_STACK.test(block.address) || (document === token.document && block.address === token.address)) {
      continue;
    }
    const consumer = { stack: document, address: block.address, place };
    const ofToken = found.get(token) ?? new Map<string, Consumer>();
    ofToken.set(`${document} ${block.address} ${place}`, consumer);
    found.set(token, ofToken);
  }
  return new Map([...found].map(([token, consumers]) => [token, [...consumers.values()]]));
}

/** Attributes that tell which token it is. */
const IDENTITY = ['account_id', 'org_id', 'project_id', 'parent_id', 'apikey_id', 'apikey_type', 'identifier'];

function codeTokenOf(token: TokenResource, document: Document, resolver: Resolver, consumers: Consumer[]): CodeToken {
  const { block, system } = token;
  const { body, path } = block!;
  const attributes = Object.fromEntries(IDENTITY.flatMap((attribute) => {
    const value = resolver.text(document, block!, attribute);
    return value === undefined ? [] : [[attribute, cutTokens(value)]];
  }));
  const name = resolver.text(document, block!, 'name');
  return {
    stack: token.document,
    type: token.type,
    address: token.address,
    ...path !== undefined && { construct: path.replace(/\/Resource$/, '') },
    isMany: body.for_each !== undefined || body.count !== undefined,
    ...name !== undefined && { name: cutTokens(name) },
    attributes,
    permissions: textsOf(body.scopes),
    tags: textsOf(body.tags),
    ...typeof body.enabled === 'boolean' && { enabled: body.enabled },
    ...typeof body.personal_access_token === 'boolean' && { personal: body.personal_access_token },
    end: endOf(body[system.endAttribute], system.endForm),
    ...rotationIn(document, body),
    service: serviceOf(document, token.type, body.provider),
    consumers: consumers.map(({ place, ...consumer }) => ({ ...consumer, ...place !== '' && { place } })),
  };
}

function rotationIn(document: Document, body: { for_each?: unknown }): { rotation?: CodeRotation } {
  const rotation = rotationOf(document, body.for_each);
  return rotation === undefined ? {} : { rotation };
}

function endOf(value: unknown, form: EndForm): CodeEnd {
  if (value === undefined || value === null) {
    // Harness gives it the default lifetime of its key; Dynatrace lets it live for ever.
    return { kind: form === EndForm.EPOCH_MILLISECONDS ? 'service' : 'never' };
  }
  const at = new Date(typeof value === 'number' || /^\d+$/.test(String(value)) ? Number(value) : String(value));
  return Number.isNaN(at.getTime()) ? { kind: 'unknown' } : { kind: 'at', at };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string').map(cutTokens) : [];
}

/** The attributes by which a provider block names its service. */
const SERVICE: Readonly<Record<string, { address: string; account?: string }>> = {
  harness: { address: 'endpoint', account: 'account_id' },
  dynatrace: { address: 'dt_env_url' },
};

function serviceOf(document: Document, type: string, provider: unknown): ServiceOfProvider {
  const [system, alias] = (typeof provider === 'string' ? provider : type.split('_')[0]).replace(/^\$\{|\}$/g, '').split('.');
  const block = document.blocks.find((candidate) => candidate.kind === 'provider' && candidate.type === system && candidate.name === (alias ?? system));
  const names = SERVICE[system];
  if (names === undefined || (block === undefined && alias !== undefined)) {
    return { kind: 'unknown' };
  }
  const given = [names.address, names.account].map((attribute) => (attribute === undefined ? undefined : block?.body?.[attribute] as unknown));
  if (given.every((value) => value === undefined)) {
    return { kind: 'variables' };
  }
  if (given.some((value) => value !== undefined && (typeof value !== 'string' || value.includes('${')))) {
    return { kind: 'unknown' };
  }
  const [address, account] = given as (string | undefined)[];
  return { kind: 'literal', ...address !== undefined && { address: cutTokens(address) }, ...account !== undefined && { account: cutTokens(account) } };
}

/** One reference and nothing beside it. */
const WHOLE_REFERENCE = /^\$\{[^{}]*\}$/;
const LOCAL_ATTRIBUTE = /^\$\{((?:data\.)?[\w-]+\.[\w-]+)\.(\w+)\}$/;
const MOST_STEPS = 20;

/** Finds the literal that an attribute refers to, through parents and other stacks. */
class Resolver {
  private readonly references = new Map<Document, Map<Block, Map<string, Reference[]>>>();

  public constructor(private readonly reading: Reading) {}

  /** Undefined if there is none, or only Terraform knows it. */
  public text(document: Document, block: Block, attribute: string): string | undefined {
    return this.resolve(document, block, attribute, MOST_STEPS);
  }

  private resolve(document: Document, block: Block, place: string, steps: number): string | undefined {
    const value = block.kind === 'local' ? block.body : block.body?.[place];
    if (typeof value === 'number' || typeof value === 'boolean') {
      return String(value);
    }
    if (typeof value !== 'string' || steps === 0) {
      return undefined;
    }
    if (!/[$%]\{/.test(value)) {
      return value;
    }
    if (!WHOLE_REFERENCE.test(value)) {
      return undefined;
    }
    // Most of them are of this form, and looking for all others takes a walk through the document.
    const [, address, attribute] = LOCAL_ATTRIBUTE.exec(value) ?? [];
    const near = address === undefined ? undefined : document.block(address);
    if (near !== undefined) {
      return this.attributeOf(document, near, attribute, steps);
    }
    const references = this.referencesOf(document).get(block)?.get(block.kind === 'local' ? '' : place) ?? [];
    const far = references.filter(({ toDocument }) => toDocument !== undefined).at(-1);
    const target = far && this.reading.document(far.toDocument!)?.block(far.to);
    return target && this.attributeOf(this.reading.document(far.toDocument!)!, target, far.attribute ?? 'value', steps);
  }

  private attributeOf(document: Document, block: Block, attribute: string, steps: number): string | undefined {
    // The id of each Harness resource is its identifier.
    const isHarness = block.kind === 'resource' && block.type!.startsWith('harness_');
    return this.resolve(document, block, block.kind === 'output' ? 'value' : isHarness && attribute === 'id' ? 'identifier' : attribute, steps - 1);
  }

  private referencesOf(document: Document): Map<Block, Map<string, Reference[]>> {
    let found = this.references.get(document);
    if (found === undefined) {
      found = new Map();
      for (const reference of this.reading.referencesOf(document)) {
        const ofBlock = found.get(reference.block) ?? new Map<string, Reference[]>();
        ofBlock.set(reference.place, [...ofBlock.get(reference.place) ?? [], reference]);
        found.set(reference.block, ofBlock);
      }
      this.references.set(document, found);
    }
    return found;
  }
}
