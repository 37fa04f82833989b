import * as fs from 'node:fs';
import { join, resolve } from 'node:path';
import * as cdktf from 'cdktf';
import type { IConstruct } from 'constructs';
import { leaksOf } from './leaks';
import { refusePastedBeside, refusePastedIn, refusePastedInManifest } from './pasted';
import { Reading, type SynthesizedDocument } from './reader';
import { POLICY_REPORT } from '../private/policy-report';
import { TOKEN_SYSTEMS } from '../private/token-systems';
import { stateOf } from '../private/tree-state';

type Render = 'toTerraform' | 'toHclTerraform';
const RENDERS: readonly Render[] = ['toTerraform', 'toHclTerraform'];

/** The names of the providers of all token systems; a type of theirs begins with one. */
const PROVIDERS = [...new Set(TOKEN_SYSTEMS.map(({ resourceType }) => resourceType.split('_')[0]))];

/** Known to every copy of this library in a process: one guard is enough. */
const INSTALLED = Symbol.for('accessTokens.guard');
const SYNTH = Symbol('accessTokens.synth');

/** What goes on in a tree. */
interface State {
  /** The synth of the whole app, while it runs. */
  synth?: AppSynth;
  /** Whether a stack is rendered for another's sake. */
  quiet?: boolean;
  /** Whether an app is synthesized that had nothing to watch: only an aspect can add that, within its own stack. */
  unarmed?: boolean;
}

function stateOfTree(construct: IConstruct): State {
  return stateOf(construct.node.root, SYNTH, (): State => ({}));
}

/**
 * Watches every synth of an app in which there is anything of the token systems: refuses a secret that was pasted, and one
 * that would be output in clear text.
 *
 * It hangs on cdktf's own classes, since a provider, a generated binding or a plain `TerraformResource` runs no code of this
 * library, and cdktf has no hook that a `Testing.synth` would pass. Each stack is resolved once, by the synth itself.
 */
export function installGuard(): void {
  const installed = cdktf.TerraformStack.prototype as unknown as Record<symbol, boolean>;
  if (installed[INSTALLED]) {
    return;
  }
  Object.defineProperty(installed, INSTALLED, { value: true });

  const { synth } = cdktf.App.prototype;
  cdktf.App.prototype.synth = function (this: cdktf.App): void {
    // What an earlier synth found says nothing of this one, which may have no policy any more.
    fs.rmSync(join(this.outdir, POLICY_REPORT), { force: true });
    if (isArmed(this)) {
      new AppSynth(this).run(() => synth.call(this));
      return;
    }
    const state = stateOfTree(this);
    state.unarmed = true;
    try {
      synth.call(this);
    } finally {
      state.unarmed = false;
    }
  };

  const { toTerraform, toHclTerraform } = cdktf.TerraformStack.prototype;
  cdktf.TerraformStack.prototype.toTerraform = function (this: cdktf.TerraformStack): any {
    const rendered = toTerraform.call(this);
    check(this, rendered, () => rendered);
    return rendered;
  };
  cdktf.TerraformStack.prototype.toHclTerraform = function (this: cdktf.TerraformStack): any {
    const rendered = toHclTerraform.call(this);
    // What refers to what is read from the JSON, which has all that HCL has.
    check(this, rendered, () => toTerraform.call(this));
    return rendered;
  };
}

function check(stack: cdktf.TerraformStack, rendered: unknown, content: () => any): void {
  const state = stateOfTree(stack);
  if (state.quiet) {
    return;
  }
  if (state.synth) {
    state.synth.rendered(stack, rendered, content);
  } else if (isArmed(state.unarmed ? stack : stack.node.root)) {
    checkAlone(stack, rendered, content(), state);
  }
}

/** As a test synthesizes: one stack. Others count as far as it reads their states. */
function checkAlone(stack: cdktf.TerraformStack, rendered: unknown, content: any, state: State): void {
  refusePastedBeside(stack);
  refusePastedIn(rendered, [stack.node.path]);
  const documents = [documentOf(stack, content)];
  if (content.data?.terraform_remote_state) {
    state.quiet = true;
    try {
      const others = stacksOf(stack.node.root).filter((other) => other !== stack && other.node.findAll().some(cdktf.TerraformBackend.isBackend));
      documents.push(...others.map((other) => documentOf(other, other.toTerraform())));
    } finally {
      state.quiet = false;
    }
  }
  refuseLeaks(documents, new Set([stack.node.path]));
}

/** A synth of a whole app: leaks are told once all stacks are rendered. */
class AppSynth {
  private readonly stacks: readonly cdktf.TerraformStack[];
  private readonly documents = new Map<cdktf.TerraformStack, SynthesizedDocument>();
  /** Stacks whose methods another language has overridden: what it returns is seen in the file only. */
  private readonly overridden = new Set<cdktf.TerraformStack>();
  private rendering?: cdktf.TerraformStack;

  public constructor(private readonly app: cdktf.App) {
    this.stacks = stacksOf(app);
  }

  public run(synth: () => void): void {
    const state = stateOfTree(this.app);
    refusePastedBeside(this.app);
    const restores = this.stacks.flatMap((stack) => RENDERS.map((method) => this.watch(stack, method)));
    state.synth = this;
    try {
      synth();
      this.readOverridden();
    } finally {
      state.synth = undefined;
      restores.forEach((restore) => restore());
    }
  }

  /** A stack was rendered by cdktf's own method; if a class overrides that, the wrapper around it looks at the result. */
  public rendered(stack: cdktf.TerraformStack, rendered: unknown, content: () => any): void {
    if (this.rendering !== stack) {
      this.take(stack, rendered, content());
    }
  }

  /** Wraps a method of the stack for the time of this synth, over whatever overrides it. */
  private watch(stack: cdktf.TerraformStack, method: Render): () => void {
    const own = Object.getOwnPropertyDescriptor(stack, method);
    if (own?.configurable === false) {
      this.overridden.add(stack);
      return () => undefined;
    }
    const render = stack[method];
    const value = () => {
      if (this.rendering === stack) {
        return render.call(stack); // For the sake of the rendering that goes on.
      }
      const outer = this.rendering;
      this.rendering = stack;
      try {
        const rendered = render.call(stack);
        this.take(stack, rendered, method === 'toTerraform' ? rendered : stack.toTerraform());
        return rendered;
      } finally {
        this.rendering = outer;
      }
    };
    Object.defineProperty(stack, method, { value, configurable: true, writable: true });
    return () => {
      if (own) {
        Object.defineProperty(stack, method, own);
      } else {
        delete (stack as Partial<cdktf.TerraformStack>)[method];
      }
    };
  }

  private take(stack: cdktf.TerraformStack, rendered: unknown, content: any): void {
    refusePastedInManifest(this.app.manifest.forStack(stack));
    refusePastedIn(rendered, [stack.node.path]);
    this.documents.set(stack, documentOf(stack, content));
    if (this.documents.size === this.stacks.length) {
      this.refuseLeaks();
    }
  }

  private readOverridden(): void {
    for (const stack of this.overridden) {
      const file = join(this.app.outdir, this.app.manifest.forStack(stack).synthesizedStackPath);
      const text = fs.readFileSync(file, 'utf8');
      const content = file.endsWith('.json') ? JSON.parse(text) : undefined;
      try {
        refusePastedIn(content ?? text, [stack.node.path]);
      } catch (error) {
        fs.rmSync(file);
        throw error;
      }
      if (content) {
        this.documents.set(stack, documentOf(stack, content));
      }
    }
    if (this.overridden.size > 0) {
      this.refuseLeaks();
    }
  }

  private refuseLeaks(): void {
    refuseLeaks([...this.documents.values()], new Set(this.stacks.map(({ node }) => node.path)));
  }
}

function refuseLeaks(documents: readonly SynthesizedDocument[], stacks: ReadonlySet<string>): void {
  const leaks = leaksOf(new Reading(documents), stacks);
  if (leaks.length > 0) {
    throw new Error(leaks.length === 1 ? leaks[0] : `${leaks.length} places would output secrets in clear text:\n${leaks.map((leak) => `- ${leak}`).join('\n')}`);
  }
}

function documentOf(stack: cdktf.TerraformStack, content: any): SynthesizedDocument {
  const { root } = stack.node;
  const outdir = cdktf.App.isApp(root) ? root.outdir : '.';
  return { name: stack.node.path, content, directory: resolve(outdir, 'stacks', stack.node.id) };
}

function stacksOf(construct: IConstruct, into: cdktf.TerraformStack[] = []): cdktf.TerraformStack[] {
  if (cdktf.TerraformStack.isStack(construct)) {
    into.push(construct);
  }
  construct.node.children.forEach((child) => stacksOf(child, into));
  return into;
}

/** Whether there is a provider, resource or data source of a token system below the construct. */
function isArmed(construct: IConstruct): boolean {
  const { terraformResourceType: type } = construct as { readonly terraformResourceType?: unknown };
  return (typeof type === 'string' && PROVIDERS.some((provider) => type === provider || type.startsWith(`${provider}_`)))
    || construct.node.children.some(isArmed);
}
