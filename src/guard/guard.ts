import * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { resolveIn } from '../private/resolve';
import { systemOfSecretIn } from '../private/secret-forms';
import { TOKEN_SYSTEMS } from '../private/token-systems';
import { isFirst } from '../private/tree-state';

/** The attribute that holds the secret, by resource type. */
const SECRET_ATTRIBUTES: Readonly<Record<string, string>> = Object.fromEntries(
  TOKEN_SYSTEMS.map(({ resourceType, secretAttribute }) => [resourceType, secretAttribute]));

/** A reference to a token resource: its type, its name and, unless the whole resource is meant, an attribute. */
const TOKEN_REFERENCE = new RegExp(`(?<![\\w.-])(${Object.keys(SECRET_ATTRIBUTES).join('|')})\\.([\\w-]+)(?:\\[[^\\]]*\\]|\\.\\*)*(?:\\.([\\w-]+))?`, 'g');
const LOCAL_REFERENCE = /(?<![\w.-])local\.([\w-]+)/g;
const REMOTE_OUTPUT_REFERENCE = /(?<![\w-])data\.terraform_remote_state\.([\w-]+)\.outputs(?:\.([\w-]+)|\["([\w-]+)"\])/g;

/** cdktf names the remote state of a cross-stack reference after the path of the stack it reads. */
const CROSS_STACK_PREFIX = 'cross-stack-reference-input-';

const GUARDED_STACK = Symbol('accessTokens.guardedStack');
const GUARDED_TREE = Symbol('accessTokens.guardedTree');

/**
 * Refuses, at synth, a stack in which a token's secret would leave in clear or a secret was pasted; from the first token
 * on, every stack of its tree is watched.
 *
 * The check reads what the one resolving pass of a synth gives, so it hooks into the two methods that make it: as a
 * validation it would have to resolve the stack a second time.
 */
export function guardSecrets(stack: cdktf.TerraformStack): void {
  if (!isFirst(stack, GUARDED_STACK)) {
    return;
  }

  const toTerraform = stack.toTerraform.bind(stack);
  stack.toTerraform = () => {
    const document = toTerraform();
    refusePastedSecrets(document, stack.node.path);
    refuseClearOutputs(stack, document.output ?? {}, document.locals ?? {});
    return document;
  };

  const toHclTerraform = stack.toHclTerraform.bind(stack);
  stack.toHclTerraform = () => {
    const rendered = toHclTerraform();
    refusePastedSecrets(rendered, stack.node.path);
    refuseClearOutputs(stack, fragments(stack, cdktf.TerraformOutput.isTerraformOutput, 'output'), localsOf(stack));
    return rendered;
  };

  const root = stack.node.root;
  if (isFirst(root, GUARDED_TREE)) {
    // All stacks of a tree are prepared before the first is synthesized, and by then all of them exist.
    const prepareStack = stack.prepareStack.bind(stack);
    stack.prepareStack = () => {
      stacksOf(root).forEach(guardSecrets);
      prepareStack();
    };
  }
}

function stacksOf(root: IConstruct): cdktf.TerraformStack[] {
  return root.node.findAll().filter(cdktf.TerraformStack.isStack);
}

function refusePastedSecrets(value: unknown, place: string): void {
  if (typeof value === 'string') {
    const system = systemOfSecretIn(value);
    if (system) {
      throw new Error(`a ${system} secret stands in clear at ${place}: revoke it, and pass the token's value or a sensitive variable instead`);
    }
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => refusePastedSecrets(item, `${place}[${index}]`));
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      refusePastedSecrets(key, `a key of ${place}`);
      refusePastedSecrets(item, `${place}.${key}`);
    }
  }
}

function refuseClearOutputs(stack: cdktf.TerraformStack, outputs: Record<string, any>, locals: Record<string, unknown>): void {
  for (const [name, output] of Object.entries(outputs)) {
    if (output.sensitive === true) {
      continue;
    }
    const secret = secretIn(stack, JSON.stringify(output.value ?? ''), locals);
    if (secret) {
      const construct = stack.node.findAll().find((node) => cdktf.TerraformOutput.isTerraformOutput(node) && node.friendlyUniqueId === name);
      throw new Error(`output '${name}' must be sensitive, since it carries the secret of ${secret}: `
        + `set sensitive, or use exportValue of the token [${construct?.node.path ?? stack.node.path}]`);
    }
  }
}

/** What names the token whose secret the expression carries, if any. */
function secretIn(stack: cdktf.TerraformStack, expression: string, locals: Record<string, unknown>, seen = new Set<string>()): string | undefined {
  for (const [, type, name, attribute] of expression.matchAll(TOKEN_REFERENCE)) {
    if (attribute === undefined || attribute === SECRET_ATTRIBUTES[type]) {
      return tokenPath(stack, `${type}.${name}`);
    }
  }
  for (const [, name] of expression.matchAll(LOCAL_REFERENCE)) {
    const key = `${stack.node.path} ${name}`;
    if (!seen.has(key)) {
      seen.add(key);
      const secret = secretIn(stack, JSON.stringify(locals[name] ?? ''), locals, seen);
      if (secret) {
        return secret;
      }
    }
  }
  for (const [, remoteState, dotted, indexed] of expression.matchAll(REMOTE_OUTPUT_REFERENCE)) {
    const secret = secretOfOutput(stack, remoteState, dotted ?? indexed, seen);
    if (secret) {
      return secret;
    }
  }
  return undefined;
}

/**
 * The secret behind an output of another stack of the tree. A remote state that the user declared does not tell whose
 * it is, so there every stack with an output of that name counts.
 */
function secretOfOutput(stack: cdktf.TerraformStack, remoteState: string, outputName: string, seen: Set<string>): string | undefined {
  const reader = stack.node.findAll().find((node) => node instanceof cdktf.TerraformRemoteState && node.friendlyUniqueId === remoteState);
  const origin = reader?.node.id.startsWith(CROSS_STACK_PREFIX) ? reader.node.id.slice(CROSS_STACK_PREFIX.length) : undefined;
  for (const other of stacksOf(stack.node.root)) {
    if (other === stack || (origin !== undefined && other.node.path !== origin)) {
      continue;
    }
    const output = fragments(other, cdktf.TerraformOutput.isTerraformOutput, 'output')[outputName];
    const secret = output && secretIn(other, JSON.stringify(output.value ?? ''), localsOf(other), seen);
    if (secret) {
      return secret;
    }
  }
  return undefined;
}

/** What the stack's elements of one kind render, resolved. */
function fragments(stack: cdktf.TerraformStack, isKind: (node: any) => boolean, block: string): Record<string, any> {
  const elements = stack.node.findAll().filter((node): node is cdktf.TerraformElement => isKind(node) && cdktf.TerraformStack.of(node) === stack);
  return Object.assign({}, ...elements.map((element) => resolveIn(stack, element.toTerraform()[block])));
}

function localsOf(stack: cdktf.TerraformStack): Record<string, unknown> {
  return fragments(stack, (node) => node instanceof cdktf.TerraformLocal, 'locals');
}

function tokenPath(stack: cdktf.TerraformStack, address: string): string {
  const resource = stack.node.findAll().find((node) =>
    cdktf.TerraformResource.isTerraformResource(node) && `${node.terraformResourceType}.${node.friendlyUniqueId}` === address);
  return resource?.node.scope ? `${resource.node.scope.node.path} (${address})` : address;
}
