/** Each example of README and docs, deployed as a reader would who adds one after the other to an app. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdktf from 'cdktf';
import * as constructs from 'constructs';
import * as ts from 'typescript';
import type { SandboxData } from '../../sandbox/state';
import * as library from '../../src';
import { type Example, examples, pages, programsOf } from '../util/snippets';
import { Workspace } from '../util/workspace';

const NOW = '2026-11-01T00:00:00Z';
const STATE = 'app';

/** Examples that cannot be deployed, and why. */
const NOT_DEPLOYED: Record<string, string> = {
  'docs/policy.md: A rule of your own': 'declares a rule, and no stack',
};

/** What the examples of a page read or adopt, and so has to be there before. */
const EXISTING: Record<string, Partial<SandboxData>> = { 'README.md': existingOfReadme() };

function existingOfReadme(): Partial<SandboxData> {
  const createdAt = Date.parse('2026-10-01T00:00:00Z');
  const bot = {
    account: null, org: 'delivery', project: null, identifier: 'bot', name: 'bot', description: null, tags: {}, createdAt, lastModifiedAt: createdAt,
  };
  const apiToken = {
    id: 'dt0c01.MADEBYHAND00000000000000', name: 'made by hand', enabled: true, personalAccessToken: false, owner: 'somebody', scopes: library.dynatrace.ApiTokenScopes.dataIngest().map(({ id }) => id),
    creationDate: createdAt, modifiedDate: null, lastUsedDate: null, lastUsedIpAddress: null, expirationDate: null, secretHash: 'known to nobody',
  };
  return {
    accountId: 'account-id',
    serviceAccounts: [{ ...bot, email: 'bot@service.harness.io' }],
    apiKeys: [{ ...bot, identifier: 'first', name: 'first', apiKeyType: 'SERVICE_ACCOUNT', parentIdentifier: 'bot', defaultTimeToExpireToken: 2_592_000_000 }],
    apiTokens: [apiToken, { ...apiToken, id: 'dt0c01.ABCDEFGHIJKLMNOPQRSTUVWX', name: 'Adopted' }],
  };
}

/** What stood in the place of examples that move it. */
const FORMERLY: Record<string, string> = {
  'README.md: Refactoring': `
    const former = new harness.ServiceAccount(new Construct(this, 'Team'), 'Build', { harnessScope: HarnessScope.account('account-id') });
    former.addApiKey('Deploy').addToken('Nightly');`,
  'docs/refactoring.md: Renaming, moving within a stack': `
    new harness.ServiceAccount(new Construct(this, 'Team'), 'Bot', { harnessScope: harness.HarnessScope.account('account-id') }).addApiKey('Deploy').addToken('Ci');
    new dynatrace.ApiToken(this, 'Collector', { scopes: dynatrace.ApiTokenScopes.dataIngest() });`,
  'docs/refactoring.md: From hand-written resources': `
    const scopes = dynatrace.ApiTokenScopes.dataIngest().map(({ id }) => id);
    new l1.dynatrace.apiToken.ApiToken(this, 'ByHand', { name: 'Kept', enabled: true, scopes }).overrideLogicalId('by_hand');`,
};

const VARIABLES = { TF_VAR_end: '2027-03-31T00:00:00.000Z', TF_VAR_license: 'of the shop' };

const nameOf = (page: string, { title }: Example) => `${page}: ${title}`;
const all = pages().flatMap(([page, text]) => examples(text, 'ts').map((example) => ({ page, name: nameOf(page, example), ...example })));

test('what stands in the lists of this test is in the documentation', () => {
  const there = all.flatMap(({ page, name }) => [page, name]);
  expect(Object.keys({ ...NOT_DEPLOYED, ...EXISTING, ...FORMERLY }).filter((name) => !there.includes(name))).toEqual([]);
});

/** Somebody who deploys the examples of a page, with a sandbox that holds what has to exist. */
class Reader {
  public static async open(page: string): Promise<Reader> {
    const seed = mkdtempSync(join(tmpdir(), 'documentation-'));
    const stateFile = join(seed, 'sandbox.json');
    writeFileSync(stateFile, JSON.stringify({
      format: 'cdktf-access-tokens sandbox state', version: 1, clock: { standingAt: null, offset: 0 }, accountId: null,
      serviceAccounts: [], apiKeys: [], tokens: [], roleAssignments: [], secrets: [], apiTokens: [], ...EXISTING[page],
    }));
    return new Reader(await Workspace.open({ now: NOW, stateFile }), seed);
  }

  public readonly adopted: string[] = [];
  private readonly outdir: string;

  private constructor(public readonly workspace: Workspace, private readonly seed: string) {
    this.outdir = join(workspace.folder, STATE);
    mkdirSync(this.outdir);
  }

  public async close(): Promise<void> {
    await this.workspace.close();
    rmSync(this.seed, { recursive: true, force: true });
  }

  /** Runs the program, and gives its stacks in their order. */
  public synth(program: string): string[] {
    const modules: Record<string, unknown> = { cdktf, constructs, 'cdktf-access-tokens': library };
    const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    Object.assign(process.env, { CDKTF_OUTDIR: this.outdir, CDKTF_CONTEXT_JSON: JSON.stringify({ 'accessTokens:now': NOW }) });
    try {
      new Function('require', 'exports', outputText)((name: string) => modules[name], {});
    } finally {
      delete process.env.CDKTF_OUTDIR;
      delete process.env.CDKTF_CONTEXT_JSON;
    }
    const manifest = JSON.parse(readFileSync(join(this.outdir, 'manifest.json'), 'utf8'));
    const stacks: string[] = [];
    const add = (stack: string) => {
      manifest.stacks[stack].dependencies.forEach(add);
      stacks.push(...stacks.includes(stack) ? [] : [stack]);
    };
    Object.keys(manifest.stacks).forEach(add);
    stacks.forEach((stack) => this.keepStatesHere(stack));
    return stacks;
  }

  /** Brings the app to what its program says. Nothing that was deployed before is lost. */
  public async deploy(program: string): Promise<void> {
    for (const stack of this.synth(program)) {
      const options = { stack, state: STATE, environment: VARIABLES };
      const imports: { to: string; id: string }[] = this.document(stack).import ?? [];
      const imported = imports.filter(({ id }) => !this.adopted.includes(id));
      const inState = (await this.workspace.terraform(['state', 'list'], { ...options, codes: [0, 1] })).output.split('\n');
      for (const { to } of imported.filter((block) => inState.includes(block.to))) {
        await this.workspace.terraform(['state', 'rm', to], options);
      }
      this.adopted.push(...imported.map(({ id }) => id));
      const { output } = await this.workspace.apply(options);
      expect(output).toMatch(imported.length > 0 ? new RegExp(`Apply complete! Resources: ${imported.length} imported, .*, 0 destroyed`) : /Apply complete! .*, 0 destroyed/);
      await this.workspace.expectEmptyPlan(options);
    }
  }

  public async destroy(program: string): Promise<void> {
    for (const stack of this.synth(program).reverse()) {
      await this.workspace.destroy({ stack, state: STATE, environment: VARIABLES });
    }
  }

  private document(stack: string): any {
    return JSON.parse(readFileSync(join(this.outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
  }

  /** A file that takes precedence: the states are beside the stacks, whatever backend the program names. */
  private keepStatesHere(stack: string): void {
    const folder = join(this.outdir, 'stacks', stack);
    const read = Object.keys(this.document(stack).data?.terraform_remote_state ?? {});
    const others = Object.fromEntries(read.map((name) => [name, {
      backend: 'local', config: { path: `../${name.replace('cross-stack-reference-input-', '')}/terraform.tfstate` },
    }]));
    writeFileSync(join(folder, 'override.tf.json'), JSON.stringify({
      terraform: { backend: { local: {} } }, ...(read.length > 0 && { data: { terraform_remote_state: others } }),
    }));
  }
}

const deployed = all.filter(({ name }) => !(name in NOT_DEPLOYED));

test.each(deployed.filter((example) => example.isProgram).map((example) => [example.name, example.page, example.code]))('%s: deployed and destroyed', async (_, page, program) => {
  const reader = await Reader.open(page);
  try {
    const before = reader.workspace.sandbox.inventory();
    await reader.deploy(program);
    expect(reader.workspace.sandbox.inventory()).not.toEqual(before);
    await reader.destroy(program);
    expect(reader.workspace.sandbox.inventory()).toEqual(before);
  } finally {
    await reader.close();
  }
});

describe.each(pages().map(([page]) => page).filter((page) => deployed.some((example) => example.page === page && !example.isProgram)))('%s', (page) => {
  const fragments = deployed.filter((example) => example.page === page && !example.isProgram);
  const program = (codes: string[]) => `import { Construct } from 'constructs';\n${programsOf(codes).at(-1)}`;
  let reader: Reader;
  let nothing: ReturnType<Workspace['sandbox']['inventory']>;
  let failed: string | undefined;
  beforeAll(async () => {
    reader = await Reader.open(page);
    nothing = reader.workspace.sandbox.inventory();
  });
  afterAll(() => reader.close());

  test.each(fragments.map(({ title, name }, index) => [title, name, fragments.slice(0, index).map(({ code }) => code), fragments[index].code] as const))(
    '%s: deployed, and planned without changes', async (_, name, before, code) => {
      if (failed) {
        throw new Error(`not tried, since '${failed}' failed`);
      }
      failed = name;
      if (name in FORMERLY) {
        await reader.deploy(program([...before, FORMERLY[name]]));
      }
      await reader.deploy(program([...before, code]));
      failed = undefined;
    });

  test('all of it is destroyed', async () => {
    // As the chapter on protection says: it goes with its line.
    await reader.destroy(program(fragments.map(({ code }) => code).filter((code) => !code.includes('PREVENT_DESTROY'))));
    const apiTokens = nothing.apiTokens.filter(({ id }) => !reader.adopted.includes(id));
    expect(reader.workspace.sandbox.inventory()).toEqual({ ...nothing, apiTokens });
  });
});
