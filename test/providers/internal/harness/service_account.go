package harness

import (
	"context"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// No field of a body is sent when it is empty, zero or false, here and in every other body.
type serviceAccount struct {
	Identifier  string            `json:"identifier,omitempty"`
	Name        string            `json:"name,omitempty"`
	Email       string            `json:"email,omitempty"`
	Description string            `json:"description,omitempty"`
	Tags        map[string]string `json:"tags,omitempty"`
	Account     string            `json:"accountIdentifier,omitempty"`
	Org         string            `json:"orgIdentifier,omitempty"`
	Project     string            `json:"projectIdentifier,omitempty"`
	Governance  *governance       `json:"governanceMetadata,omitempty"`
}

func serviceAccountResource() *schema.Resource {
	return &schema.Resource{
		CreateContext: createServiceAccount,
		ReadContext:   readServiceAccount,
		UpdateContext: updateServiceAccount,
		DeleteContext: deleteServiceAccount,
		Importer:      importer("identifier"),
		Schema: resourceSchema(map[string]*schema.Schema{
			"email":      requiredString(),
			"account_id": requiredString(),
		}),
	}
}

func serviceAccountDataSource() *schema.Resource {
	return &schema.Resource{
		ReadContext: readServiceAccount,
		Schema: dataSourceSchema(map[string]*schema.Schema{
			"identifier": optionalString(),
			"email":      computedString(),
			"account_id": computedString(),
		}),
	}
}

func createServiceAccount(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var answer envelope[*serviceAccount]
	if err := c.post(ctx, "/ng/api/serviceaccount", c.scopeQuery(d), buildServiceAccount(d), &answer); err != nil {
		return failed(err, d)
	}
	return storeServiceAccount(d, answer.Data)
}

func updateServiceAccount(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var answer envelope[*serviceAccount]
	if err := c.put(ctx, "/ng/api/serviceaccount/"+d.Id(), c.scopeQuery(d), buildServiceAccount(d), &answer); err != nil {
		return failed(err, d)
	}
	return storeServiceAccount(d, answer.Data)
}

// readServiceAccount does not notice that the account is gone: that is an error of the plan, not a new account.
func readServiceAccount(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var answer envelope[*struct {
		ServiceAccount *serviceAccount `json:"serviceAccount"`
	}]
	if err := c.get(ctx, "/ng/api/serviceaccount/aggregate/"+d.Get("identifier").(string), c.scopeQuery(d), &answer); err != nil {
		return failed(err, d)
	}
	if answer.Data == nil {
		return crash("the answer has no data")
	}
	if answer.Data.ServiceAccount == nil {
		return nil
	}
	return setServiceAccount(d, answer.Data.ServiceAccount)
}

func deleteServiceAccount(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	if err := c.delete(ctx, "/ng/api/serviceaccount/"+d.Id(), c.scopeQuery(d)); err != nil {
		return failed(err, d)
	}
	return nil
}

func buildServiceAccount(d *schema.ResourceData) *serviceAccount {
	return &serviceAccount{
		Identifier:  d.Get("identifier").(string),
		Name:        d.Get("name").(string),
		Email:       d.Get("email").(string),
		Description: d.Get("description").(string),
		Tags:        expandTags(d.Get("tags").(*schema.Set).List()),
		Account:     d.Get("account_id").(string),
		Org:         d.Get("org_id").(string),
		Project:     d.Get("project_id").(string),
	}
}

func storeServiceAccount(d *schema.ResourceData, account *serviceAccount) diag.Diagnostics {
	if account == nil {
		return emptyAnswer(nil, "service account")
	}
	if account.Identifier == "" {
		return emptyAnswer(account.Governance, "service account")
	}
	return setServiceAccount(d, account)
}

func setServiceAccount(d *schema.ResourceData, account *serviceAccount) diag.Diagnostics {
	d.SetId(account.Identifier)
	return setAll(d, map[string]any{
		"identifier":  account.Identifier,
		"name":        account.Name,
		"email":       account.Email,
		"description": account.Description,
		"tags":        flattenTags(account.Tags),
		"account_id":  account.Account,
		"org_id":      account.Org,
		"project_id":  account.Project,
	})
}
