// A Terraform provider for tests: see the package consumer.
package main

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/plugin"

	"cdktf-access-tokens.example/test/providers/internal/consumer"
)

func main() {
	plugin.Serve(&plugin.ServeOpts{
		ProviderAddr: "registry.terraform.io/cdktf-access-tokens/consumer",
		ProviderFunc: consumer.Provider,
	})
}
