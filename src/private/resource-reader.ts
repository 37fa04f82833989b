import * as cdktf from 'cdktf';
import { resolveIn } from './resolve';
import { systemOfSecretIn } from './secret-forms';

/** Stands for a value that only Terraform knows. */
export const UNKNOWN = Symbol('unknown');
export type Unknown = typeof UNKNOWN;

/** All of a string that is a reference to an attribute of a resource of the same stack. */
const REFERENCE = /^\$\{(\w+)\.([\w-]+)\.(\w+)\}$/;

/** What cdktf gives to the classes of resources, and to its own renderer. */
interface ResourceInside {
  readonly rawOverrides: object;
  readonly _imported?: object;
  synthesizeAttributes(): Record<string, any>;
}

/** An attribute as it is known at synth. */
interface Attribute {
  readonly value: unknown;
  /** The resource that the value was first given to. */
  readonly origin: cdktf.TerraformResource;
}

/** A provider's configuration. */
interface Provider {
  /** Such as `dynatrace.staging`. */
  readonly name: string;
  readonly attributes: Record<string, any>;
}

/**
 * Reads what resources will render, overrides included, and follows references from one to the other. It remembers what it
 * read, so it serves for one look at a tree.
 */
export class ResourceReader {
  private readonly attributes = new Map<cdktf.TerraformResource, Record<string, any>>();
  private readonly providers = new Map<cdktf.TerraformProvider, Provider>();
  private readonly results = new Map<unknown, unknown>();
  private readonly neighbours = new Map<cdktf.TerraformStack, Map<string, cdktf.TerraformResource>>();

  /**
   * @param identity names the attribute that a resource's `id` is a copy of, where it is known before the apply
   * @param isShared whether many tokens are read in the same look, so that a walk through the tree serves all of them
   */
  public constructor(private readonly identity: (resourceType: string) => string | undefined = () => undefined, public readonly isShared = false) {}

  /** What takes a walk through the tree is read once a look. */
  public once<T>(key: unknown, read: () => T): T {
    if (!this.results.has(key)) {
      this.results.set(key, read());
    }
    return this.results.get(key) as T;
  }

  /** Whether the resource is rendered at all: one that was moved away is not. */
  public isRendered(resource: cdktf.TerraformResource): boolean {
    return resource.hasResourceMove() === undefined || resource.toTerraform().resource !== undefined;
  }

  public isImported(resource: cdktf.TerraformResource): boolean {
    return inside(resource)._imported !== undefined;
  }

  /** Saves the walk that looks for the resource of an address. */
  public introduce(address: string, resource: cdktf.TerraformResource): void {
    const known = this.neighbours.get(resource.cdktfStack) ?? new Map<string, cdktf.TerraformResource>();
    this.neighbours.set(resource.cdktfStack, known.set(address, resource));
  }

  /** Attributes with tokens in them; with meta-arguments where there are overrides. */
  public attributesOf(resource: cdktf.TerraformResource): Record<string, any> {
    let attributes = this.attributes.get(resource);
    if (!attributes) {
      const { rawOverrides } = inside(resource);
      // All that a resource renders takes ten times as long.
      attributes = Object.keys(rawOverrides).length === 0
        ? inside(resource).synthesizeAttributes()
        : Object.values<any>(resource.toTerraform().resource?.[resource.terraformResourceType] ?? {})[0] ?? {};
      this.attributes.set(resource, attributes!);
    }
    return attributes!;
  }

  public isDestroyPrevented(resource: cdktf.TerraformResource): boolean {
    return (this.attributesOf(resource).lifecycle?.prevent_destroy ?? resource.lifecycle?.preventDestroy) === true;
  }

  /** The attribute's value: undefined where there is none. */
  public read(resource: cdktf.TerraformResource, attribute: string): unknown {
    return this.follow(resource, attribute).value;
  }

  public text(resource: cdktf.TerraformResource, attribute: string): string | undefined | Unknown {
    const value = this.read(resource, attribute);
    return value === undefined || value === UNKNOWN ? value as undefined | Unknown : String(value);
  }

  /** The attribute's value, and where it comes from. */
  public follow(resource: cdktf.TerraformResource, attribute: string): Attribute {
    return this.followValue(resource, this.attributesOf(resource)[attribute]);
  }

  /** A value of a resource's, such as an attribute of a nested block. */
  public followValue(resource: cdktf.TerraformResource, given: unknown, depth = 0): Attribute {
    const value = resolved(resource, given);
    if (typeof value !== 'string' || !hasTemplate(value)) {
      return { value: withoutSecret(value) ?? undefined, origin: resource };
    }
    const [, type, name, referred] = REFERENCE.exec(value) ?? [];
    const target = type && depth < 10 ? this.find(resource.cdktfStack, `${type}.${name}`) : undefined;
    if (!target) {
      return { value: UNKNOWN, origin: resource };
    }
    const source = referred === 'id' ? this.identity(type) : referred;
    const next = source && this.attributesOf(target)[source];
    // An attribute that is not given is filled in by the service.
    return next === undefined || next === null ? { value: UNKNOWN, origin: target } : this.followValue(target, next, depth + 1);
  }

  /** The provider that the resource is made by: its own, or the stack's without alias. */
  public providerOf(resource: cdktf.TerraformResource, type: string): Provider | undefined {
    const stack = resource.cdktfStack;
    const provider = resource.provider ?? this.once(`providers of ${stack.node.path}`, () => defaultProvidersOf(stack)).find(({ terraformResourceType }) => terraformResourceType === type);
    let read = provider && this.providers.get(provider);
    if (provider && !read) {
      const [attributes] = provider.toTerraform().provider[provider.terraformResourceType];
      read = { name: provider.fqn, attributes: resolveIn(stack, attributes) };
      this.providers.set(provider, read);
    }
    return read;
  }

  private find(stack: cdktf.TerraformStack, address: string): cdktf.TerraformResource | undefined {
    return this.neighbours.get(stack)?.get(address) ?? this.once(`addresses of ${stack.node.path}`, () => this.resourcesOf(stack)).get(address);
  }

  private resourcesOf(stack: cdktf.TerraformStack): Map<string, cdktf.TerraformResource> {
    return new Map(stack.node.findAll()
      .filter((node): node is cdktf.TerraformResource => cdktf.TerraformResource.isTerraformResource(node)
        && this.identity(node.terraformResourceType) !== undefined && node.cdktfStack === stack)
      .map((node) => [`${node.terraformResourceType}.${node.friendlyUniqueId}`, node]));
  }
}

function inside(resource: cdktf.TerraformResource): ResourceInside {
  return resource as unknown as ResourceInside;
}

function defaultProvidersOf(stack: cdktf.TerraformStack): cdktf.TerraformProvider[] {
  return stack.node.findAll()
    .filter(cdktf.TerraformProvider.isTerraformProvider)
    .filter(({ alias, cdktfStack }) => alias === undefined && cdktfStack === stack);
}

/** Terraform's templates, and with them every token of cdktf's that is written as text. */
function hasTemplate(text: string): boolean {
  return text.includes('${') || text.includes('%{');
}

/** The value without tokens of cdktf's; resolving is slow, so only what may have one is resolved. */
function resolved(resource: cdktf.TerraformResource, value: unknown): unknown {
  return isPlain(value) || (Array.isArray(value) && value.every(isPlain))
    ? value
    : resolveIn(resource.cdktfStack, value);
}

function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case 'boolean': case 'undefined': return true;
    case 'string': return !value.includes('TfToken[');
    // A number that stands for a token is negative.
    case 'number': return value >= 0;
    default: return value === null;
  }
}

/** The guard refuses a stack with a pasted secret, but facts are read before. */
function withoutSecret(value: unknown): unknown {
  return typeof value === 'string' && systemOfSecretIn(value) ? UNKNOWN : value;
}

/** The texts of a list that are known at synth, and whether those are all. */
export function textsOf(value: unknown): { readonly texts: string[]; readonly complete: boolean } {
  const items = value ?? [];
  if (!Array.isArray(items)) {
    return { texts: [], complete: false };
  }
  const texts = items.filter((item) => typeof item === 'string' && !hasTemplate(item) && withoutSecret(item) !== UNKNOWN);
  return { texts, complete: texts.length === items.length };
}
