package dynatrace

import (
	"testing"

	"cdktf-access-tokens.example/test/providers/internal/schematest"
)

func TestSchemaIsTheOneTheBindingsAreMadeFrom(t *testing.T) {
	schematest.Equal(t, Provider(), "dynatrace.json", "registry.terraform.io/dynatrace-oss/dynatrace")
}
