// Package harness is the stand-in for the Terraform provider harness/harness, cut to what this library binds.
package harness

import (
	"context"
	"fmt"
	"net/url"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"

	"cdktf-access-tokens.example/test/providers/internal/httpretry"
	"cdktf-access-tokens.example/test/providers/internal/loopback"
)

const defaultEndpoint = "https://app.harness.io/gateway"

// Provider has the schema of harness/harness as far as schemas/harness.json describes it.
// Neither key is sensitive: that is how the real one has it.
func Provider() *schema.Provider {
	return &schema.Provider{
		Schema: map[string]*schema.Schema{
			"endpoint":               setting("HARNESS_ENDPOINT", defaultEndpoint),
			"account_id":             setting("HARNESS_ACCOUNT_ID", nil),
			"platform_api_key":       setting("HARNESS_PLATFORM_API_KEY", nil),
			"api_key":                setting("HARNESS_API_KEY", nil),
			"fme_admin_api_endpoint": setting("FME_ADMIN_API_ENDPOINT", nil),
		},
		ResourcesMap: map[string]*schema.Resource{
			"harness_platform_service_account":  serviceAccountResource(),
			"harness_platform_apikey":           apiKeyResource(),
			"harness_platform_token":            tokenResource(),
			"harness_platform_role_assignments": roleAssignmentsResource(),
			"harness_platform_secret_text":      secretTextResource(),
		},
		DataSourcesMap: map[string]*schema.Resource{
			"harness_platform_service_account": serviceAccountDataSource(),
			"harness_platform_apikey":          apiKeyDataSource(),
			"harness_platform_token":           tokenDataSource(),
			"harness_platform_current_user":    currentUserDataSource(),
		},
		ConfigureContextFunc: configure,
	}
}

func setting(variable string, otherwise any) *schema.Schema {
	return &schema.Schema{
		Type:        schema.TypeString,
		Optional:    true,
		DefaultFunc: schema.EnvDefaultFunc(variable, otherwise),
	}
}

func configure(_ context.Context, d *schema.ResourceData) (any, diag.Diagnostics) {
	endpoint := d.Get("endpoint").(string)
	parsed, err := url.Parse(endpoint)
	if err != nil || parsed.Scheme == "" || parsed.Host == "" {
		return nil, diag.Errorf("Invalid Harness API endpoint %q. The endpoint must be a valid URL with a scheme (http/https) and host. "+
			"It is the provider attribute 'endpoint' or the environment variable HARNESS_ENDPOINT.", endpoint)
	}
	if err := loopback.Check("the Harness endpoint", endpoint); err != nil {
		return nil, diag.FromErr(err)
	}
	unit, err := httpretry.Unit()
	if err != nil {
		return nil, diag.FromErr(err)
	}

	account := d.Get("account_id").(string)
	key := d.Get("platform_api_key").(string)
	var warnings diag.Diagnostics
	if account == "" {
		warnings = append(warnings, warning("Harness account_id is not configured",
			"Most Harness resources need an account_id. Set it in the provider configuration or as HARNESS_ACCOUNT_ID."))
	}
	if key == "" && d.Get("api_key").(string) == "" {
		warnings = append(warnings, warning("No Harness API key configured",
			"Neither api_key nor platform_api_key is set, so API calls will fail. Set platform_api_key or HARNESS_PLATFORM_API_KEY."))
	}
	return &client{endpoint: endpoint, account: account, key: key, http: httpretry.Exponential(unit)}, warnings
}

func warning(summary, detail string) diag.Diagnostic {
	return diag.Diagnostic{Severity: diag.Warning, Summary: summary, Detail: detail}
}

// setAll writes what the API said into the state.
func setAll(d *schema.ResourceData, values map[string]any) diag.Diagnostics {
	for name, value := range values {
		if err := d.Set(name, value); err != nil {
			return diag.FromErr(fmt.Errorf("setting %s: %w", name, err))
		}
	}
	return nil
}
