package harness

import (
	"context"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/validation"
)

type roleAssignment struct {
	Identifier    string         `json:"identifier,omitempty"`
	ResourceGroup string         `json:"resourceGroupIdentifier,omitempty"`
	Role          string         `json:"roleIdentifier,omitempty"`
	RoleReference *roleReference `json:"roleReference,omitempty"`
	Principal     *principal     `json:"principal,omitempty"`
	Disabled      bool           `json:"disabled,omitempty"`
	Managed       bool           `json:"managed,omitempty"`
}

type principal struct {
	ScopeLevel string `json:"scopeLevel,omitempty"`
	Identifier string `json:"identifier,omitempty"`
	Type       string `json:"type,omitempty"`
}

type roleReference struct {
	Identifier string `json:"identifier"`
	ScopeLevel string `json:"scopeLevel,omitempty"`
}

// Nothing replaces here, not even the identifier, and project_id does not ask for org_id.
func roleAssignmentsResource() *schema.Resource {
	return &schema.Resource{
		CreateContext: createRoleAssignment,
		ReadContext:   readRoleAssignment,
		UpdateContext: updateRoleAssignment,
		DeleteContext: deleteRoleAssignment,
		Importer:      importer("identifier"),
		Schema: map[string]*schema.Schema{
			"identifier":                eitherString(),
			"resource_group_identifier": eitherString(),
			"role_identifier":           eitherString(),
			"principal": {
				Type:     schema.TypeList,
				Optional: true,
				Computed: true,
				Elem: &schema.Resource{Schema: map[string]*schema.Schema{
					"scope_level": scopeLevel(),
					"identifier":  optionalString(),
					"type": {
						Type:         schema.TypeString,
						Required:     true,
						ValidateFunc: validation.StringInSlice([]string{"USER", "USER_GROUP", "SERVICE", "API_KEY", "SERVICE_ACCOUNT"}, false),
					},
				}},
			},
			"role_reference": {
				Type:     schema.TypeList,
				Optional: true,
				Computed: true,
				MaxItems: 1,
				Elem: &schema.Resource{Schema: map[string]*schema.Schema{
					"scope_level": scopeLevel(),
					"identifier":  optionalString(),
				}},
			},
			"disabled":   {Type: schema.TypeBool, Optional: true},
			"managed":    {Type: schema.TypeBool, Optional: true},
			"org_id":     optionalString(),
			"project_id": optionalString(),
		},
	}
}

func scopeLevel() *schema.Schema {
	return &schema.Schema{
		Type:         schema.TypeString,
		Optional:     true,
		Computed:     true,
		ValidateFunc: validation.StringInSlice([]string{"account", "organization", "project"}, false),
	}
}

type roleAssignmentAnswer = envelope[*struct {
	RoleAssignment *roleAssignment `json:"roleAssignment"`
}]

func createRoleAssignment(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var answer roleAssignmentAnswer
	if err := c.post(ctx, "/authz/api/roleassignments", c.scopeQuery(d), buildRoleAssignment(d), &answer); err != nil {
		return failed(err, d)
	}
	return storeRoleAssignment(d, answer)
}

// updateRoleAssignment deletes and creates. When the second call fails, the principal is left without the role; and
// after a change of scope the first call looks for the old id in the new scope.
func updateRoleAssignment(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	if problems := deleteRoleAssignment(ctx, d, meta); problems.HasError() {
		return problems
	}
	return createRoleAssignment(ctx, d, meta)
}

func readRoleAssignment(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var answer roleAssignmentAnswer
	if err := c.get(ctx, "/authz/api/roleassignments/"+d.Get("identifier").(string), c.scopeQuery(d), &answer); err != nil {
		return failedToRead(err, d)
	}
	if answer.Data == nil {
		return nil
	}
	return storeRoleAssignment(d, answer)
}

func deleteRoleAssignment(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	if err := c.delete(ctx, "/authz/api/roleassignments/"+d.Id(), c.scopeQuery(d)); err != nil {
		return failed(err, d)
	}
	return nil
}

func buildRoleAssignment(d *schema.ResourceData) *roleAssignment {
	built := &roleAssignment{
		Identifier:    d.Get("identifier").(string),
		ResourceGroup: d.Get("resource_group_identifier").(string),
		Role:          d.Get("role_identifier").(string),
		Principal:     &principal{},
		Disabled:      d.Get("disabled").(bool),
		Managed:       d.Get("managed").(bool),
	}
	// A list without a limit of which the first entry counts and the others are dropped in silence.
	if first := firstBlock(d, "principal"); first != nil {
		built.Principal.ScopeLevel = first["scope_level"].(string)
		built.Principal.Identifier = first["identifier"].(string)
		built.Principal.Type = first["type"].(string)
	}
	if first := firstBlock(d, "role_reference"); first != nil {
		built.RoleReference = &roleReference{
			ScopeLevel: first["scope_level"].(string),
			Identifier: first["identifier"].(string),
		}
	}
	return built
}

func firstBlock(d *schema.ResourceData, name string) map[string]any {
	blocks := d.Get(name).([]any)
	if len(blocks) == 0 {
		return nil
	}
	first, _ := blocks[0].(map[string]any)
	return first
}

func storeRoleAssignment(d *schema.ResourceData, answer roleAssignmentAnswer) diag.Diagnostics {
	if answer.Data == nil || answer.Data.RoleAssignment == nil || answer.Data.RoleAssignment.Principal == nil {
		return crash("the answer has no role assignment")
	}
	read := answer.Data.RoleAssignment
	d.SetId(read.Identifier)
	values := map[string]any{
		"identifier":                read.Identifier,
		"disabled":                  read.Disabled,
		"managed":                   read.Managed,
		"resource_group_identifier": read.ResourceGroup,
		"role_identifier":           read.Role,
		"principal": []any{map[string]any{
			"scope_level": read.Principal.ScopeLevel,
			"identifier":  read.Principal.Identifier,
			"type":        read.Principal.Type,
		}},
	}
	if read.RoleReference != nil {
		values["role_reference"] = []any{map[string]any{
			"scope_level": read.RoleReference.ScopeLevel,
			"identifier":  read.RoleReference.Identifier,
		}}
	}
	return setAll(d, values)
}
