package harness

import (
	"context"
	"net/url"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

type apiKey struct {
	Identifier               string            `json:"identifier,omitempty"`
	Name                     string            `json:"name,omitempty"`
	Description              string            `json:"description,omitempty"`
	Tags                     map[string]string `json:"tags,omitempty"`
	Type                     string            `json:"apiKeyType,omitempty"`
	Parent                   string            `json:"parentIdentifier,omitempty"`
	DefaultTimeToExpireToken int64             `json:"defaultTimeToExpireToken,omitempty"`
	Account                  string            `json:"accountIdentifier,omitempty"`
	Org                      string            `json:"orgIdentifier,omitempty"`
	Project                  string            `json:"projectIdentifier,omitempty"`
	Governance               *governance       `json:"governanceMetadata,omitempty"`
}

// default_time_to_expire_token is optional but not computed. The service fills it when it is left out, so a
// configuration without it plans an update for ever.
func apiKeyResource() *schema.Resource {
	return &schema.Resource{
		CreateContext: createAPIKey,
		ReadContext:   readAPIKey,
		UpdateContext: updateAPIKey,
		DeleteContext: deleteAPIKey,
		// The key's id stands before its type here, and behind it in the import id of a token.
		Importer: importer("parent_id", "identifier", "apikey_type"),
		Schema: resourceSchema(map[string]*schema.Schema{
			"apikey_type":                  apiKeyType(),
			"parent_id":                    requiredString(),
			"default_time_to_expire_token": optionalInt(),
			"account_id":                   requiredString(),
		}),
	}
}

func apiKeyDataSource() *schema.Resource {
	return &schema.Resource{
		ReadContext: findAPIKey,
		Schema: dataSourceSchema(map[string]*schema.Schema{
			"apikey_type":                  apiKeyType(),
			"parent_id":                    requiredString(),
			"default_time_to_expire_token": optionalInt(),
			"account_id":                   requiredString(),
		}),
	}
}

func createAPIKey(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var answer envelope[*apiKey]
	if err := c.post(ctx, "/ng/api/apikey", c.accountQuery(), buildAPIKey(d), &answer); err != nil {
		return failed(err, d)
	}
	return storeAPIKey(d, answer.Data)
}

// updateAPIKey sends the account's id where the key's belongs, and no query. The real provider mixes up two arguments
// here and gets away with it, because the service goes by the body.
func updateAPIKey(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var answer envelope[*apiKey]
	if err := c.put(ctx, "/ng/api/apikey/"+c.account, url.Values{}, buildAPIKey(d), &answer); err != nil {
		return failed(err, d)
	}
	return storeAPIKey(d, answer.Data)
}

// fetchAPIKey does not notice that the key is gone: that is an error of the plan, not a new key.
func fetchAPIKey(ctx context.Context, d *schema.ResourceData, meta any, identifier string) (*apiKey, diag.Diagnostics) {
	c := meta.(*client)
	var answer envelope[*struct {
		APIKey *apiKey `json:"apiKey"`
	}]
	if err := c.get(ctx, "/ng/api/apikey/aggregate/"+identifier, c.keyQuery(d), &answer); err != nil {
		return nil, failed(err, d)
	}
	if answer.Data == nil {
		return nil, crash("the answer has no data")
	}
	return answer.Data.APIKey, nil
}

func readAPIKey(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	key, problems := fetchAPIKey(ctx, d, meta, d.Id())
	if problems.HasError() {
		return problems
	}
	if key == nil {
		return crash("the answer has no API key")
	}
	return setAPIKey(d, key)
}

func findAPIKey(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	identifier := d.Get("identifier").(string)
	if identifier == "" {
		return diag.Errorf("Identifier must be specified")
	}
	key, problems := fetchAPIKey(ctx, d, meta, identifier)
	if problems.HasError() {
		return problems
	}
	if key == nil {
		d.SetId("")
		return nil
	}
	return setAPIKey(d, key)
}

func deleteAPIKey(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	if err := c.delete(ctx, "/ng/api/apikey/"+d.Id(), c.keyQuery(d)); err != nil {
		return failed(err, d)
	}
	return nil
}

func buildAPIKey(d *schema.ResourceData) *apiKey {
	return &apiKey{
		Identifier:               d.Get("identifier").(string),
		Name:                     d.Get("name").(string),
		Description:              d.Get("description").(string),
		Tags:                     expandTags(d.Get("tags").(*schema.Set).List()),
		Type:                     d.Get("apikey_type").(string),
		Parent:                   d.Get("parent_id").(string),
		DefaultTimeToExpireToken: int64(d.Get("default_time_to_expire_token").(int)),
		Account:                  d.Get("account_id").(string),
		Org:                      d.Get("org_id").(string),
		Project:                  d.Get("project_id").(string),
	}
}

func storeAPIKey(d *schema.ResourceData, key *apiKey) diag.Diagnostics {
	if key == nil {
		return emptyAnswer(nil, "API key")
	}
	if key.Identifier == "" {
		return emptyAnswer(key.Governance, "API key")
	}
	return setAPIKey(d, key)
}

func setAPIKey(d *schema.ResourceData, key *apiKey) diag.Diagnostics {
	d.SetId(key.Identifier)
	return setAll(d, map[string]any{
		"name":                         key.Name,
		"description":                  key.Description,
		"tags":                         flattenTags(key.Tags),
		"apikey_type":                  key.Type,
		"parent_id":                    key.Parent,
		"default_time_to_expire_token": int(key.DefaultTimeToExpireToken),
		"account_id":                   key.Account,
		"org_id":                       key.Org,
		"project_id":                   key.Project,
	})
}
