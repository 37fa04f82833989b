// Package consumer is a provider as the consumers of tokens have one: a resource that takes a secret by a write-only
// argument, and knows by a version beside it when to take it anew. What it was sent stands in a journal.
package consumer

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/hashicorp/go-cty/cty"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// entry is a line of the journal.
type entry struct {
	Action string `json:"action"`
	Name   string `json:"name"`
	Secret string `json:"secret,omitempty"`
}

// Provider has one setting, the file of the journal.
func Provider() *schema.Provider {
	return &schema.Provider{
		Schema: map[string]*schema.Schema{
			"journal": {Type: schema.TypeString, Required: true},
		},
		ResourcesMap: map[string]*schema.Resource{"consumer_secret": secretResource()},
		ConfigureContextFunc: func(_ context.Context, d *schema.ResourceData) (any, diag.Diagnostics) {
			return d.Get("journal").(string), nil
		},
	}
}

func secretResource() *schema.Resource {
	return &schema.Resource{
		CreateContext: func(_ context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
			d.SetId(d.Get("name").(string))
			return take("create", d, meta)
		},
		ReadContext: func(context.Context, *schema.ResourceData, any) diag.Diagnostics { return nil },
		UpdateContext: func(_ context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
			return take("update", d, meta)
		},
		DeleteContext: func(_ context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
			return write(meta, entry{Action: "delete", Name: d.Id()})
		},
		Schema: map[string]*schema.Schema{
			"name":              {Type: schema.TypeString, Required: true, ForceNew: true},
			"secret_wo":         {Type: schema.TypeString, Required: true, WriteOnly: true},
			"secret_wo_version": {Type: schema.TypeInt, Required: true},
		},
	}
}

// take reads the secret where Terraform leaves it: in the configuration, and nowhere else.
func take(action string, d *schema.ResourceData, meta any) diag.Diagnostics {
	secret, problems := d.GetRawConfigAt(cty.GetAttrPath("secret_wo"))
	if problems.HasError() {
		return problems
	}
	return write(meta, entry{Action: action, Name: d.Id(), Secret: secret.AsString()})
}

func write(meta any, line entry) diag.Diagnostics {
	text, err := json.Marshal(line)
	if err != nil {
		return diag.FromErr(err)
	}
	journal, err := os.OpenFile(meta.(string), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return diag.FromErr(fmt.Errorf("the journal: %w", err))
	}
	defer journal.Close()
	if _, err := fmt.Fprintf(journal, "%s\n", text); err != nil {
		return diag.FromErr(fmt.Errorf("the journal: %w", err))
	}
	return nil
}
