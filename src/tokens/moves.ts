import * as cdktf from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { mayHoldAnew, suspendReplacement } from './replacement';
import { isLateBound } from '../private/late-bound';
import { refuse } from '../private/refuse';
import { stateOf } from '../private/tree-state';

/** A construct, and where in its stack it stood before, the oldest path first. A path may be the address of its resource instead. */
interface Move {
  readonly construct: IConstruct;
  readonly paths: string[];
}

/** A resource or module with the other addresses that it had before, the oldest first. */
interface History {
  readonly element: cdktf.TerraformElement;
  readonly addresses: string[];
}

type MovedBlock = Record<'from' | 'to', string>;

/** One for all copies of the library, since a stack takes one element of a name. */
const MOVES = Symbol.for('accessTokens.moves');
const SEPARATOR = '/';

/** At the next apply everything below the construct keeps its state, although its addresses change. */
export function moveFrom(construct: Construct, path: string): void {
  checkPath(construct, path);
  const stack = cdktf.TerraformStack.of(construct);
  stateOf(stack, MOVES, () => new Moves(stack)).add(construct, path);
  if (isAddressIn(construct, path) || mayHoldAnew(construct)) {
    suspendReplacement(construct, `movedFrom('${path}')`);
  }
}

/** Whether it is the address of the construct's own resource, as it was written by hand. */
function isAddressIn(construct: IConstruct, path: string): boolean {
  const resource = construct.node.defaultChild;
  return cdktf.TerraformResource.isTerraformResource(resource) && path.startsWith(`${resource.terraformResourceType}.`);
}

function checkPath(construct: Construct, path: string): void {
  const prop = 'path of movedFrom';
  if (isLateBound(path)) {
    refuse(construct, prop, 'must be known at synth, since addresses follow from it', path);
  }
  const stack = cdktf.TerraformStack.of(construct);
  if (typeof path === 'string' && isAddressIn(construct, path)) {
    return checkAddress(construct, path);
  }
  const present = pathIn(stack, construct);
  if (typeof path !== 'string' || path.split(SEPARATOR).some((id) => id.trim() === '' || id === '..' || id === '.')) {
    refuse(construct, prop, 'must be where the construct stood in its stack: construct ids with / between them', path, `such as Former/${construct.node.id}`);
  }
  if (addressed(path) === addressed(present)) {
    refuse(construct, prop, 'must be another one than the path that the construct has now', path, 'give the path that it had before, or remove movedFrom');
  }
  if (isBelow(path, stack.node.path)) {
    refuse(construct, prop, 'must be the path below the stack', path, `leave '${stack.node.path}/' out`);
  }
}

function checkAddress(construct: Construct, address: string): void {
  const resource = construct.node.defaultChild as cdktf.TerraformResource;
  if (!/^\w+\.[A-Za-z_][\w-]*(\[(\d+|"[^"]*")\])?$/.test(address)) {
    refuse(construct, 'path of movedFrom', 'must be the address of one resource, if it is an address', address, `such as ${resource.terraformResourceType}.by_hand`);
  }
  if (resource.forEach) {
    refuse(construct, 'path of movedFrom', 'must not be an address, since a token that rotates is several', address, 'make the token a plain one first, or issue a new one');
  }
}

/** The `moved` blocks of a stack. They are made when the stack is synthesized, so they cover whatever stands below a construct by then. */
class Moves extends cdktf.TerraformElement {
  private readonly moves: Move[] = [];

  public constructor(stack: cdktf.TerraformStack) {
    super(stack, 'AccessTokensMoves');
    this.node.addValidation({ validate: () => [...this.pathsOfOtherStacks(), ...this.pathsOfResources(), ...this.pathsInUse()] });
  }

  public add(construct: IConstruct, path: string): void {
    const holder = this.moves.find(({ paths }) => paths.some((other) => addressed(other) === addressed(path)));
    if (holder) {
      refuse(construct, 'path of movedFrom', `must be given once (${holder.construct.node.path} has it)`, path);
    }
    const move = this.moves.find((other) => other.construct === construct);
    if (move) {
      move.paths.push(path);
    } else {
      this.moves.push({ construct, paths: [path] });
    }
  }

  public toTerraform(): any {
    const moved = this.blocks();
    return moved.length === 0 ? {} : { moved };
  }

  public toHclTerraform(): any {
    const reference = (value: string) => ({ value, type: 'simple', storageClassType: 'reference' });
    return { moved: this.blocks().map(({ from, to }) => ({ from: reference(from), to: reference(to) })) };
  }

  /** From each address to the next one, so that a state of any age ends at the present one. */
  private blocks(): MovedBlock[] {
    return this.moves.flatMap((move) => this.histories(move)).flatMap(({ element, addresses }) => {
      const all = [...addresses, addressOf(element)];
      return addresses.map((from, index) => ({ from, to: all[index + 1] }));
    });
  }

  private histories(move: Move): History[] {
    const { construct } = move;
    const paths = [...this.pathsBefore(move), ...move.paths];
    const root = pathIn(this.cdktfStack, construct);
    return this.elementsOf(construct).map((element) => {
      const below = pathIn(this.cdktfStack, element).slice(root.length);
      const addresses = paths.filter((path) => !this.wentElsewhere(path, below))
        .flatMap((path) => this.addressesBefore(construct, path, below, element));
      // By a rule of the stack's own, several paths may lead to one address.
      return { element, addresses: [...new Set(addresses)].filter((address) => address !== addressOf(element)) };
    });
  }

  private addressesBefore(construct: IConstruct, path: string, below: string, element: cdktf.TerraformElement): string[] {
    if (isAddressIn(construct, path)) {
      return element === construct.node.defaultChild ? [path] : [];
    }
    return [addressAt(this.cdktfStack, path + below, element)];
  }

  /** Whether a part of what stood at the path was moved on its own. */
  private wentElsewhere(path: string, below: string): boolean {
    return this.moves.some(({ paths }) => paths.some((part) => isBelow(part, path) && isBelow(path + below, part)));
  }

  /** Where the construct stood before its oldest path, since what it stood in was moved as well. */
  private pathsBefore({ construct, paths: [oldest] }: Move): string[] {
    for (const { construct: other, paths } of this.moves) {
      const index = paths.findIndex((path) => isBelow(oldest, path));
      if (other !== construct && index > 0) {
        return paths.slice(0, index).map((path) => path + oldest.slice(paths[index].length));
      }
    }
    return [];
  }

  /** What has an address that follows from its path, but for what is moved on its own. */
  private elementsOf(construct: IConstruct): cdktf.TerraformElement[] {
    const { children } = construct.node;
    const below = children
      .filter((child) => !cdktf.TerraformStack.isStack(child) && !this.moves.some((move) => move.construct === child))
      .flatMap((child) => this.elementsOf(child));
    return hasAddress(construct) && !isNamed(construct) ? [construct, ...below] : below;
  }

  private pathsOfOtherStacks(): string[] {
    const others = this.node.root.node.findAll().filter((node) => cdktf.TerraformStack.isStack(node) && node !== this.cdktfStack);
    return this.complaints((path) => {
      const other = others.find((stack) => isBelow(path, stack.node.path));
      return other && `must be in the stack of the construct, got '${path}' of the stack ${other.node.path}: `
        + "a moved block cannot reach another stack's state, terraform state mv can";
    });
  }

  private pathsOfResources(): string[] {
    const types = new Set(this.moves.flatMap(({ construct }) => this.elementsOf(construct)).map((element) => addressOf(element).split('.')[0]));
    return this.complaints((path, construct) => (types.has(path.split('.')[0]) && path.includes('.') && !isAddressIn(construct, path)
      ? `must be a construct's path or the address of its own resource, got '${path}': give the construct ids with / between them` : undefined));
  }

  private pathsInUse(): string[] {
    const present = new Map(elementsIn(this.cdktfStack).map((element) => [addressOf(element), element]));
    return this.moves.flatMap((move) => {
      const used = this.histories(move).flatMap(({ addresses }) => addresses).find((address) => present.has(address));
      return used === undefined ? [] : [
        `path of movedFrom must not be in use any more, got '${move.paths.join("', '")}' with ${present.get(used)!.node.path} there: `
        + `give that one another id, or remove movedFrom once every state is moved [${move.construct.node.path}]`,
      ];
    });
  }

  private complaints(about: (path: string, construct: IConstruct) => string | undefined): string[] {
    return this.moves.flatMap(({ construct, paths }) => paths.map((path) => about(path, construct))
      .filter((complaint) => complaint !== undefined)
      .map((complaint) => `path of movedFrom ${complaint} [${construct.node.path}]`));
  }
}

type Addressed = cdktf.TerraformResource | cdktf.TerraformModule;

function hasAddress(construct: IConstruct): construct is Addressed {
  return cdktf.TerraformResource.isTerraformResource(construct) || construct instanceof cdktf.TerraformModule;
}

/** A name or a move that the user gave by cdktf's own means is the user's. */
function isNamed(element: Addressed): boolean {
  return element.friendlyUniqueId !== element.cdktfStack.getLogicalId(element)
    || (cdktf.TerraformResource.isTerraformResource(element) && Boolean(element.hasResourceMove()));
}

function elementsIn(stack: cdktf.TerraformStack): Addressed[] {
  return stack.node.findAll().filter(hasAddress).filter((element) => element.cdktfStack === stack);
}

function addressOf(element: cdktf.TerraformElement): string {
  return `${typeOf(element)}.${element.friendlyUniqueId}`;
}

function typeOf(element: cdktf.TerraformElement): string {
  return cdktf.TerraformResource.isTerraformResource(element) ? element.terraformResourceType : 'module';
}

/**
 * The address that an element would have at another path, by the stack's own rule, which users may override: it is asked
 * with constructs that stand there for that moment.
 */
function addressAt(stack: cdktf.TerraformStack, path: string, element: cdktf.TerraformElement): string {
  const ids = path.split(SEPARATOR);
  let scope: IConstruct = stack;
  let first: IConstruct | undefined;
  const make = (child: IConstruct) => {
    first ??= child;
    return child;
  };
  try {
    for (const id of ids.slice(0, -1)) {
      scope = scope.node.tryFindChild(id) ?? make(new Construct(scope as Construct, id));
    }
    const last = ids[ids.length - 1];
    const terraformResourceType = typeOf(element);
    const there = scope.node.tryFindChild(last) ?? make(new cdktf.TerraformResource(scope as Construct, last, { terraformResourceType }));
    return `${terraformResourceType}.${stack.getLogicalId(cdktf.TerraformElement.isTerraformElement(there) ? there : there.node)}`;
  } finally {
    first?.node.scope!.node.tryRemoveChild(first.node.id);
  }
}

function pathIn(stack: cdktf.TerraformStack, construct: IConstruct): string {
  return construct.node.path.slice(stack.node.path.length + SEPARATOR.length);
}

/** As far as addresses follow from it: cdktf leaves `Default` out. */
function addressed(path: string): string {
  return path.split(SEPARATOR).filter((id) => id !== 'Default').join(SEPARATOR);
}

function isBelow(path: string, other: string): boolean {
  return path.startsWith(other + SEPARATOR);
}
