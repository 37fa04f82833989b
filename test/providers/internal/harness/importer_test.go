package harness

import (
	"strings"
	"testing"

	"cdktf-access-tokens.example/test/providers/internal/drive"
)

func TestImportIDs(t *testing.T) {
	_, p := account(t)
	for _, one := range []struct {
		kind, id string
		wanted   map[string]any
	}{
		{"harness_platform_token", "bot/key/SERVICE_ACCOUNT/tok", map[string]any{"parent_id": "bot", "apikey_id": "key", "apikey_type": "SERVICE_ACCOUNT", "org_id": nil, "project_id": nil}},
		{"harness_platform_token", "org/bot/key/USER/tok", map[string]any{"parent_id": "bot", "apikey_id": "key", "apikey_type": "USER", "org_id": "org", "project_id": nil}},
		{"harness_platform_token", "org/proj/bot/key/USER/tok", map[string]any{"parent_id": "bot", "apikey_id": "key", "apikey_type": "USER", "org_id": "org", "project_id": "proj"}},
		{"harness_platform_apikey", "bot/tok/SERVICE_ACCOUNT", map[string]any{"parent_id": "bot", "apikey_type": "SERVICE_ACCOUNT", "org_id": nil}},
		{"harness_platform_apikey", "org/bot/tok/USER", map[string]any{"parent_id": "bot", "apikey_type": "USER", "org_id": "org", "project_id": nil}},
		{"harness_platform_apikey", "org/proj/bot/tok/USER", map[string]any{"parent_id": "bot", "apikey_type": "USER", "org_id": "org", "project_id": "proj"}},
		{"harness_platform_service_account", "tok", map[string]any{"org_id": nil, "project_id": nil}},
		{"harness_platform_service_account", "org/tok", map[string]any{"org_id": "org", "project_id": nil}},
		{"harness_platform_role_assignments", "org/proj/tok", map[string]any{"org_id": "org", "project_id": "proj"}},
		{"harness_platform_secret_text", "org/proj/tok", map[string]any{"org_id": "org", "project_id": "proj"}},
	} {
		imported := p.Resource(one.kind)
		if err := imported.Import(one.id); err != nil {
			t.Errorf("%s %s: %v", one.kind, one.id, err)
			continue
		}
		one.wanted["id"] = "tok"
		one.wanted["identifier"] = "tok"
		for name, value := range one.wanted {
			if imported.Get(name) != value {
				t.Errorf("%s %s: %s is %v, want %v", one.kind, one.id, name, imported.Get(name), value)
			}
		}
	}
}

func TestImportIDsOfTheWrongLength(t *testing.T) {
	_, p := account(t)
	for kind, ids := range map[string][]string{
		"harness_platform_token":           {"tok", "bot/key/tok", "a/b/c/d/e/f/g"},
		"harness_platform_apikey":          {"tok", "bot/tok", "a/b/c/d/e/f"},
		"harness_platform_service_account": {"a/b/c/d"},
	} {
		for _, id := range ids {
			if err := p.Resource(kind).Import(id); err == nil || !strings.Contains(err.Error(), "invalid identifier: "+id) {
				t.Errorf("%s %s: got %v", kind, id, err)
			}
		}
	}
}

func TestH6AnImportedTokenHasNoValue(t *testing.T) {
	api, p := account(t)
	api.On(listTokensLine, page(storedToken))
	imported := p.Resource("harness_platform_token")
	if err := imported.Import("bot/key/SERVICE_ACCOUNT/tok"); err != nil {
		t.Fatal(err)
	}
	unchanged(t, imported, tokenConfig)
	if imported.Get("value") != nil || imported.Get("account_id") != "acct" {
		t.Errorf("got value %v, account %v", imported.Get("value"), imported.Get("account_id"))
	}
	if err := imported.Apply(tokenConfig.With(drive.Config{"name": "renamed"})); err != nil || imported.Get("value") != nil {
		t.Errorf("after an update: %v, %v", err, imported.Get("value"))
	}
}
