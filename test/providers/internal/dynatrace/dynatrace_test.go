package dynatrace

import (
	"reflect"
	"strings"
	"testing"

	"cdktf-access-tokens.example/test/providers/internal/apitest"
	"cdktf-access-tokens.example/test/providers/internal/drive"
	"cdktf-access-tokens.example/test/providers/internal/httpretry"
)

const (
	id     = "dt0c01.AAAAAAAAAAAAAAAAAAAAAAAA"
	secret = id + ".SECRET"
	create = "POST /api/v2/apiTokens"
	read   = "GET /api/v2/apiTokens/" + id
	update = "PUT /api/v2/apiTokens/" + id
	remove = "DELETE /api/v2/apiTokens/" + id
	expiry = "2030-01-01T00:00:00.000Z"
)

type object = map[string]any

// environment is an API that knows one token, as it is right after creation.
func environment(t *testing.T) (*apitest.API, *drive.Provider) {
	t.Helper()
	t.Setenv(httpretry.UnitVariable, "0")
	api := apitest.New(t)
	api.On(create, apitest.Answer{Status: 201, Body: object{"id": id, "token": secret, "expirationDate": expiry}})
	api.On(read, apitest.Answer{Body: metadata(object{})})
	api.On(update, apitest.Answer{Status: 204})
	api.On(remove, apitest.Answer{Status: 204})
	return api, drive.Start(t, Provider(), drive.Config{"dt_env_url": api.URL + "/", "dt_api_token": "calling"})
}

func metadata(changes object) object {
	all := object{
		"id": id, "name": "ingest", "enabled": true, "personalAccessToken": false, "scopes": []string{"metrics.ingest"},
		"owner": "somebody", "creationDate": "2026-01-01T00:00:00.000Z", "expirationDate": expiry,
	}
	for name, value := range changes {
		all[name] = value
	}
	return all
}

var enabled = drive.Config{"name": "ingest", "scopes": []string{"metrics.ingest"}, "enabled": true, "expiration_date": expiry}

func create1(t *testing.T, p *drive.Provider, config drive.Config) *drive.Resource {
	t.Helper()
	token := p.Resource("dynatrace_api_token")
	if err := token.Apply(config); err != nil {
		t.Fatal(err)
	}
	return token
}

func unchanged(t *testing.T, token *drive.Resource, config drive.Config) {
	t.Helper()
	if err := token.Refresh(); err != nil {
		t.Fatal(err)
	}
	if plan := token.Plan(config); len(plan.Changes) > 0 {
		t.Errorf("%v would change", plan.Changes)
	}
}

// drifts checks that this attribute, and no other, plans an update in place after each of two applies.
func drifts(t *testing.T, token *drive.Resource, config drive.Config, attribute string) {
	t.Helper()
	for range 2 {
		if err := token.Refresh(); err != nil {
			t.Fatal(err)
		}
		plan := token.Plan(config)
		if !reflect.DeepEqual(plan.Changes, []string{attribute}) || len(plan.Replaces) > 0 {
			t.Errorf("got changes of %v replacing for %v, want an update of %s", plan.Changes, plan.Replaces, attribute)
		}
		if err := token.Apply(config); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCreateOfAnEnabledTokenIsOneCall(t *testing.T) {
	api, p := environment(t)
	token := create1(t, p, enabled)
	calls := api.Calls()
	if len(calls) != 1 || calls[0].Header.Get("Authorization") != "Api-Token calling" {
		t.Fatalf("got %v", calls)
	}
	sent := object{"name": "ingest", "scopes": []any{"metrics.ingest"}, "enabled": true, "expirationDate": expiry}
	if !reflect.DeepEqual(calls[0].Body, sent) {
		t.Errorf("sent %v, want %v", calls[0].Body, sent)
	}
	if token.Get("token") != secret || token.Get("id") != id {
		t.Errorf("got %v and %v", token.Get("id"), token.Get("token"))
	}
	unchanged(t, token, enabled)
	if token.Get("token") != secret {
		t.Error("a refresh lost the secret (D8)")
	}
}

func TestD1NothingReplaces(t *testing.T) {
	_, p := environment(t)
	token := create1(t, p, enabled)
	drifts(t, token, enabled.With(drive.Config{"expiration_date": "2031-01-01T00:00:00.000Z"}), "expiration_date")
	drifts(t, token, enabled.With(drive.Config{"personal_access_token": true}), "personal_access_token")
}

func TestD1TheUpdateCarriesWhatTheAPIIgnores(t *testing.T) {
	api, p := environment(t)
	token := create1(t, p, enabled)
	api.Calls()
	if err := token.Apply(enabled.With(drive.Config{"expiration_date": "2031-01-01T00:00:00.000Z"})); err != nil {
		t.Fatal(err)
	}
	calls := api.Calls()
	if calls[0].Line() != update || calls[0].Body["expirationDate"] != "2031-01-01T00:00:00.000Z" {
		t.Errorf("got %v", calls[0])
	}
}

func TestD2WithoutEnabledASecondCallDisables(t *testing.T) {
	for name, config := range map[string]drive.Config{
		"unset": enabled.With(drive.Config{"enabled": nil}),
		"false": enabled.With(drive.Config{"enabled": false}),
	} {
		api, p := environment(t)
		api.On(read, apitest.Answer{Body: metadata(object{"enabled": false})})
		token := create1(t, p, config)
		calls := api.Calls()
		if len(calls) != 2 || calls[1].Line() != update || calls[1].Body["enabled"] != false || calls[1].Body["expirationDate"] != expiry {
			t.Errorf("%s: got %v", name, calls)
		}
		if token.Get("enabled") != false {
			t.Errorf("%s: the state has enabled %v", name, token.Get("enabled"))
		}
		unchanged(t, token, config)
	}
}

func TestD3AFailedSecondCallLosesTheToken(t *testing.T) {
	api, p := environment(t)
	api.On(update, apitest.Answer{Status: 500, Body: object{"error": object{"code": 500, "message": "try later"}}})
	token := p.Resource("dynatrace_api_token")
	if err := token.Apply(enabled.With(drive.Config{"enabled": nil})); err == nil || err.Error() != "try later" {
		t.Errorf("got %v", err)
	}
	if !token.Gone() {
		t.Error("the state has a token")
	}
	if lines := api.Lines(); lines != create+", "+update {
		t.Errorf("got %s, want the token to stay behind", lines)
	}
}

func TestD4EverySpellingOfTheExpiryButOneDrifts(t *testing.T) {
	for _, spelling := range []string{"2030-01-01T00:00:00Z", "now+14d", "1893456000000"} {
		_, p := environment(t)
		config := enabled.With(drive.Config{"expiration_date": spelling})
		drifts(t, create1(t, p, config), config, "expiration_date")
	}
}

func TestD5UnsettingDrifts(t *testing.T) {
	_, p := environment(t)
	token := create1(t, p, enabled)
	drifts(t, token, enabled.With(drive.Config{"expiration_date": nil}), "expiration_date")
	drifts(t, token, enabled.With(drive.Config{"enabled": nil}), "enabled")
}

func TestD6ADeletedTokenIsAnErrorOfReadAndDelete(t *testing.T) {
	api, p := environment(t)
	token := create1(t, p, enabled)
	missing := apitest.Answer{Status: 404, Body: object{"error": object{"code": 404, "message": "Token not found"}}}
	api.On(read, missing)
	api.On(remove, missing)
	if err := token.Refresh(); err == nil || err.Error() != "Token not found" {
		t.Errorf("read: got %v", err)
	}
	if err := token.Destroy(); err == nil || err.Error() != "Token not found" {
		t.Errorf("delete: got %v", err)
	}
	if token.Gone() {
		t.Error("the state was cleared")
	}
}

func TestD7AnImportHasNoSecret(t *testing.T) {
	_, p := environment(t)
	token := p.Resource("dynatrace_api_token")
	if err := token.Import(id); err != nil {
		t.Fatal(err)
	}
	unchanged(t, token, enabled)
	if token.Get("token") != nil || token.Get("name") != "ingest" {
		t.Errorf("got %v of %v", token.Get("token"), token.Get("name"))
	}
}

func TestD9FactsAreNeverSentAndDrift(t *testing.T) {
	api, p := environment(t)
	config := enabled.With(drive.Config{"owner": "me"})
	token := create1(t, p, config)
	if body := api.Calls()[0].Body; body["owner"] != nil {
		t.Errorf("sent owner %v", body["owner"])
	}
	drifts(t, token, config, "owner")
}

func TestD10FactsAreEmptyUntilTheNextRefresh(t *testing.T) {
	_, p := environment(t)
	token := create1(t, p, enabled)
	for _, fact := range []string{"owner", "creation_date", "modified_date", "last_used_date", "last_used_ip_address"} {
		if token.Get(fact) != "" {
			t.Errorf("%s is %v right after creation", fact, token.Get(fact))
		}
	}
	if token.Get("enabled") != false {
		t.Errorf("enabled is %v right after creation, though the create call does not answer it", token.Get("enabled"))
	}
	unchanged(t, token, enabled)
	if token.Get("owner") != "somebody" || token.Get("last_used_date") != "" || token.Get("enabled") != true {
		t.Errorf("got %v, %v and %v", token.Get("owner"), token.Get("last_used_date"), token.Get("enabled"))
	}
}

func TestD11ScopesGoOutAsTheyAre(t *testing.T) {
	api, p := environment(t)
	create1(t, p, enabled.With(drive.Config{"scopes": []string{"typo"}}))
	create1(t, p, enabled.With(drive.Config{"scopes": []string{}}))
	calls := api.Calls()
	if !reflect.DeepEqual(calls[0].Body["scopes"], []any{"typo"}) || !reflect.DeepEqual(calls[1].Body["scopes"], []any{}) {
		t.Errorf("got %v and %v", calls[0].Body, calls[1].Body)
	}
}

func TestTheTextOfTheAPIReachesTheUser(t *testing.T) {
	api, p := environment(t)
	api.On(create, apitest.Answer{Status: 400, Body: object{"error": object{
		"code": 400, "message": "Constraints violated.",
		"constraintViolations": []object{{"path": "scopes", "message": "must not be empty"}},
	}}})
	err := p.Resource("dynatrace_api_token").Apply(enabled)
	wanted := "POST /api/v2/apiTokens: Constraints violated.\n" + `{"message":"must not be empty","path":"scopes"}`
	if err == nil || err.Error() != wanted {
		t.Errorf("got %v, want %s", err, wanted)
	}
}

func TestAChangeThatTheServiceRefusesIsAnError(t *testing.T) {
	for _, status := range []int{300, 400} {
		api, p := environment(t)
		token := create1(t, p, enabled)
		api.On(update, apitest.Answer{Status: status, Body: object{"error": object{"code": status, "message": "not today"}}})
		if err := token.Apply(enabled.With(drive.Config{"name": "other"})); err == nil || !strings.Contains(err.Error(), "not today") {
			t.Errorf("%d: got %v", status, err)
		}
	}
}

func TestThrottledCallsAreTriedAgain(t *testing.T) {
	api, p := environment(t)
	api.On(create, apitest.Answer{Status: 429}, apitest.Answer{Status: 503}, apitest.Answer{Status: 201, Body: object{"id": id, "token": secret}})
	create1(t, p, enabled)
	if lines := api.Lines(); lines != strings.Join([]string{create, create, create}, ", ") {
		t.Errorf("got %s", lines)
	}
}

func TestTheEndpointMustBeThisMachine(t *testing.T) {
	for _, url := range []string{"https://abc.live.dynatrace.com", "http://10.0.0.1/e/1"} {
		if _, err := drive.TryStart(t, Provider(), drive.Config{"dt_env_url": url, "dt_api_token": "x"}); err == nil || !strings.Contains(err.Error(), "stand-in") {
			t.Errorf("%s: got %v", url, err)
		}
	}
}

func TestMissingSettingsAreAnErrorOfTheFirstCall(t *testing.T) {
	api := apitest.New(t)
	for wanted, config := range map[string]drive.Config{
		"No Environment URL has been specified": {"dt_api_token": "x"},
		"No API Token has been specified":       {"dt_env_url": api.URL},
	} {
		for _, variable := range []string{"DYNATRACE_ENV_URL", "DT_ENV_URL", "DYNATRACE_ENVIRONMENT_URL", "DT_ENVIRONMENT_URL", "DYNATRACE_API_TOKEN", "DT_API_TOKEN"} {
			t.Setenv(variable, "")
		}
		err := drive.Start(t, Provider(), config).Resource("dynatrace_api_token").Apply(enabled)
		if err == nil || !strings.Contains(err.Error(), wanted) {
			t.Errorf("got %v, want %s", err, wanted)
		}
	}
}

func TestSettingsComeFromTheEnvironment(t *testing.T) {
	for _, names := range [][2]string{
		{"DYNATRACE_ENV_URL", "DYNATRACE_API_TOKEN"}, {"DT_ENV_URL", "DT_API_TOKEN"},
		{"DYNATRACE_ENVIRONMENT_URL", "DT_API_TOKEN"}, {"DT_ENVIRONMENT_URL", "DT_API_TOKEN"},
	} {
		t.Run(names[0], func(t *testing.T) {
			api, _ := environment(t)
			t.Setenv(names[0], api.URL)
			t.Setenv(names[1], "from the environment")
			create1(t, drive.Start(t, Provider(), drive.Config{}), enabled)
			if calls := api.Calls(); calls[0].Header.Get("Authorization") != "Api-Token from the environment" {
				t.Errorf("got %v", calls[0].Header)
			}
		})
	}
}

func TestDataSourceTakesTheFirstOfThatName(t *testing.T) {
	api, p := environment(t)
	api.On("GET /api/v2/apiTokens", apitest.Answer{Body: object{"apiTokens": []object{
		metadata(object{"id": "other", "name": "other"}), metadata(object{"id": "newest"}), metadata(object{"id": "oldest"}),
	}}})
	found, err := p.Data("dynatrace_api_token", drive.Config{"name": "ingest"})
	if err != nil || found["id"] != "newest" || found["owner"] != "somebody" || found["enabled"] != true {
		t.Errorf("got %v, %v", found, err)
	}
	query := api.Calls()[0].Query
	if query.Get("pageSize") != "10000" || query.Get("sort") != "-creationDate" || query.Get("fields") != "+scopes,+expirationDate,+personalAccessToken" {
		t.Errorf("asked %v", query)
	}
}

func TestDataSourceWithoutAMatchSucceedsWithNulls(t *testing.T) {
	api, p := environment(t)
	api.On("GET /api/v2/apiTokens", apitest.Answer{Body: object{"apiTokens": []object{}}})
	found, err := p.Data("dynatrace_api_token", drive.Config{"name": "ingest"})
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range found {
		if value != nil {
			t.Errorf("%s is %v", name, value)
		}
	}
}

func TestListDataSourceHasNoIdsAndNoSecrets(t *testing.T) {
	api, p := environment(t)
	api.On("GET /api/v2/apiTokens", apitest.Answer{Body: object{"apiTokens": []object{metadata(object{}), metadata(object{"name": "second"})}}})
	found, err := p.Data("dynatrace_api_tokens", drive.Config{})
	if err != nil {
		t.Fatal(err)
	}
	tokens := found["api_tokens"].([]any)
	first := tokens[0].(object)
	if found["id"] != "dynatrace_api_tokens" || len(tokens) != 2 || first["name"] != "ingest" || first["token"] != "" {
		t.Errorf("got %v", found)
	}
	if _, has := first["id"]; has {
		t.Error("a token of the list has an id")
	}
}
