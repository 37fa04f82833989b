/** The Go module as its users compile it: beside cdktf from the Go module proxy. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packed } from '../../scripts/packages';
import { runTool } from '../../scripts/run-tool';
import { ROOT } from '../../scripts/tools';
import { goModule, LONG, synthesize, temporaryFolder, typescriptExample } from '../util/packages';
import { codeBlocks } from '../util/snippets';

jest.setTimeout(LONG);
const folder = temporaryFolder();

test.each([
  ['platform-tokens', ['pipeline-secrets', 'tokens']],
  ['rotating-tokens', ['rotating-tokens']],
] as const)('the Go app %s is vetted, built, and synthesized to the same JSON as the TypeScript app', async (example, stacks) => {
  const app = await goModule(folder, example);
  expect(await runTool('gofmt', ['-l', '.'], { cwd: app })).toBe('');
  await runTool('go', ['vet', './...'], { cwd: app });
  await runTool('go', ['build', '-o', 'app', '.'], { cwd: app });

  const fromTypescript = await synthesize(await typescriptExample('cdktf', example), folder, join(folder, `typescript-${example}`));
  const fromGo = await synthesize({ command: join(app, 'app'), args: [] }, folder, join(folder, `go-${example}`));
  expect(Object.keys(fromGo)).toEqual(stacks);
  expect(fromGo).toEqual(fromTypescript);
});

test('the Go examples of README compile', async () => {
  const app = await goModule(folder);
  const fragments = codeBlocks(readFileSync(join(ROOT, 'README.md'), 'utf8'), 'go').map((code) => `\t{\n${code}\t}\n`);
  writeFileSync(join(app, 'main.go'), `package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens/dynatrace"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens/harness"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// Not every import is in an example.
var _ = []any{jsii.String, cdktfaccesstokens.Duration_Days, dynatrace.NewApiToken, harness.NewApiKey}

func readme(stack cdktf.TerraformStack) {
${fragments.join('')}}

func main() { readme(cdktf.NewTerraformStack(cdktf.NewApp(nil), jsii.String("readme"))) }
`);
  await runTool('go', ['vet', './...'], { cwd: app });
  await runTool('go', ['run', '.'], { cwd: app });
});

test('all packages of the Go module pass go vet', async () => {
  // Vetted in a copy, since it adds go.sum.
  const module = join(folder, 'module');
  cpSync(await packed('cdktf', 'go'), module, { recursive: true });
  await runTool('go', ['mod', 'tidy'], { cwd: module });
  await runTool('go', ['vet', './...'], { cwd: module });
});

test('bad input is refused in Go with the message of the library', async () => {
  const app = await goModule(folder);
  writeFileSync(join(app, 'main.go'), `package main

import (
	"fmt"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens/harness"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

func attempt(action func()) {
	defer func() { fmt.Println(recover()) }()
	action()
}

func main() {
	stack := cdktf.NewTerraformStack(cdktf.Testing_App(nil), jsii.String("Stack"))
	attempt(func() {
		harness.NewServiceAccount(stack, jsii.String("Bad"), &harness.ServiceAccountProps{
			HarnessScope: harness.HarnessScope_Account(jsii.String("account")),
			Identifier:   jsii.String("9 lives"),
		})
	})
	attempt(func() { cdktfaccesstokens.Expiration_At(jsii.String("tomorrow")) })
}
`);
  const output = await runTool('go', ['run', '.'], { cwd: app });
  expect(output).toContain("identifier must start with a letter or '_' and hold only letters, digits and '_', got '9 lives' [Stack/Bad]");
  expect(output).toMatch(/got 'tomorrow'/);
});

test('a policy holds in Go, with a rule that is written in Go and an acknowledgement', async () => {
  const app = await goModule(folder);
  writeFileSync(join(app, 'main.go'), `package main

import (
	"fmt"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens/dynatrace"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

type namedAfterTeam struct{}

func (*namedAfterTeam) Check(token cdktfaccesstokens.ITokenFacts) cdktfaccesstokens.TokenFinding {
	if strings.HasPrefix(*token.Name(), *(*token.Tags())["team"]+"-") {
		return nil
	}
	return cdktfaccesstokens.TokenFinding_Violation(jsii.String("is not named after its team"), jsii.String("rename it"))
}

func apiToken(stack cdktf.TerraformStack, name string) dynatrace.ApiToken {
	return dynatrace.NewApiToken(stack, jsii.String(name[:3]), &dynatrace.ApiTokenProps{Name: jsii.String(name), Scopes: dynatrace.ApiTokenScopes_DataIngest()})
}

func attempt(action func()) {
	defer func() { fmt.Println(recover()) }()
	action()
}

func main() {
	app := cdktf.Testing_App(&cdktf.TestingAppConfig{Context: &map[string]interface{}{"accessTokens:now": "2026-11-01T00:00:00Z"}})
	policy := cdktfaccesstokens.NewTokenPolicy(app, jsii.String("Policy"), &cdktfaccesstokens.TokenPolicyProps{
		Rules: &[]cdktfaccesstokens.TokenRule{
			cdktfaccesstokens.TokenRules_Expires(nil),
			cdktfaccesstokens.TokenRule_Of(jsii.String("named-after-team"), &namedAfterTeam{}, nil),
		},
	})
	stack := cdktf.NewTerraformStack(app, jsii.String("Stack"))
	dynatrace.NewDynatraceProvider(stack, jsii.String("Dynatrace"), nil)
	policy.Acknowledge(apiToken(stack, "ops-ingest team:ops"), jsii.String("expires"), &cdktfaccesstokens.TokenAcknowledgement{
		Reason: jsii.String("OPS-1"), Until: jsii.String("2027-01-31T00:00:00Z"),
	})
	attempt(func() { cdktf.Testing_Synth(stack, jsii.Bool(true)) })
	apiToken(stack, "ingest team:ops")
	attempt(func() { cdktf.Testing_Synth(stack, jsii.Bool(true)) })
}
`);
  const output = await runTool('go', ['run', '.'], { cwd: app });
  expect(output).toMatch(/^<nil>\n/);
  expect(output).toContain('Stack/ing never ends');
  expect(output).toContain('Stack/ing is not named after its team: rename it');
  expect(output).not.toContain('Stack/ops');
});
