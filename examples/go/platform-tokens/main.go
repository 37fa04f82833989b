// Issues Harness and Dynatrace tokens in one stack and hands them on in another.
package main

import (
	"os"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens/dynatrace"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens/harness"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// issuedTokens are what the stack of the tokens hands on.
type issuedTokens struct {
	deploy cdktfaccesstokens.IAccessToken
	ingest cdktfaccesstokens.IAccessToken
}

func accountID() string {
	if id, ok := os.LookupEnv("HARNESS_ACCOUNT_ID"); ok {
		return id
	}
	return "your-account-id"
}

func shop() harness.HarnessScope {
	return harness.HarnessScope_Project(jsii.String(accountID()), jsii.String("delivery"), jsii.String("shop"))
}

// newTokensStack issues the tokens. The providers take their credentials from the environment.
func newTokensStack(scope constructs.Construct, id string) issuedTokens {
	stack := cdktf.NewTerraformStack(scope, &id)
	harness.NewHarnessProvider(stack, jsii.String("Harness"), nil)
	dynatrace.NewDynatraceProvider(stack, jsii.String("Dynatrace"), nil)
	account := jsii.String(accountID())
	endOfQuarter := cdktfaccesstokens.Expiration_At(jsii.String("2027-03-31T00:00:00Z"))

	ciBot := harness.NewServiceAccount(stack, jsii.String("CiBot"), &harness.ServiceAccountProps{
		HarnessScope: harness.HarnessScope_Organization(account, jsii.String("delivery")),
		Name:         jsii.String("CI bot"),
		Tags:         &map[string]*string{"team": jsii.String("delivery")},
	})
	ciBot.GrantRole(harness.Role_ORGANIZATION_VIEWER(), nil)
	ci := ciBot.AddApiKey(jsii.String("Pipelines"), nil).AddToken(jsii.String("Ci"), &harness.TokenOptions{
		ExpiresAt: endOfQuarter,
	})

	deployBot := harness.NewServiceAccount(stack, jsii.String("DeployBot"), &harness.ServiceAccountProps{
		HarnessScope: shop(),
		Name:         jsii.String("Deploy bot"),
	})
	deployBot.GrantRole(harness.Role_PIPELINE_EXECUTOR(), nil)
	deploy := deployBot.
		AddApiKey(jsii.String("Deploy"), &harness.ApiKeyOptions{
			DefaultTokenLifetime: cdktfaccesstokens.Duration_Days(jsii.Number(7)),
		}).
		AddToken(jsii.String("Production"), &harness.TokenOptions{
			Description: jsii.String("deploys the shop"),
		})

	ingest := dynatrace.NewApiToken(stack, jsii.String("Ingest"), &dynatrace.ApiTokenProps{
		Name:      jsii.String("shop ingest"),
		Scopes:    dynatrace.ApiTokenScopes_DataIngest(),
		ExpiresAt: endOfQuarter,
	})

	ci.ExportValue(jsii.String("CiToken"))
	return issuedTokens{deploy: deploy, ingest: ingest}
}

// newPipelineSecretsStack puts tokens of the other stack where pipelines find them.
func newPipelineSecretsStack(scope constructs.Construct, id string, tokens issuedTokens) {
	stack := cdktf.NewTerraformStack(scope, &id)
	harness.NewHarnessProvider(stack, jsii.String("Harness"), nil)
	addSecret(stack, "DeployToken", "deploy_token", tokens.deploy)
	addSecret(stack, "IngestToken", "dynatrace_ingest_token", tokens.ingest)
}

func addSecret(stack cdktf.TerraformStack, id string, name string, token cdktfaccesstokens.IAccessToken) {
	harness.NewSecretText(stack, &id, &harness.SecretTextProps{
		HarnessScope: shop(),
		Name:         &name,
		Value:        token.Value(),
	})
}

func main() {
	app := cdktf.NewApp(nil)
	newPipelineSecretsStack(app, "pipeline-secrets", newTokensStack(app, "tokens"))
	app.Synth()
}
