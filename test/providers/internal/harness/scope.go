package harness

import (
	"maps"
	"net/url"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/validation"
)

// resourceSchema adds what every resource of an account, organization or project has.
// The identifier is the one attribute that replaces: a change of org_id or project_id is an update in place.
func resourceSchema(own map[string]*schema.Schema) map[string]*schema.Schema {
	all := map[string]*schema.Schema{
		"identifier":  {Type: schema.TypeString, Required: true, ForceNew: true},
		"name":        requiredString(),
		"description": optionalString(),
		"tags":        {Type: schema.TypeSet, Optional: true, Elem: &schema.Schema{Type: schema.TypeString}},
		"org_id":      optionalString(),
		"project_id":  projectID(),
	}
	maps.Copy(all, own)
	return all
}

// dataSourceSchema adds what every data source of an account, organization or project has.
func dataSourceSchema(own map[string]*schema.Schema) map[string]*schema.Schema {
	all := map[string]*schema.Schema{
		"identifier":  requiredString(),
		"name":        optionalString(),
		"description": computedString(),
		"tags":        {Type: schema.TypeSet, Computed: true, Elem: &schema.Schema{Type: schema.TypeString}},
		"org_id":      optionalString(),
		"project_id":  projectID(),
	}
	maps.Copy(all, own)
	return all
}

func projectID() *schema.Schema {
	return &schema.Schema{Type: schema.TypeString, Optional: true, RequiredWith: []string{"org_id"}}
}

func apiKeyType() *schema.Schema {
	return &schema.Schema{
		Type:         schema.TypeString,
		Required:     true,
		ValidateFunc: validation.StringInSlice([]string{"USER", "SERVICE_ACCOUNT"}, false),
	}
}

func requiredString() *schema.Schema { return &schema.Schema{Type: schema.TypeString, Required: true} }
func optionalString() *schema.Schema { return &schema.Schema{Type: schema.TypeString, Optional: true} }
func computedString() *schema.Schema { return &schema.Schema{Type: schema.TypeString, Computed: true} }
func computedBool() *schema.Schema   { return &schema.Schema{Type: schema.TypeBool, Computed: true} }
func optionalInt() *schema.Schema    { return &schema.Schema{Type: schema.TypeInt, Optional: true} }

func eitherString() *schema.Schema {
	return &schema.Schema{Type: schema.TypeString, Optional: true, Computed: true}
}

func eitherInt() *schema.Schema {
	return &schema.Schema{Type: schema.TypeInt, Optional: true, Computed: true}
}

// scopeQuery names the account of the provider and, where set, organization and project of the resource.
func (c *client) scopeQuery(d *schema.ResourceData) url.Values {
	query := c.accountQuery()
	if org, ok := d.GetOk("org_id"); ok {
		query.Set("orgIdentifier", org.(string))
	}
	if project, ok := d.GetOk("project_id"); ok {
		query.Set("projectIdentifier", project.(string))
	}
	return query
}

// keyQuery adds the owner of an API key, by which keys and tokens are found.
func (c *client) keyQuery(d *schema.ResourceData) url.Values {
	query := c.scopeQuery(d)
	query.Set("apiKeyType", d.Get("apikey_type").(string))
	query.Set("parentIdentifier", d.Get("parent_id").(string))
	return query
}

// tokenQuery adds the API key, by which tokens are found.
func (c *client) tokenQuery(d *schema.ResourceData) url.Values {
	query := c.keyQuery(d)
	query.Set("apiKeyIdentifier", d.Get("apikey_id").(string))
	return query
}
