package dynatrace

import (
	"context"
	"fmt"
	"net/http"

	"github.com/hashicorp/go-cty/cty"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// apiToken is the body of every call and of every answer. What is nil is not sent.
type apiToken struct {
	ID                  *string  `json:"id,omitempty"`
	Name                string   `json:"name"`
	Enabled             *bool    `json:"enabled,omitempty"`
	PersonalAccessToken *bool    `json:"personalAccessToken,omitempty"`
	ExpirationDate      *string  `json:"expirationDate,omitempty"`
	Owner               *string  `json:"owner,omitempty"`
	CreationDate        *string  `json:"creationDate,omitempty"`
	ModifiedDate        *string  `json:"modifiedDate,omitempty"`
	LastUsedDate        *string  `json:"lastUsedDate,omitempty"`
	LastUsedIPAddress   *string  `json:"lastUsedIpAddress,omitempty"`
	Scopes              []string `json:"scopes"`
	Token               *string  `json:"token,omitempty"`
}

// Nothing replaces: a new expiry or kind plans an update in place that the API ignores. The expiry is compared as text,
// so every spelling but the one the API answers with is a change for ever. The five facts the API alone decides accept
// a value, which is never sent.
func apiTokenSchema() map[string]*schema.Schema {
	fact := func() *schema.Schema {
		return &schema.Schema{Type: schema.TypeString, Optional: true, Computed: true}
	}
	return map[string]*schema.Schema{
		"name":                  {Type: schema.TypeString, Required: true},
		"enabled":               {Type: schema.TypeBool, Optional: true},
		"personal_access_token": {Type: schema.TypeBool, Optional: true},
		"expiration_date":       {Type: schema.TypeString, Optional: true},
		"owner":                 fact(),
		"creation_date":         fact(),
		"modified_date":         fact(),
		"last_used_date":        fact(),
		"last_used_ip_address":  fact(),
		"scopes":                {Type: schema.TypeSet, Required: true, Elem: &schema.Schema{Type: schema.TypeString}},
		"token":                 {Type: schema.TypeString, Computed: true, Sensitive: true},
	}
}

func apiTokenResource() *schema.Resource {
	return &schema.Resource{
		Schema:        apiTokenSchema(),
		CreateContext: createAPIToken,
		ReadContext:   readAPIToken,
		UpdateContext: updateAPIToken,
		DeleteContext: deleteAPIToken,
		// The id is all an import has, and the API never tells the secret again.
		Importer: &schema.ResourceImporter{StateContext: schema.ImportStatePassthroughContext},
	}
}

// createAPIToken needs two calls for a token that is not enabled: the API creates every token enabled. When the second
// fails there is no id, so a live token stays behind and its secret is lost.
func createAPIToken(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	wanted := configured(d)
	var created apiToken
	if err := c.call(ctx, http.MethodPost, tokensPath, wanted, &created); err != nil {
		return diag.FromErr(err)
	}
	if created.ID == nil {
		return diag.Errorf("The plugin crashed: the answer has no id (the real provider panics here)")
	}
	if wanted.Enabled == nil || !*wanted.Enabled {
		disabled := false
		wanted.Enabled = &disabled
		if err := c.call(ctx, http.MethodPut, tokensPath+"/"+*created.ID, wanted, nil); err != nil {
			return diag.FromErr(err)
		}
		created.Enabled = wanted.Enabled
	}
	// No read follows. What the create call does not answer (owner, dates, address) is empty until the next refresh, and
	// so is enabled: right after creation the state of an enabled token says false.
	created.Name = wanted.Name
	created.Scopes = wanted.Scopes
	d.SetId(*created.ID)
	return store(d, &created)
}

func updateAPIToken(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	if err := c.call(ctx, http.MethodPut, tokensPath+"/"+d.Id(), configured(d), nil); err != nil {
		return diag.FromErr(err)
	}
	return readAPIToken(ctx, d, meta)
}

// readAPIToken does not clear the state on a 404. A token that was deleted elsewhere breaks every plan.
func readAPIToken(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var read apiToken
	if err := c.call(ctx, http.MethodGet, tokensPath+"/"+d.Id(), nil, &read); err != nil {
		return diag.FromErr(err)
	}
	return store(d, &read)
}

func deleteAPIToken(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	if err := c.call(ctx, http.MethodDelete, tokensPath+"/"+d.Id(), nil, nil); err != nil {
		return diag.FromErr(err)
	}
	return nil
}

// configured takes the configuration as it was written and not the plan, which cannot tell false from unset.
func configured(d *schema.ResourceData) *apiToken {
	config := d.GetRawConfig()
	wanted := &apiToken{Scopes: []string{}}
	if name := text(config, "name"); name != nil {
		wanted.Name = *name
	}
	wanted.Enabled = truth(config, "enabled")
	wanted.PersonalAccessToken = truth(config, "personal_access_token")
	wanted.ExpirationDate = text(config, "expiration_date")
	if scopes := config.GetAttr("scopes"); !scopes.IsNull() {
		for _, scope := range scopes.AsValueSlice() {
			wanted.Scopes = append(wanted.Scopes, scope.AsString())
		}
	}
	return wanted
}

func text(config cty.Value, name string) *string {
	value := config.GetAttr(name)
	if value.IsNull() {
		return nil
	}
	known := value.AsString()
	return &known
}

func truth(config cty.Value, name string) *bool {
	value := config.GetAttr(name)
	if value.IsNull() {
		return nil
	}
	known := value.True()
	return &known
}

// attributes is the token as Terraform has it. The SDK makes nil an empty string or false, not null.
func (t *apiToken) attributes() map[string]any {
	var scopes any
	if len(t.Scopes) > 0 {
		scopes = t.Scopes
	}
	attributes := map[string]any{
		"name":                  t.Name,
		"enabled":               orNil(t.Enabled),
		"personal_access_token": orNil(t.PersonalAccessToken),
		"expiration_date":       orNil(t.ExpirationDate),
		"owner":                 orNil(t.Owner),
		"creation_date":         orNil(t.CreationDate),
		"modified_date":         orNil(t.ModifiedDate),
		"last_used_date":        orNil(t.LastUsedDate),
		"last_used_ip_address":  orNil(t.LastUsedIPAddress),
		"scopes":                scopes,
	}
	// Only the create call answers the secret. Written empty, a read would wipe it out of the state.
	if t.Token != nil && *t.Token != "" {
		attributes["token"] = *t.Token
	}
	return attributes
}

func orNil[T any](value *T) any {
	if value == nil {
		return nil
	}
	return *value
}

func store(d *schema.ResourceData, token *apiToken) diag.Diagnostics {
	for name, value := range token.attributes() {
		if err := d.Set(name, value); err != nil {
			return diag.FromErr(fmt.Errorf("setting %s: %w", name, err))
		}
	}
	return nil
}
