// The stand-in for the Terraform provider harness/harness: see README.md of this module.
package main

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/plugin"

	"cdktf-access-tokens.example/test/providers/internal/harness"
)

func main() {
	plugin.Serve(&plugin.ServeOpts{
		ProviderAddr: "registry.terraform.io/harness/harness",
		ProviderFunc: harness.Provider,
	})
}
