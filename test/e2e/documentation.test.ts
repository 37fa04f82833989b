/** Each example of README and docs, deployed as a reader would who adds one after the other to an app; and the example apps. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdktf from 'cdktf';
import * as constructs from 'constructs';
import * as ts from 'typescript';
import type { SandboxData } from '../../sandbox/state';
import { ROOT } from '../../scripts/tools';
import * as library from '../../src';
import { COMMAND } from '../util/built-library';
import { synthesize } from '../util/packages';
import { codeBlocks, examples, pages, programsOf } from '../util/snippets';
import { type RunOptions, Workspace } from '../util/workspace';

const NOW = '2026-11-01T00:00:00Z';
const STATE = 'cdktf.out';

/** Examples that cannot be deployed, and why. */
const NOT_DEPLOYED: Record<string, string> = {
  'docs/policy.md: A rule of your own': 'declares a rule, and no stack',
};

const APPS = join(ROOT, 'examples', 'typescript');
/** Example apps with a test of their own. */
const DEPLOYED_ELSEWHERE: Record<string, string> = { 'platform-tokens': 'demo', 'deliver-tokens': 'deliver-tokens' };

/** What the examples of a page read or adopt, and so has to be there before. */
const EXISTING: Record<string, Partial<SandboxData>> = { 'README.md': existingOfReadme() };

function existingOfReadme(): Partial<SandboxData> {
  const createdAt = Date.parse('2026-10-01T00:00:00Z');
  const bot = {
    account: null, org: 'delivery', project: null, identifier: 'bot', name: 'bot', description: null, tags: {}, createdAt, lastModifiedAt: createdAt,
  };
  const apiToken = {
    id: 'dt0c01.MADEBYHAND00000000000000',
    name: 'made by hand',
    enabled: true,
    personalAccessToken: false,
    owner: 'somebody',
    scopes: library.dynatrace.ApiTokenScopes.dataIngest().map(({ id }) => id),
    creationDate: createdAt,
    modifiedDate: null,
    lastUsedDate: null,
    lastUsedIpAddress: null,
    expirationDate: null,
    secretHash: 'known to nobody',
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

const all = pages().flatMap(([page, text]) => examples(text, 'ts').map((example) => ({ page, name: `${page}: ${example.title}`, ...example })));

test('what stands in the lists of this test is there', () => {
  const there = all.flatMap(({ page, name }) => [page, name]);
  expect(Object.keys({ ...NOT_DEPLOYED, ...EXISTING, ...FORMERLY }).filter((name) => !there.includes(name))).toEqual([]);
  Object.entries(DEPLOYED_ELSEWHERE).forEach(([app, file]) => expect([join(APPS, app), join(__dirname, `${file}.test.ts`)].map(existsSync)).toEqual([true, true]));
});

/** The code of a program, or the file of an example app. */
type Program = { readonly code: string } | { readonly main: string };

/** Somebody who deploys examples, with a sandbox that holds what has to exist. */
class Reader {
  public static async open(page: string): Promise<Reader> {
    const seed = mkdtempSync(join(tmpdir(), 'documentation-'));
    const stateFile = join(seed, 'sandbox.json');
    writeFileSync(stateFile, JSON.stringify({
      format: 'cdktf-access-tokens sandbox state',
      version: 1,
      clock: { standingAt: null, offset: 0 },
      accountId: null,
      serviceAccounts: [],
      apiKeys: [],
      tokens: [],
      roleAssignments: [],
      secrets: [],
      apiTokens: [],
      ...EXISTING[page],
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
  public async synth(program: Program): Promise<string[]> {
    if ('main' in program) {
      await synthesize({ command: 'ts-node', args: ['-T', program.main] }, this.workspace.folder, this.outdir);
    } else {
      this.run(program.code);
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
  public async deploy(program: Program): Promise<void> {
    for (const stack of await this.synth(program)) {
      const options = { stack, state: STATE, environment: VARIABLES };
      const adopted = await this.forgetAdopted(options);
      const { output } = await this.workspace.apply(options);
      expect(output).toMatch(new RegExp(`Apply complete! Resources: ${adopted ? `${adopted} imported, ` : ''}\\d+ added, \\d+ changed, 0 destroyed`));
      await this.workspace.expectEmptyPlan(options);
    }
  }

  public async destroy(program: Program): Promise<void> {
    for (const stack of (await this.synth(program)).reverse()) {
      await this.workspace.destroy({ stack, state: STATE, environment: VARIABLES });
    }
  }

  /** What is adopted for the first time exists, and no state knows of it. */
  private async forgetAdopted(options: RunOptions & { stack: string }): Promise<number> {
    const blocks: { to: string; id: string }[] = this.document(options.stack).import ?? [];
    const adopted = blocks.filter(({ id }) => !this.adopted.includes(id));
    if (adopted.length > 0) {
      const known = await this.workspace.resources(options);
      for (const { to } of adopted.filter((block) => block.to in known)) {
        await this.workspace.terraform(['state', 'rm', to], options);
      }
      this.adopted.push(...adopted.map(({ id }) => id));
    }
    return adopted.length;
  }

  private run(code: string): void {
    const modules: Record<string, unknown> = { cdktf, constructs, 'cdktf-access-tokens': library };
    const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    Object.assign(process.env, { CDKTF_OUTDIR: this.outdir, CDKTF_CONTEXT_JSON: JSON.stringify({ 'accessTokens:now': NOW }) });
    try {
      new Function('require', 'exports', outputText)((name: string) => modules[name], {});
    } finally {
      delete process.env.CDKTF_OUTDIR;
      delete process.env.CDKTF_CONTEXT_JSON;
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

test.each<[string, Program, string]>([
  ...deployed.filter(({ isProgram }) => isProgram).map(({ name, code, page }): [string, Program, string] => [name, { code }, page]),
  ...readdirSync(APPS).filter((app) => !(app in DEPLOYED_ELSEWHERE)).map((app): [string, Program, string] => [app, { main: join(APPS, app, 'main.ts') }, '']),
])('%s: deployed, planned without changes, and destroyed', async (_, program, page) => {
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

/** Commands of the documentation that look at an app, as a shell in its folder takes them. */
function documentedCommands(subcommands: string): string[] {
  const lines = pages().flatMap(([, text]) => codeBlocks(text, 'sh', 'yaml')).flatMap((block) => block.split('\n'));
  return [...new Set(lines.filter((line) => new RegExp(`cdktf-access-tokens (${subcommands})\\b`).test(line)).map((line) => line.replace(/^ *- run: | +#.*$/g, '')))];
}

test.each([
  ['inventory|repair', /^cdktf-access-tokens$/],
  ['policy', /^Policy$/],
])('the documented commands %s run on an app of README', async (subcommands, title) => {
  const reader = await Reader.open('');
  try {
    const { code, isProgram } = all.find((example) => example.page === 'README.md' && title.test(example.title))!;
    await reader.deploy({ code: isProgram ? code : programsOf([code]).at(-1)! });
    const commands = documentedCommands(subcommands);
    expect(commands.length).toBeGreaterThan(2);
    for (const command of commands) {
      const shell = command
        .replace(/(npx )?cdktf-access-tokens /g, `node ${COMMAND} `)
        .replace(/(npx )?cdktf (synth|deploy)/g, 'true')
        // Nobody answers its question here.
        .replace(/--apply(?! --yes)/, '$& --yes');
      // What is found is told by the exit code alone.
      const codes = command.includes('--check') ? [0, 2] : [0];
      await reader.workspace.command('sh', ['-euc', shell], { state: '.', codes, environment: VARIABLES });
    }
  } finally {
    await reader.close();
  }
});

const pagesOfFragments = [...new Set(deployed.filter(({ isProgram }) => !isProgram).map(({ page }) => page))];

describe.each(pagesOfFragments)('%s', (page) => {
  const fragments = deployed.filter((example) => example.page === page && !example.isProgram);
  const program = (codes: string[]) => ({ code: `import { Construct } from 'constructs';\n${programsOf(codes).at(-1)}` });
  let reader: Reader;
  let nothing: ReturnType<Workspace['sandbox']['inventory']>;
  let failed: string | undefined;
  beforeAll(async () => {
    reader = await Reader.open(page);
    nothing = reader.workspace.sandbox.inventory();
  });
  afterAll(() => reader.close());

  const steps = fragments.map((fragment, index) => ({ ...fragment, before: fragments.slice(0, index).map(({ code }) => code) }));

  test.each(steps)('$title: deployed, and planned without changes', async ({ name, code, before }) => {
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
