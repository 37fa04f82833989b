package harness

import (
	"testing"

	"cdktf-access-tokens.example/test/providers/internal/schematest"
)

func TestSchemaIsTheOneTheBindingsAreMadeFrom(t *testing.T) {
	schematest.Equal(t, Provider(), "harness.json", "registry.terraform.io/harness/harness")
}
