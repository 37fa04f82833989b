/** The wheel as users get it: installed by pip beside cdktf from PyPI. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archive, packed } from '../../scripts/packages';
import { pythonWith, pythonWithSinks } from '../../scripts/python';
import { runTool } from '../../scripts/run-tool';
import { ROOT } from '../../scripts/tools';
import { APP_ENVIRONMENT, LONG, type Program, pythonApp, pythonExample, synthesize, temporaryFolder, typescriptApp, typescriptExample } from '../util/packages';
import { codeBlocks, pages, programsOf, pythonProgramsOf } from '../util/snippets';
import { Workspace } from '../util/workspace';

jest.setTimeout(LONG);
const folder = temporaryFolder();
let bin: string;
beforeAll(async () => {
  bin = await pythonWith('cdktf');
}, LONG);

function python(program: string): Promise<string> {
  return runTool(join(bin, 'python'), ['-c', program], { cwd: folder });
}

test('the wheel is typed and has a module for each part of the library', async () => {
  const wheel = archive(await packed('cdktf', 'python'), '.whl');
  const files = (await python(`import zipfile; print(*zipfile.ZipFile(${JSON.stringify(wheel)}).namelist(), sep='\\n')`)).split('\n');
  for (const file of ['py.typed', '__init__.py', 'harness/__init__.py', 'dynatrace/__init__.py', 'l1/__init__.py', 'l1/harness/platform_token/__init__.py']) {
    expect(files).toContain(`cdktf_access_tokens/${file}`);
  }
  expect(archive(await packed('cdktf', 'python'), '.tar.gz')).toMatch(/cdktf_access_tokens-.*\.tar\.gz$/);
});

test('the Python app is synthesized to the same JSON as the TypeScript app', async () => {
  const [fromTypescript, fromPython] = [
    await synthesize(await typescriptExample('cdktf'), folder, join(folder, 'typescript')),
    await synthesize(await pythonExample('cdktf'), folder, join(folder, 'python')),
  ];
  expect(Object.keys(fromPython)).toEqual(['pipeline-secrets', 'tokens']);
  expect(fromPython).toEqual(fromTypescript);
});

/** The kernel of jsii makes an overridden method one that JavaScript cannot replace. */
const OVERRIDES = `
from cdktf import App, TerraformOutput, TerraformStack
from cdktf_access_tokens import dynatrace

class Tokens(TerraformStack):
    def prepare_stack(self):
        super().prepare_stack()
    def to_hcl_terraform(self):
        return super().to_hcl_terraform()
    def to_terraform(self):
        return {**super().to_terraform(), **self.added}

def synth(added, sensitive):
    app = App(outdir="overrides")
    stack = Tokens(app, "Tokens")
    stack.added = added
    dynatrace.DynatraceProvider(stack, "Dynatrace")
    token = dynatrace.ApiToken(stack, "T", scopes=dynatrace.ApiTokenScopes.data_ingest())
    TerraformOutput(stack, "Out", value=token.value, sensitive=sensitive)
    try:
        app.synth()
        print("passed")
    except Exception as error:
        print(str(error))

synth({}, True)
synth({}, False)
synth({"locals": {"leak": "\${nonsensitive(dynatrace_api_token.T_D925BC7E.token)}"}}, True)
synth({"locals": {"pasted": "pat." + "a" * 22 + "." + "0a" * 12 + "." + "Z9" * 10}}, True)
`;

test('a stack that overrides its rendering in Python is synthesized, and guarded', async () => {
  expect((await python(OVERRIDES)).trim().split('\n')).toEqual([
    'passed',
    expect.stringContaining("output 'Out' must be sensitive"),
    expect.stringContaining('local.leak takes the mark off the secret of Tokens/T'),
    expect.stringContaining('a Harness secret stands in clear text at Tokens.locals.pasted'),
  ]);
  expect(existsSync(join(folder, 'overrides', 'stacks', 'Tokens', 'cdk.tf.json'))).toBe(false);
});

test.each(['platform-tokens', 'rotating-tokens', 'company-policy'] as const)('the Python app %s passes its tests and the type checker', async (example) => {
  const app = await pythonApp('cdktf', example);
  expect(await runTool(join(bin, 'pytest'), ['-W', 'error', '-p', 'no:cacheprovider'], { cwd: app })).toMatch(/ [1-9]\d* passed in /);
  await runTool(join(bin, 'mypy'), ['--cache-dir', join(folder, 'mypy'), 'main.py'], { cwd: app });
});

test('a policy finds the same in the Python app as in the TypeScript app', async () => {
  const report = async (program: Program, outdir: string) => {
    const stacks = await synthesize(program, folder, outdir);
    return { stacks, report: JSON.parse(readFileSync(join(outdir, 'access-tokens-policy.json'), 'utf8')) };
  };
  const fromTypescript = await report(await typescriptExample('cdktf', 'company-policy'), join(folder, 'policy-typescript'));
  const fromPython = await report(await pythonExample('cdktf', 'company-policy'), join(folder, 'policy-python'));
  expect(fromPython.report.summary).toEqual({ tokens: 3, errors: 0, warnings: 0, acknowledged: 1 });
  expect(fromPython).toEqual(fromTypescript);
});

test('each rule is broken and kept in Python, by constructs and by l1, and a rule written in Python may raise', async () => {
  const output = await python(`
import jsii
from cdktf import TerraformStack, Testing
from cdktf_access_tokens import (
    Duration, Expiration, ITokenRule, PolicyEnforcement, RotationSchedule, TokenFact, TokenFinding, TokenKind, TokenPolicy, TokenRule, TokenRules,
    dynatrace, harness,
)
from cdktf_access_tokens.l1.dynatrace.api_token import ApiToken as L1ApiToken
from cdktf_access_tokens.l1.harness.platform_token import PlatformToken

PROJECT = harness.HarnessScope.project("account", "org", "project")
ACCOUNT = harness.HarnessScope.account("account")
Scope = dynatrace.ApiTokenScope
END = Expiration.at("2027-11-01T00:00:00Z")
SOON = Expiration.at("2026-12-01T00:00:00Z")
MONTHLY = RotationSchedule.every(Duration.days(30), starting_at="2026-11-01T00:00:00Z", overlap=Duration.days(7))


@jsii.implements(ITokenRule)
class Own:
    def check(self, token):
        assert token.kind in (TokenKind.SERVICE_ACCOUNT, TokenKind.ENVIRONMENT)
        assert TokenFact.PERMISSIONS not in token.unknown
        if token.rotation is not None and token.rotation.period.to_milliseconds() == 30 * 86400000:
            return None
        return TokenFinding.violation(f"of {token.system} does not rotate monthly, but lives {token.longest_life is None}", "rotate it")


@jsii.implements(ITokenRule)
class Raises:
    def check(self, token):
        raise ValueError("no team for " + token.path)


def plain(stack, **props):
    return harness.ServiceAccount(stack, "Bot", harness_scope=PROJECT).add_api_key("Key").add_token("Ci", **props)


def rotating(stack):
    return harness.ServiceAccount(stack, "Bot", harness_scope=PROJECT).add_api_key("Key").add_rotating_token("Ci", schedule=MONTHLY)


def api_token(stack, **props):
    return dynatrace.ApiToken(stack, "Ingest", **{"scopes": [Scope.METRICS_READ], **props})


def l1_api_token(stack, **props):
    return L1ApiToken(stack, "L1", **{"name": "ingest", "scopes": ["metrics.read"], **props})


def l1_token(stack, **props):
    return PlatformToken(stack, "L1", **{
        "account_id": "account", "org_id": "org", "project_id": "project", "apikey_id": "key", "parent_id": "bot",
        "apikey_type": "SERVICE_ACCOUNT", "identifier": "ci", "name": "ci", **props})


def personal(stack):
    return harness.User.from_id(stack, "Me", harness_scope=ACCOUNT, user_id="me").add_api_key("Key").add_token("Ci")


def administrator(stack):
    bot = harness.ServiceAccount(stack, "Bot", harness_scope=PROJECT)
    bot.grant_role(harness.Role.PROJECT_ADMIN)
    return bot.add_api_key("Key").add_token("Ci")


CASES = [
    (TokenRules.longest_lifetime(Duration.days(90)), [lambda s: plain(s, expires_at=END), lambda s: api_token(s), lambda s: l1_api_token(s, expiration_date="now+365d")],
     [lambda s: plain(s), rotating, lambda s: api_token(s, expires_at=SOON), lambda s: l1_api_token(s, expiration_date="now+90d")]),
    (TokenRules.expires(), [api_token, l1_api_token], [plain, lambda s: api_token(s, expires_at=END), lambda s: l1_api_token(s, expiration_date="now+90d")]),
    (TokenRules.rotates(at_least_every=Duration.days(30)), [plain, api_token, l1_token], [rotating]),
    (TokenRules.warns_before_expiry(Duration.days(7)), [plain, lambda s: api_token(s, expires_at=SOON), l1_token],
     [lambda s: plain(s, expires_at=SOON, warn_before_expiry=Duration.days(7)), api_token, l1_api_token]),
    (TokenRules.no_personal_tokens(), [personal, lambda s: api_token(s, personal_access_token=True), lambda s: l1_token(s, apikey_type="USER")], [plain, api_token, l1_token]),
    (TokenRules.no_administrators(roles=["owner"]), [administrator, lambda s: api_token(s, scopes=[Scope.API_TOKENS_WRITE]), lambda s: l1_api_token(s, scopes=["apiTokens.write"])],
     [plain, api_token, l1_api_token]),
    (TokenRules.without_scopes([Scope.METRICS_READ]), [api_token, l1_api_token], [plain, lambda s: l1_api_token(s, scopes=["logs.read"])]),
    (TokenRules.only_scopes([Scope.METRICS_READ]), [lambda s: api_token(s, scopes=[Scope.LOGS_READ]), lambda s: l1_api_token(s, scopes=["logs.read"])], [plain, api_token, l1_api_token]),
    (TokenRules.tagged(["team"]), [plain, api_token, l1_token], [lambda s: plain(s, tags={"team": "a"}), lambda s: api_token(s, name="x team:a"), lambda s: l1_token(s, tags=["team:a"])]),
    (TokenRules.named_like("[a-z]+"), [plain, api_token, lambda s: l1_token(s, name="Ci")], [lambda s: plain(s, name="ci"), lambda s: api_token(s, name="ingest"), l1_token]),
    (TokenRules.only_at([harness.HarnessScope.organization("account", "org")]), [lambda s: l1_token(s, org_id="other")], [plain, api_token, l1_token]),
    (TokenRules.only_in_environments(["https://other"]), [api_token, l1_api_token], [plain]),
    (TokenRule.of("own", Own(), description="a rule in Python"), [plain, api_token, l1_api_token], [rotating]),
    (TokenRule.of("raises", Raises()), [plain, api_token], []),
]


def said(rule, make):
    stack = TerraformStack(Testing.app(context={"accessTokens:now": "2026-11-01T00:00:00Z"}), "Stack")
    TokenPolicy(stack, "Policy", rules=[rule])
    harness.HarnessProvider(stack, "Harness")
    dynatrace.DynatraceProvider(stack, "Dynatrace")
    make(stack)
    try:
        Testing.synth(stack, True)
        return ""
    except RuntimeError as error:
        return str(error)


for rule, broken, kept in CASES:
    for make in broken:
        assert f"Violated: {rule.id}" in said(rule, make), (rule.id, said(rule, make))
    for make in kept:
        assert said(rule, make) == "", said(rule, make)
    print(rule.id, len(broken), len(kept))
print(said(CASES[-2][0], api_token))
print(said(CASES[-1][0], plain))
`);
  for (const rule of ['longest-lifetime 3 4', 'expires 2 3', 'rotates 3 1', 'warns-before-expiry 3 3', 'no-personal-tokens 3 3', 'no-administrators 3 3', 'without-scopes 2 2',
    'only-scopes 2 3', 'tagged 3 3', 'named-like 3 3', 'only-at 1 3', 'only-in-environments 2 1', 'own 3 1', 'raises 2 0']) {
    expect(output).toContain(`${rule}\n`);
  }
  expect(output).toContain('Stack/Ingest of Dynatrace does not rotate monthly, but lives True: rotate it');
  expect(output).toContain('Stack/Bot/Key/Ci cannot be judged, since the rule failed: no team for Stack/Bot/Key/Ci: mend the rule');
});

test('the Python app is deployed, planned without changes and destroyed', async () => {
  const workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
  try {
    const nothing = workspace.sandbox.inventory();
    await synthesize(await pythonExample('cdktf'), workspace.folder, join(workspace.folder, 'app'), { HARNESS_ACCOUNT_ID: workspace.account });
    const stacks = ['tokens', 'pipeline-secrets'].map((stack) => ({ stack, state: 'app' }));
    for (const stack of stacks) {
      await workspace.apply(stack);
    }
    expect(workspace.sandbox.inventory()).not.toEqual(nothing);
    for (const stack of stacks) {
      await workspace.expectEmptyPlan(stack);
    }
    for (const stack of stacks.reverse()) {
      await workspace.destroy(stack);
    }
    expect(workspace.sandbox.inventory()).toEqual(nothing);
  } finally {
    await workspace.close();
  }
});

test('the Python app that delivers tokens makes the JSON of the TypeScript app, but for versions of bindings, and passes its tests', async () => {
  const sinks = await pythonWithSinks();
  const app = await pythonApp('cdktf', 'deliver-tokens');
  const resourcesOf = (stacks: Record<string, any>) => Object.fromEntries(['pipelines', 'consumers'].map((stack) => [stack, stacks[stack].resource]));
  const typescript = { command: 'ts-node', args: ['-T', join(ROOT, 'examples', 'typescript', 'deliver-tokens', 'main.ts')] };
  const fromTypescript = await synthesize(typescript, folder, join(folder, 'deliver-ts'));
  const fromPython = await synthesize({ command: join(sinks, 'python'), args: [join(app, 'main.py')] }, folder, join(folder, 'deliver-py'));
  expect(resourcesOf(fromPython)).toEqual(resourcesOf(fromTypescript));
  expect(await runTool(join(sinks, 'pytest'), ['-W', 'error', '-p', 'no:cacheprovider'], { cwd: app })).toMatch(/ [1-9]\d* passed in /);
});

test('bad input is refused in Python with the message of the library', async () => {
  const output = await python(`
from cdktf import TerraformStack, Testing
from cdktf_access_tokens import Expiration, harness

stack = TerraformStack(Testing.app(), "Stack")
account = harness.HarnessScope.account("account")
for attempt in (
    lambda: harness.ServiceAccount(stack, "Bad", harness_scope=account, identifier="9 lives"),
    lambda: Expiration.at("tomorrow"),
):
    try:
        attempt()
    except RuntimeError as error:
        print(error)
`);
  expect(output).toContain("identifier must start with a letter or '_' and hold only letters, digits and '_', got '9 lives' [Stack/Bad]");
  expect(output).toMatch(/got 'tomorrow'/);
});

test.each(pages())('the examples of %s make the same JSON in Python as in TypeScript', async (_, text) => {
  const app = await typescriptApp('cdktf');
  expect(codeBlocks(text, 'python').length).toBeGreaterThanOrEqual(codeBlocks(text, 'ts').length);
  writeFileSync(join(app, 'readme.ts'), programsOf(codeBlocks(text, 'ts')).at(-1)!);
  writeFileSync(join(folder, 'readme.py'), pythonProgramsOf(codeBlocks(text, 'python')).at(-1)!);
  const fromTypescript = await synthesize({ command: 'ts-node', args: ['-T', join(app, 'readme.ts')] }, folder, join(folder, 'readme-ts'));
  const fromPython = await synthesize({ command: join(bin, 'python'), args: [join(folder, 'readme.py')] }, folder, join(folder, 'readme-py'));
  expect(fromPython).toEqual(fromTypescript);
});

test.each(pages())('the Python programs of %s run', async (_, text) => {
  for (const program of pythonProgramsOf(codeBlocks(text, 'python')).slice(0, -1)) {
    const project = mkdtempSync(join(folder, 'example-'));
    writeFileSync(join(project, 'main.py'), program);
    await runTool(join(bin, 'python'), ['main.py'], { cwd: project, environment: APP_ENVIRONMENT });
  }
});
