// Tokens that a scheduled deploy renews, handed on to pipelines.
package main

import (
	"os"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens/dynatrace"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens/harness"
	"github.com/cdktf-access-tokens/cdktf-access-tokens-go/cdktfaccesstokens/l1/harness/platformsecrettext"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

func accountID() string {
	if id, ok := os.LookupEnv("HARNESS_ACCOUNT_ID"); ok {
		return id
	}
	return "your-account-id"
}

// newRotatingTokensStack has tokens that renew themselves. A job that applies them once a week has two tries within each overlap.
func newRotatingTokensStack(scope constructs.Construct, id string) {
	stack := cdktf.NewTerraformStack(scope, &id)
	harness.NewHarnessProvider(stack, jsii.String("Harness"), nil)
	dynatrace.NewDynatraceProvider(stack, jsii.String("Dynatrace"), nil)
	days := func(count float64) cdktfaccesstokens.Duration {
		return cdktfaccesstokens.Duration_Days(&count)
	}
	schedule := cdktfaccesstokens.RotationSchedule_Every(days(30), &cdktfaccesstokens.RotationScheduleOptions{
		StartingAt: jsii.String("2026-11-01T00:00:00Z"),
		Overlap:    days(14),
	})

	bot := harness.NewServiceAccount(stack, jsii.String("DeployBot"), &harness.ServiceAccountProps{
		HarnessScope: harness.HarnessScope_Project(jsii.String(accountID()), jsii.String("delivery"), jsii.String("shop")),
		Name:         jsii.String("Deploy bot"),
	})
	deploy := bot.AddApiKey(jsii.String("Deploy"), nil).AddRotatingToken(jsii.String("Production"), &harness.RotatingTokenOptions{
		Schedule:         schedule,
		WarnBeforeExpiry: days(5),
	})
	ingest := dynatrace.NewRotatingApiToken(stack, jsii.String("Ingest"), &dynatrace.RotatingApiTokenProps{
		Name:             jsii.String("shop ingest"),
		Scopes:           dynatrace.ApiTokenScopes_DataIngest(),
		Schedule:         schedule,
		WarnBeforeExpiry: days(5),
	})

	addSecret(stack, "DeployToken", "deploy_token", deploy.Value())
	// For a check that accepts the token before, too.
	addSecret(stack, "PreviousDeployToken", "previous_deploy_token", deploy.PreviousValue())
	addSecret(stack, "IngestToken", "dynatrace_ingest_token", ingest.Value())
	cdktf.NewTerraformOutput(stack, jsii.String("NextRotation"), &cdktf.TerraformOutputConfig{Value: deploy.NextRotation()})
}

// addSecret puts a value where pipelines read it each time they run, so they get the newest.
func addSecret(stack cdktf.TerraformStack, id string, identifier string, value *string) {
	platformsecrettext.NewPlatformSecretText(stack, &id, &platformsecrettext.PlatformSecretTextConfig{
		OrgId:                   jsii.String("delivery"),
		ProjectId:               jsii.String("shop"),
		Identifier:              &identifier,
		Name:                    &identifier,
		SecretManagerIdentifier: jsii.String("harnessSecretManager"),
		ValueType:               jsii.String("Inline"),
		Value:                   value,
	})
}

func main() {
	app := cdktf.NewApp(nil)
	newRotatingTokensStack(app, "rotating-tokens")
	app.Synth()
}
