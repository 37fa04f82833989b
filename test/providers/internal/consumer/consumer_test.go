package consumer

import "testing"

func TestTheProviderIsOneThatTerraformAccepts(t *testing.T) {
	if err := Provider().InternalValidate(); err != nil {
		t.Fatal(err)
	}
}
