package harness

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// importer takes an import id apart: [org/[project/]] and then these attributes, of which "identifier" becomes the id.
func importer(attributes ...string) *schema.ResourceImporter {
	return &schema.ResourceImporter{
		StateContext: func(_ context.Context, d *schema.ResourceData, _ any) ([]*schema.ResourceData, error) {
			parts := strings.Split(d.Id(), "/")
			scope := []string{"org_id", "project_id"}
			above := len(parts) - len(attributes)
			if above < 0 || above > len(scope) {
				return nil, fmt.Errorf("invalid identifier: %s", d.Id())
			}
			names := append(scope[:above:above], attributes...)
			for at, name := range names {
				if err := d.Set(name, parts[at]); err != nil {
					return nil, err
				}
			}
			d.SetId(d.Get("identifier").(string))
			return []*schema.ResourceData{d}, nil
		},
	}
}
