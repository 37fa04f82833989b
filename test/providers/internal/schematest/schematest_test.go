package schematest

import (
	"slices"
	"testing"
)

func TestDifferencesFindsMissingExtraAndChanged(t *testing.T) {
	wanted := map[string]string{"same": "a", "changed": "a", "missing": "a"}
	served := map[string]string{"same": "a", "changed": "b", "extra": "a"}
	found := Differences(wanted, served)
	expected := []string{"changed is b, want a", "extra is extra: a", "missing is missing, want a"}
	if !slices.Equal(found, expected) {
		t.Errorf("got %q, want %q", found, expected)
	}
}
