// The stand-in for the Terraform provider dynatrace-oss/dynatrace: see README.md of this module.
package main

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/plugin"

	"cdktf-access-tokens.example/test/providers/internal/dynatrace"
)

func main() {
	plugin.Serve(&plugin.ServeOpts{
		ProviderAddr: "registry.terraform.io/dynatrace-oss/dynatrace",
		ProviderFunc: dynatrace.Provider,
	})
}
