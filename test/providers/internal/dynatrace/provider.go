// Package dynatrace is the stand-in for the Terraform provider dynatrace-oss/dynatrace, cut to what this library binds.
package dynatrace

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"

	"cdktf-access-tokens.example/test/providers/internal/httpretry"
	"cdktf-access-tokens.example/test/providers/internal/loopback"
)

// Provider has the schema of dynatrace-oss/dynatrace as far as schemas/dynatrace.json describes it.
// Only dt_env_url and dt_api_token do anything: API tokens know no other way in.
func Provider() *schema.Provider {
	return &schema.Provider{
		Schema: map[string]*schema.Schema{
			"dt_env_url":   setting(false, "DYNATRACE_ENV_URL", "DT_ENV_URL", "DYNATRACE_ENVIRONMENT_URL", "DT_ENVIRONMENT_URL"),
			"dt_api_token": setting(true, "DYNATRACE_API_TOKEN", "DT_API_TOKEN"),

			"account_id":               setting(true),
			"automation_client_id":     setting(true),
			"automation_client_secret": setting(true),
			"automation_env_url":       setting(false),
			"automation_token_url":     setting(false),
			"client_id":                setting(true),
			"client_secret":            setting(true),
			"dt_cluster_api_token":     setting(true),
			"dt_cluster_url":           setting(true),
			"iam_account_id":           setting(true),
			"iam_client_id":            setting(true),
			"iam_client_secret":        setting(true),
			"iam_endpoint_url":         setting(true),
			"iam_token_url":            setting(true),
			"platform_token":           setting(false),
		},
		ResourcesMap: map[string]*schema.Resource{
			"dynatrace_api_token": apiTokenResource(),
		},
		DataSourcesMap: map[string]*schema.Resource{
			"dynatrace_api_token":  apiTokenDataSource(),
			"dynatrace_api_tokens": apiTokensDataSource(),
		},
		ConfigureContextFunc: configure,
	}
}

func setting(sensitive bool, variables ...string) *schema.Schema {
	return &schema.Schema{
		Type:        schema.TypeString,
		Optional:    true,
		Sensitive:   sensitive,
		DefaultFunc: schema.MultiEnvDefaultFunc(variables, nil),
	}
}

// configure leaves a missing URL or token to the first call, as the real provider does.
func configure(_ context.Context, d *schema.ResourceData) (any, diag.Diagnostics) {
	environment := strings.TrimSuffix(strings.TrimSpace(d.Get("dt_env_url").(string)), "/")
	if environment != "" {
		if err := loopback.Check("the Dynatrace environment URL", environment); err != nil {
			return nil, diag.FromErr(err)
		}
	}
	unit, err := httpretry.Unit()
	if err != nil {
		return nil, diag.FromErr(err)
	}
	return &client{environment: environment, token: d.Get("dt_api_token").(string), http: httpretry.NewFixed(unit)}, nil
}
