package harness

import (
	"context"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

type token struct {
	Identifier          string            `json:"identifier,omitempty"`
	Name                string            `json:"name,omitempty"`
	Description         string            `json:"description,omitempty"`
	Tags                map[string]string `json:"tags,omitempty"`
	APIKey              string            `json:"apiKeyIdentifier,omitempty"`
	Type                string            `json:"apiKeyType,omitempty"`
	Parent              string            `json:"parentIdentifier,omitempty"`
	ValidFrom           int64             `json:"validFrom,omitempty"`
	ValidTo             int64             `json:"validTo,omitempty"`
	ScheduledExpireTime int64             `json:"scheduledExpireTime,omitempty"`
	Valid               bool              `json:"valid,omitempty"`
	Email               string            `json:"email,omitempty"`
	Username            string            `json:"username,omitempty"`
	Account             string            `json:"accountIdentifier,omitempty"`
	Org                 string            `json:"orgIdentifier,omitempty"`
	Project             string            `json:"projectIdentifier,omitempty"`
}

// encoded_password is dead in both schemas: never sent, never read, and not sensitive, so what a user types stands in
// plan and state in clear.
func tokenResource() *schema.Resource {
	return &schema.Resource{
		CreateContext: createToken,
		ReadContext:   readToken,
		UpdateContext: updateToken,
		DeleteContext: deleteToken,
		Importer:      importer("parent_id", "apikey_id", "apikey_type", "identifier"),
		Schema: resourceSchema(map[string]*schema.Schema{
			"apikey_id":             requiredString(),
			"apikey_type":           apiKeyType(),
			"parent_id":             requiredString(),
			"account_id":            requiredString(),
			"valid_from":            eitherInt(),
			"valid_to":              eitherInt(),
			"scheduled_expire_time": eitherInt(),
			"valid":                 {Type: schema.TypeBool, Optional: true, Computed: true},
			"email":                 optionalString(),
			"username":              optionalString(),
			"encoded_password":      optionalString(),
			"value":                 {Type: schema.TypeString, Computed: true, Sensitive: true},
		}),
	}
}

func tokenDataSource() *schema.Resource {
	return &schema.Resource{
		ReadContext: findToken,
		Schema: dataSourceSchema(map[string]*schema.Schema{
			"apikey_id":             requiredString(),
			"apikey_type":           apiKeyType(),
			"parent_id":             requiredString(),
			"account_id":            requiredString(),
			"valid_from":            optionalInt(),
			"valid_to":              optionalInt(),
			"scheduled_expire_time": optionalInt(),
			"valid":                 {Type: schema.TypeBool, Optional: true},
			"email":                 optionalString(),
			"username":              optionalString(),
			"encoded_password":      optionalString(),
		}),
	}
}

// createToken keeps the secret before it has an id. When the read that follows fails or finds nothing, the id stays
// empty and Terraform throws the secret away, though the token exists.
func createToken(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var answer envelope[string]
	if err := c.post(ctx, "/ng/api/token", c.accountQuery(), buildToken(d), &answer); err != nil {
		return failed(err, d)
	}
	if problems := setAll(d, map[string]any{"value": answer.Data}); problems.HasError() {
		return problems
	}
	return readToken(ctx, d, meta)
}

// updateToken prolongs the same secret when valid_to changes. No call of this provider ever rotates one.
func updateToken(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var answer envelope[*token]
	if err := c.put(ctx, "/ng/api/token/"+d.Id(), c.accountQuery(), buildToken(d), &answer); err != nil {
		return failed(err, d)
	}
	if answer.Data == nil {
		return emptyAnswer(nil, "token")
	}
	return setToken(d, answer.Data)
}

func listTokens(ctx context.Context, d *schema.ResourceData, meta any) ([]*token, diag.Diagnostics) {
	c := meta.(*client)
	query := c.tokenQuery(d)
	query.Set("identifiers", d.Get("identifier").(string))
	var answer envelope[*struct {
		Content []struct {
			Token *token `json:"token"`
		} `json:"content"`
	}]
	if err := c.get(ctx, "/ng/api/token/aggregate", query, &answer); err != nil {
		return nil, failed(err, d)
	}
	if answer.Data == nil {
		return nil, crash("the answer has no data")
	}
	tokens := []*token{}
	for _, entry := range answer.Data.Content {
		if entry.Token == nil {
			return nil, crash("an entry of the list has no token")
		}
		tokens = append(tokens, entry.Token)
	}
	return tokens, nil
}

// readToken keeps the state as it is unless the list has exactly one entry, so a deleted token looks healthy for ever.
func readToken(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	tokens, problems := listTokens(ctx, d, meta)
	if problems.HasError() || len(tokens) != 1 {
		return problems
	}
	return setToken(d, tokens[0])
}

// findToken succeeds without an id when there is no such token, and takes the first when there are several.
func findToken(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	if d.Get("identifier").(string) == "" {
		return diag.Errorf("Identifier must be specified")
	}
	tokens, problems := listTokens(ctx, d, meta)
	if problems.HasError() {
		return problems
	}
	if len(tokens) == 0 {
		d.SetId("")
		return nil
	}
	return setToken(d, tokens[0])
}

func deleteToken(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	if err := c.delete(ctx, "/ng/api/token/"+d.Id(), c.tokenQuery(d)); err != nil {
		return failed(err, d)
	}
	return nil
}

func buildToken(d *schema.ResourceData) *token {
	return &token{
		Identifier:          d.Get("identifier").(string),
		Name:                d.Get("name").(string),
		Description:         d.Get("description").(string),
		Tags:                expandTags(d.Get("tags").(*schema.Set).List()),
		APIKey:              d.Get("apikey_id").(string),
		Type:                d.Get("apikey_type").(string),
		Parent:              d.Get("parent_id").(string),
		ValidFrom:           int64(d.Get("valid_from").(int)),
		ValidTo:             int64(d.Get("valid_to").(int)),
		ScheduledExpireTime: int64(d.Get("scheduled_expire_time").(int)),
		Valid:               d.Get("valid").(bool),
		Email:               d.Get("email").(string),
		Username:            d.Get("username").(string),
		Account:             d.Get("account_id").(string),
		Org:                 d.Get("org_id").(string),
		Project:             d.Get("project_id").(string),
	}
}

// setToken never touches "value": after a rotation elsewhere the state goes on holding the dead secret.
func setToken(d *schema.ResourceData, read *token) diag.Diagnostics {
	d.SetId(read.Identifier)
	return setAll(d, map[string]any{
		"name":                  read.Name,
		"description":           read.Description,
		"tags":                  flattenTags(read.Tags),
		"apikey_id":             read.APIKey,
		"apikey_type":           read.Type,
		"parent_id":             read.Parent,
		"valid_from":            int(read.ValidFrom),
		"valid_to":              int(read.ValidTo),
		"valid":                 read.Valid,
		"scheduled_expire_time": int(read.ScheduledExpireTime),
		"account_id":            read.Account,
		"org_id":                read.Org,
		"project_id":            read.Project,
		"email":                 read.Email,
		"username":              read.Username,
	})
}
