package harness

import (
	"maps"
	"reflect"
	"strings"
	"testing"

	"cdktf-access-tokens.example/test/providers/internal/apitest"
	"cdktf-access-tokens.example/test/providers/internal/drive"
	"cdktf-access-tokens.example/test/providers/internal/httpretry"
)

type object = map[string]any

const (
	createTokenLine = "POST /gateway/ng/api/token"
	listTokensLine  = "GET /gateway/ng/api/token/aggregate"
	updateTokenLine = "PUT /gateway/ng/api/token/tok"
	deleteTokenLine = "DELETE /gateway/ng/api/token/tok"

	createKeyLine = "POST /gateway/ng/api/apikey"
	readKeyLine   = "GET /gateway/ng/api/apikey/aggregate/key"
	// H7: the account's id stands where the key's belongs.
	updateKeyLine = "PUT /gateway/ng/api/apikey/acct"
	deleteKeyLine = "DELETE /gateway/ng/api/apikey/key"

	createBotLine = "POST /gateway/ng/api/serviceaccount"
	readBotLine   = "GET /gateway/ng/api/serviceaccount/aggregate/bot"
	updateBotLine = "PUT /gateway/ng/api/serviceaccount/bot"
	deleteBotLine = "DELETE /gateway/ng/api/serviceaccount/bot"

	createRoleLine = "POST /gateway/authz/api/roleassignments"
	readRoleLine   = "GET /gateway/authz/api/roleassignments/role"
	deleteRoleLine = "DELETE /gateway/authz/api/roleassignments/role"

	createSecretLine = "POST /gateway/ng/api/v2/secrets"
	readSecretLine   = "GET /gateway/ng/api/v2/secrets/sec"
	updateSecretLine = "PUT /gateway/ng/api/v2/secrets/sec"
	deleteSecretLine = "DELETE /gateway/ng/api/v2/secrets/sec"
)

var (
	tokenConfig = drive.Config{
		"identifier": "tok", "name": "tok", "account_id": "acct", "parent_id": "bot", "apikey_id": "key", "apikey_type": "SERVICE_ACCOUNT",
		"valid_to": 2000,
	}
	storedToken = object{
		"identifier": "tok", "name": "tok", "accountIdentifier": "acct", "parentIdentifier": "bot", "apiKeyIdentifier": "key",
		"apiKeyType": "SERVICE_ACCOUNT", "validFrom": 1000, "validTo": 2000, "valid": true,
	}
	keyConfig = drive.Config{
		"identifier": "key", "name": "key", "account_id": "acct", "parent_id": "bot", "apikey_type": "SERVICE_ACCOUNT",
		"default_time_to_expire_token": 2592000000,
	}
	storedKey = object{
		"identifier": "key", "name": "key", "accountIdentifier": "acct", "parentIdentifier": "bot", "apiKeyType": "SERVICE_ACCOUNT",
		"defaultTimeToExpireToken": 2592000000,
	}
	botConfig  = drive.Config{"identifier": "bot", "name": "bot", "account_id": "acct", "email": "bot@service.harness.io"}
	storedBot  = object{"identifier": "bot", "name": "bot", "accountIdentifier": "acct", "email": "bot@service.harness.io"}
	roleConfig = drive.Config{
		"identifier": "role", "role_identifier": "_viewer", "resource_group_identifier": "_all",
		"principal": []drive.Config{{"identifier": "bot", "type": "SERVICE_ACCOUNT"}},
	}
	storedRole = object{
		"identifier": "role", "roleIdentifier": "_viewer", "resourceGroupIdentifier": "_all",
		"principal": object{"identifier": "bot", "type": "SERVICE_ACCOUNT"},
	}
	secretConfig = drive.Config{
		"identifier": "sec", "name": "sec", "secret_manager_identifier": "harnessSecretManager", "value_type": "Inline", "value": "hidden",
	}
	storedSecret = object{
		"identifier": "sec", "name": "sec", "type": "SecretText",
		"spec": object{"secretManagerIdentifier": "harnessSecretManager", "valueType": "Inline"},
	}
)

func with(base, changes object) object {
	changed := maps.Clone(base)
	maps.Copy(changed, changes)
	return changed
}

func data(value any) apitest.Answer {
	return apitest.Answer{Body: object{"status": "SUCCESS", "data": value}}
}

func page(tokens ...object) apitest.Answer {
	content := []object{}
	for _, one := range tokens {
		content = append(content, object{"token": one})
	}
	return data(object{"totalItems": len(content), "content": content})
}

func refused(status int, code, message string) apitest.Answer {
	return apitest.Answer{Status: status, Body: object{"status": "ERROR", "code": code, "message": message}}
}

// account is an API where one entity of each kind exists, and a provider for it.
func account(t *testing.T) (*apitest.API, *drive.Provider) {
	t.Helper()
	t.Setenv(httpretry.UnitVariable, "0")
	api := apitest.New(t)
	for line, answer := range map[string]apitest.Answer{
		createTokenLine: data("sat.acct.uuid.secret"), listTokensLine: page(storedToken), updateTokenLine: data(storedToken), deleteTokenLine: data(true),
		createKeyLine: data(storedKey), readKeyLine: data(object{"apiKey": storedKey}), updateKeyLine: data(storedKey), deleteKeyLine: data(true),
		createBotLine: data(storedBot), readBotLine: data(object{"serviceAccount": storedBot}), updateBotLine: data(storedBot), deleteBotLine: data(true),
		createRoleLine: data(object{"roleAssignment": storedRole}), readRoleLine: data(object{"roleAssignment": storedRole}),
		deleteRoleLine:   data(object{"roleAssignment": storedRole}),
		createSecretLine: data(object{"secret": storedSecret}), readSecretLine: data(object{"secret": storedSecret}),
		updateSecretLine: data(object{"secret": storedSecret}), deleteSecretLine: data(true),
	} {
		api.On(line, answer)
	}
	return api, drive.Start(t, Provider(), drive.Config{"endpoint": api.URL + "/gateway", "account_id": "acct", "platform_api_key": "calling"})
}

func made(t *testing.T, p *drive.Provider, kind string, config drive.Config) *drive.Resource {
	t.Helper()
	resource := p.Resource(kind)
	if err := resource.Apply(config); err != nil {
		t.Fatal(err)
	}
	return resource
}

func unchanged(t *testing.T, resource *drive.Resource, config drive.Config) {
	t.Helper()
	if err := resource.Refresh(); err != nil {
		t.Fatal(err)
	}
	if plan := resource.Plan(config); len(plan.Changes) > 0 {
		t.Errorf("%v would change", plan.Changes)
	}
}

// drifts checks that this attribute still plans an update in place after it was applied.
func drifts(t *testing.T, resource *drive.Resource, config drive.Config, attribute string) {
	t.Helper()
	for range 2 {
		if err := resource.Refresh(); err != nil {
			t.Fatal(err)
		}
		plan := resource.Plan(config)
		if !reflect.DeepEqual(plan.Changes, []string{attribute}) || len(plan.Replaces) > 0 {
			t.Errorf("got changes of %v replacing for %v, want an update of %s", plan.Changes, plan.Replaces, attribute)
		}
		if err := resource.Apply(config); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEveryResourceIsMadeUnchangedAndDeleted(t *testing.T) {
	for kind, config := range map[string]drive.Config{
		"harness_platform_token": tokenConfig, "harness_platform_apikey": keyConfig, "harness_platform_service_account": botConfig,
		"harness_platform_role_assignments": roleConfig, "harness_platform_secret_text": secretConfig,
	} {
		t.Run(kind, func(t *testing.T) {
			api, p := account(t)
			resource := made(t, p, kind, config)
			unchanged(t, resource, config)
			if err := resource.Destroy(); err != nil {
				t.Error(err)
			}
			for _, call := range api.Calls() {
				if call.Header.Get("x-api-key") != "calling" || call.Query.Get("accountIdentifier") != "acct" {
					t.Errorf("%s went out as %v with %v", call.Line(), call.Query, call.Header)
				}
			}
		})
	}
}

func TestOnlyTheIdentifierReplaces(t *testing.T) {
	_, p := account(t)
	changed := func(config drive.Config) drive.Config {
		for name := range config {
			switch name {
			case "apikey_type":
				config = config.With(drive.Config{name: "USER"})
			case "valid_to", "default_time_to_expire_token":
				config = config.With(drive.Config{name: 1})
			case "value_type":
				config = config.With(drive.Config{name: "Reference"})
			case "principal":
			default:
				config = config.With(drive.Config{name: "changed"})
			}
		}
		return config.With(drive.Config{"org_id": "org", "project_id": "proj"})
	}
	for _, one := range []struct {
		kind     string
		config   drive.Config
		replaces []string
	}{
		{"harness_platform_token", tokenConfig, []string{`AttributeName("identifier")`}},
		{"harness_platform_apikey", keyConfig, []string{`AttributeName("identifier")`}},
		{"harness_platform_service_account", botConfig, []string{`AttributeName("identifier")`}},
		{"harness_platform_role_assignments", roleConfig, nil},
		{"harness_platform_secret_text", secretConfig, []string{`AttributeName("identifier")`, `AttributeName("secret_manager_identifier")`}},
	} {
		plan := made(t, p, one.kind, one.config).Plan(changed(one.config))
		replaces := map[string]bool{}
		for _, path := range plan.Replaces {
			replaces[path] = true
		}
		delete(replaces, `AttributeName("id")`)
		if len(replaces) != len(one.replaces) {
			t.Errorf("%s replaces for %v, want %v", one.kind, plan.Replaces, one.replaces)
		}
		for _, path := range one.replaces {
			if !replaces[path] {
				t.Errorf("%s replaces for %v, want %v", one.kind, plan.Replaces, one.replaces)
			}
		}
	}
}

func TestH1AMovedTokenIsUpdatedInPlace(t *testing.T) {
	api, p := account(t)
	token := made(t, p, "harness_platform_token", tokenConfig)
	api.Calls()
	moved := tokenConfig.With(drive.Config{"apikey_id": "elsewhere", "org_id": "org"})
	if err := token.Apply(moved); err != nil {
		t.Fatal(err)
	}
	call := api.Calls()[0]
	if call.Line() != updateTokenLine || call.Body["apiKeyIdentifier"] != "elsewhere" || call.Body["orgIdentifier"] != "org" || call.Query.Has("orgIdentifier") {
		t.Errorf("got %s with %v and %v", call.Line(), call.Query, call.Body)
	}
}

func TestH2ANewExpiryKeepsTheSecret(t *testing.T) {
	api, p := account(t)
	token := made(t, p, "harness_platform_token", tokenConfig)
	longer := with(storedToken, object{"validTo": 3000})
	api.On(updateTokenLine, data(longer))
	api.Calls()
	if err := token.Apply(tokenConfig.With(drive.Config{"valid_to": 3000})); err != nil {
		t.Fatal(err)
	}
	if lines := api.Lines(); lines != updateTokenLine || token.Get("value") != "sat.acct.uuid.secret" {
		t.Errorf("got %s and %v", lines, token.Get("value"))
	}
}

func TestH3AnEmptyOrAmbiguousListKeepsTheState(t *testing.T) {
	for name, list := range map[string]apitest.Answer{
		"empty": page(), "several": page(with(storedToken, object{"name": "other"}), storedToken),
	} {
		api, p := account(t)
		token := made(t, p, "harness_platform_token", tokenConfig)
		api.On(listTokensLine, list)
		unchanged(t, token, tokenConfig)
		if token.Gone() {
			t.Errorf("%s: the state was cleared", name)
		}
	}
}

func TestH4ARotationElsewhereLeavesTheOldSecret(t *testing.T) {
	_, p := account(t)
	token := made(t, p, "harness_platform_token", tokenConfig)
	unchanged(t, token, tokenConfig)
	if token.Get("value") != "sat.acct.uuid.secret" {
		t.Errorf("got %v", token.Get("value"))
	}
}

func TestH5AFailedReadBackLosesTheSecret(t *testing.T) {
	for name, one := range map[string]struct {
		list   apitest.Answer
		wanted string
	}{
		"an empty list":    {page(), drive.ErrGone.Error()},
		"a failed read":    {refused(400, "INVALID_REQUEST", "not now"), "not now"},
		"an answer of 403": {refused(403, "ACCESS_DENIED", "kept back"), "403 Forbidden"},
	} {
		api, p := account(t)
		api.On(listTokensLine, one.list)
		token := p.Resource("harness_platform_token")
		if err := token.Apply(tokenConfig); err == nil || !strings.Contains(err.Error(), one.wanted) {
			t.Errorf("%s: got %v, want %s", name, err, one.wanted)
		}
		if !token.Gone() {
			t.Errorf("%s: the state has a token", name)
		}
		if lines := api.Lines(); lines != createTokenLine+", "+listTokensLine {
			t.Errorf("%s: got %s", name, lines)
		}
	}
}

func TestH5APolicyDenialOfATokenIsAnAnswerOf200(t *testing.T) {
	api, p := account(t)
	api.On(createTokenLine, apitest.Answer{Body: object{"status": "FAILURE", "data": nil}})
	api.On(listTokensLine, page())
	if err := p.Resource("harness_platform_token").Apply(tokenConfig); err != drive.ErrGone {
		t.Errorf("got %v", err)
	}
}

func TestH5AUserTokenIsLookedForInTheScopeOfTheResource(t *testing.T) {
	api, p := account(t)
	made(t, p, "harness_platform_token", tokenConfig.With(drive.Config{"apikey_type": "USER", "org_id": "org"}))
	calls := api.Calls()
	if calls[0].Query.Has("orgIdentifier") || calls[0].Body["orgIdentifier"] != "org" {
		t.Errorf("created with %v and %v", calls[0].Query, calls[0].Body)
	}
	query := calls[1].Query
	if query.Get("orgIdentifier") != "org" || query.Get("apiKeyType") != "USER" || query.Get("parentIdentifier") != "bot" ||
		query.Get("apiKeyIdentifier") != "key" || query.Get("identifiers") != "tok" {
		t.Errorf("looked for %v", query)
	}
}

func TestZeroValuesAreNeverSent(t *testing.T) {
	api, p := account(t)
	made(t, p, "harness_platform_token", tokenConfig.With(drive.Config{"valid": false, "description": "", "valid_to": 0}))
	made(t, p, "harness_platform_role_assignments", roleConfig.With(drive.Config{"disabled": false}))
	calls := api.Calls()
	sent := object{
		"identifier": "tok", "name": "tok", "accountIdentifier": "acct", "parentIdentifier": "bot", "apiKeyIdentifier": "key", "apiKeyType": "SERVICE_ACCOUNT",
	}
	if !reflect.DeepEqual(calls[0].Body, sent) {
		t.Errorf("sent %v, want %v", calls[0].Body, sent)
	}
	if _, has := calls[2].Body["disabled"]; has {
		t.Errorf("sent %v", calls[2].Body)
	}
}

func TestH7TheUpdateOfAnAPIKeyNamesTheAccount(t *testing.T) {
	api, p := account(t)
	key := made(t, p, "harness_platform_apikey", keyConfig)
	api.Calls()
	if err := key.Apply(keyConfig.With(drive.Config{"description": "new"})); err != nil {
		t.Fatal(err)
	}
	call := api.Calls()[0]
	if call.Line() != updateKeyLine || len(call.Query) > 0 || call.Body["identifier"] != "key" || call.Body["description"] != "new" {
		t.Errorf("got %s with %v and %v", call.Line(), call.Query, call.Body)
	}
}

func TestH8EMailAndUserNameDrift(t *testing.T) {
	_, p := account(t)
	for _, attribute := range []string{"email", "username"} {
		config := tokenConfig.With(drive.Config{attribute: "somebody"})
		drifts(t, made(t, p, "harness_platform_token", config), config, attribute)
	}
}

func TestH9EncodedPasswordIsDeadAndInClear(t *testing.T) {
	api, p := account(t)
	config := tokenConfig.With(drive.Config{"encoded_password": "typed"})
	token := made(t, p, "harness_platform_token", config)
	if sent := api.Calls()[0].Body["encodedPassword"]; sent != nil {
		t.Errorf("sent %v", sent)
	}
	unchanged(t, token, config)
	if token.Get("encoded_password") != "typed" || Provider().ResourcesMap["harness_platform_token"].Schema["encoded_password"].Sensitive {
		t.Errorf("the state has %v", token.Get("encoded_password"))
	}
}

func TestH10TheScheduledExpiryIsEchoed(t *testing.T) {
	api, p := account(t)
	api.On(listTokensLine, page(with(storedToken, object{"scheduledExpireTime": 1500})))
	token := made(t, p, "harness_platform_token", tokenConfig)
	api.Calls()
	if err := token.Apply(tokenConfig.With(drive.Config{"name": "new"})); err != nil {
		t.Fatal(err)
	}
	if body := api.Calls()[0].Body; body["scheduledExpireTime"] != float64(1500) || body["validFrom"] != float64(1000) {
		t.Errorf("sent %v", body)
	}
}

func TestH13TheCallGoesToTheProvidersAccount(t *testing.T) {
	api, p := account(t)
	config := tokenConfig.With(drive.Config{"account_id": "other"})
	token := made(t, p, "harness_platform_token", config)
	if call := api.Calls()[0]; call.Query.Get("accountIdentifier") != "acct" || call.Body["accountIdentifier"] != "other" {
		t.Errorf("got %v and %v", call.Query, call.Body)
	}
	drifts(t, token, config, "account_id")
}

func TestH15AnAnswerWithoutDataIsAnError(t *testing.T) {
	for line, one := range map[string]struct {
		kind   string
		config drive.Config
	}{
		listTokensLine: {"harness_platform_token", tokenConfig},
		readKeyLine:    {"harness_platform_apikey", keyConfig},
		readBotLine:    {"harness_platform_service_account", botConfig},
	} {
		api, p := account(t)
		resource := made(t, p, one.kind, one.config)
		api.On(line, data(nil))
		if err := resource.Refresh(); err == nil || !strings.Contains(err.Error(), "crashed") {
			t.Errorf("%s: got %v", line, err)
		}
	}
}

func TestH17AnUnsetDefaultLifetimeDrifts(t *testing.T) {
	api, p := account(t)
	config := keyConfig.With(drive.Config{"default_time_to_expire_token": nil})
	key := made(t, p, "harness_platform_apikey", config)
	if _, has := api.Calls()[0].Body["defaultTimeToExpireToken"]; has {
		t.Error("an unset lifetime was sent")
	}
	drifts(t, key, config, "default_time_to_expire_token")
}

func TestDeletedElsewhere(t *testing.T) {
	gone := "entity not found"
	for _, one := range []struct {
		kind, read, remove string
		config             drive.Config
		answer             apitest.Answer
		wanted             string
	}{
		{"harness_platform_apikey", readKeyLine, deleteKeyLine, keyConfig, refused(400, "INVALID_REQUEST", gone), gone},
		{"harness_platform_service_account", readBotLine, deleteBotLine, botConfig, refused(400, "INVALID_REQUEST", gone), gone},
		{"harness_platform_service_account", readBotLine, deleteBotLine, botConfig, refused(404, "ENTITY_NOT_FOUND", gone), "resource with ID bot not found: 404 Not Found"},
		{"harness_platform_role_assignments", readRoleLine, deleteRoleLine, roleConfig, refused(404, "RESOURCE_NOT_FOUND_EXCEPTION", gone), ""},
		{"harness_platform_role_assignments", readRoleLine, deleteRoleLine, roleConfig, refused(404, "", gone), "crashed"},
		{"harness_platform_secret_text", readSecretLine, deleteSecretLine, secretConfig, refused(404, "RESOURCE_NOT_FOUND_EXCEPTION", gone), ""},
		{"harness_platform_secret_text", readSecretLine, deleteSecretLine, secretConfig, refused(400, "ENTITY_NOT_FOUND", gone), ""},
		{"harness_platform_secret_text", readSecretLine, deleteSecretLine, secretConfig, refused(400, "INVALID_REQUEST", gone), gone},
	} {
		api, p := account(t)
		resource := made(t, p, one.kind, one.config)
		api.On(one.read, one.answer)
		api.On(one.remove, one.answer)
		err := resource.Refresh()
		switch {
		case one.wanted == "" && (err != nil || !resource.Gone()):
			t.Errorf("%s: got %v, want the state cleared", one.kind, err)
		case one.wanted != "" && (err == nil || !strings.Contains(err.Error(), one.wanted) || resource.Gone()):
			t.Errorf("%s: got %v, want %s and the state kept", one.kind, err, one.wanted)
		}
		if !resource.Gone() && resource.Destroy() == nil {
			t.Errorf("%s: the delete of a missing entity went through", one.kind)
		}
	}
}

func TestGenericHintsReplaceTheTextOfTheAPI(t *testing.T) {
	for status, wanted := range map[int]string{401: "401 Unauthorized\nHint:", 403: "403 Forbidden\nHint:"} {
		api, p := account(t)
		api.On(createBotLine, refused(status, "X", "the API's own text"))
		err := p.Resource("harness_platform_service_account").Apply(botConfig)
		if err == nil || !strings.Contains(err.Error(), wanted) || strings.Contains(err.Error(), "own text") {
			t.Errorf("%d: got %v", status, err)
		}
	}
}

func TestTheTextOfA400ReachesTheUser(t *testing.T) {
	for wanted, body := range map[string]object{
		"already exists":       {"code": "DUPLICATE_FIELD", "message": "already exists", "errors": []object{{"fieldId": "x", "error": "y"}}},
		"identifier too long":  {"errors": []object{{"fieldId": "identifier", "error": "too long"}}},
		"one of the responses": {"responseMessages": []object{{"message": "one of the responses"}}},
		"INVALID_REQUEST":      {"code": "INVALID_REQUEST"},
	} {
		api, p := account(t)
		api.On(createBotLine, apitest.Answer{Status: 400, Body: body})
		if err := p.Resource("harness_platform_service_account").Apply(botConfig); err == nil || err.Error() != wanted {
			t.Errorf("got %v, want %s", err, wanted)
		}
	}
}

func TestAChangeThatTheServiceRefusesIsAnError(t *testing.T) {
	for _, one := range []struct {
		kind, update, remove string
		config               drive.Config
	}{
		{"harness_platform_token", updateTokenLine, deleteTokenLine, tokenConfig},
		{"harness_platform_apikey", updateKeyLine, deleteKeyLine, keyConfig},
		{"harness_platform_service_account", updateBotLine, deleteBotLine, botConfig},
		{"harness_platform_secret_text", updateSecretLine, deleteSecretLine, secretConfig},
	} {
		api, p := account(t)
		resource := made(t, p, one.kind, one.config)
		api.On(one.update, refused(400, "X", "no change today"))
		if err := resource.Apply(one.config.With(drive.Config{"name": "other"})); err == nil || err.Error() != "no change today" {
			t.Errorf("update of %s: got %v", one.kind, err)
		}
		api.On(one.remove, refused(400, "X", "no removal today"))
		if err := resource.Destroy(); err == nil || err.Error() != "no removal today" {
			t.Errorf("deletion of %s: got %v", one.kind, err)
		}
	}
}

func TestARoleAssignmentThatIsHalfThereIsAnError(t *testing.T) {
	for _, answer := range []any{object{}, object{"roleAssignment": object{"identifier": "role"}}} {
		api, p := account(t)
		api.On(createRoleLine, data(answer))
		if err := p.Resource("harness_platform_role_assignments").Apply(roleConfig); err == nil || !strings.Contains(err.Error(), "has no role assignment") {
			t.Errorf("%v: got %v", answer, err)
		}
	}
}

func TestARoleAssignmentStaysWhereTheAnswerHasNoData(t *testing.T) {
	api, p := account(t)
	role := made(t, p, "harness_platform_role_assignments", roleConfig)
	api.On(readRoleLine, data(nil))
	if err := role.Refresh(); err != nil || role.Gone() || role.Get("role_identifier") != "_viewer" {
		t.Errorf("got %v", err)
	}
}

func TestOnlyACallWithABodyNamesItsType(t *testing.T) {
	api, p := account(t)
	if err := made(t, p, "harness_platform_service_account", botConfig).Destroy(); err != nil {
		t.Fatal(err)
	}
	for _, call := range api.Calls() {
		if named := call.Header.Get("Content-Type") != ""; named != (call.Method == "POST") {
			t.Errorf("%s: got %q", call.Line(), call.Header.Get("Content-Type"))
		}
	}
}

func TestAPolicyDenialOfAServiceAccountNamesTheEvaluation(t *testing.T) {
	api, p := account(t)
	api.On(createBotLine, data(object{"governanceMetadata": object{"deny": true, "id": "42"}}))
	err := p.Resource("harness_platform_service_account").Apply(botConfig)
	if err == nil || !strings.Contains(err.Error(), "denied by OPA policy evaluation. Evaluation ID: 42") {
		t.Errorf("got %v", err)
	}
}

func TestASteady500EndsWithoutItsText(t *testing.T) {
	api, p := account(t)
	api.On(createBotLine, refused(500, "X", "the API's own text"))
	err := p.Resource("harness_platform_service_account").Apply(botConfig)
	if err == nil || !strings.Contains(err.Error(), "giving up after 11 attempt(s)") || strings.Contains(err.Error(), "own text") {
		t.Errorf("got %v", err)
	}
	if calls := api.Calls(); len(calls) != 11 || calls[10].Body["identifier"] != "bot" {
		t.Errorf("got %d calls", len(calls))
	}
}

func TestALostAnswerToACreateEndsAsADuplicate(t *testing.T) {
	api, p := account(t)
	api.On(createTokenLine, refused(502, "", ""), refused(400, "DUPLICATE_FIELD", "already exists"))
	if err := p.Resource("harness_platform_token").Apply(tokenConfig); err == nil || err.Error() != "already exists" {
		t.Errorf("got %v", err)
	}
}

func TestAnswersMustBeJSON(t *testing.T) {
	for _, status := range []int{200, 400} {
		api, p := account(t)
		api.On(createBotLine, apitest.Answer{Status: status, Body: "<html>", Headers: map[string]string{"Content-Type": "text/html"}})
		if err := p.Resource("harness_platform_service_account").Apply(botConfig); err == nil || !strings.Contains(err.Error(), "undefined response type") {
			t.Errorf("%d: got %v", status, err)
		}
	}
}

func TestTagsDrift(t *testing.T) {
	api, p := account(t)
	config := botConfig.With(drive.Config{"tags": []string{"url:https://host"}})
	cut := with(storedBot, object{"tags": object{"url": "https"}})
	for _, line := range []string{createBotLine, updateBotLine} {
		api.On(line, data(cut))
	}
	api.On(readBotLine, data(object{"serviceAccount": cut}))
	bot := made(t, p, "harness_platform_service_account", config)
	if sent := api.Calls()[0].Body["tags"]; !reflect.DeepEqual(sent, object{"url": "https"}) {
		t.Errorf("sent %v", sent)
	}
	drifts(t, bot, config, "tags")
}

func TestValidation(t *testing.T) {
	_, p := account(t)
	for _, one := range []struct {
		kind   string
		config drive.Config
		wanted string
	}{
		{"harness_platform_token", tokenConfig.With(drive.Config{"apikey_type": "ROBOT"}), `expected apikey_type to be one of ["USER" "SERVICE_ACCOUNT"]`},
		{"harness_platform_apikey", keyConfig.With(drive.Config{"apikey_type": "user"}), "expected apikey_type"},
		{"harness_platform_token", tokenConfig.With(drive.Config{"project_id": "proj"}), "`org_id,project_id` must be specified"},
		{"harness_platform_service_account", botConfig.With(drive.Config{"project_id": "proj"}), "`org_id,project_id` must be specified"},
		{"harness_platform_secret_text", secretConfig.With(drive.Config{"value_type": "inline"}), "expected value_type"},
		{"harness_platform_secret_text", secretConfig.With(drive.Config{"project_id": "proj"}), "`org_id,project_id` must be specified"},
		{"harness_platform_role_assignments", roleConfig.With(drive.Config{"principal": []drive.Config{{"type": "ROBOT"}}}), "expected principal.0.type"},
	} {
		if err := p.Resource(one.kind).Validate(one.config); err == nil || !strings.Contains(err.Error(), one.wanted) {
			t.Errorf("%s: got %v, want %s", one.kind, err, one.wanted)
		}
	}
	if err := p.Resource("harness_platform_role_assignments").Validate(roleConfig.With(drive.Config{"project_id": "proj"})); err != nil {
		t.Errorf("a role assignment does not ask for org_id, got %v", err)
	}
}

func TestARoleAssignmentIsUpdatedByDeleteAndCreate(t *testing.T) {
	api, p := account(t)
	role := made(t, p, "harness_platform_role_assignments", roleConfig)
	api.Calls()
	api.On(createRoleLine, refused(400, "INVALID_REQUEST", "no such role"))
	err := role.Apply(roleConfig.With(drive.Config{"role_identifier": "_admin", "org_id": "org"}))
	if err == nil || err.Error() != "no such role" {
		t.Errorf("got %v", err)
	}
	calls := api.Calls()
	if len(calls) != 2 || calls[0].Line() != deleteRoleLine || calls[0].Query.Get("orgIdentifier") != "org" || calls[1].Line() != createRoleLine {
		t.Errorf("got %v", calls)
	}
}

func TestARoleAssignmentTakesTheFirstPrincipalAndAGivenIdentifier(t *testing.T) {
	api, p := account(t)
	api.On(createRoleLine, data(object{"roleAssignment": with(storedRole, object{"identifier": "made_up"})}))
	role := made(t, p, "harness_platform_role_assignments", roleConfig.With(drive.Config{
		"identifier": nil,
		"principal": []drive.Config{
			{"identifier": "bot", "type": "SERVICE_ACCOUNT", "scope_level": "account"}, {"identifier": "dropped", "type": "USER"},
		},
		"role_reference": []drive.Config{{"identifier": "_viewer", "scope_level": "organization"}},
	}))
	body := api.Calls()[0].Body
	if !reflect.DeepEqual(body["principal"], object{"identifier": "bot", "type": "SERVICE_ACCOUNT", "scopeLevel": "account"}) ||
		!reflect.DeepEqual(body["roleReference"], object{"identifier": "_viewer", "scopeLevel": "organization"}) || body["identifier"] != nil {
		t.Errorf("sent %v", body)
	}
	if role.Get("id") != "made_up" || role.Get("identifier") != "made_up" {
		t.Errorf("got %v", role.Get("id"))
	}
}

func TestASecretsInlineValueIsNeverReadBack(t *testing.T) {
	api, p := account(t)
	secret := made(t, p, "harness_platform_secret_text", secretConfig)
	call := api.Calls()[0]
	spec := call.Body["secret"].(object)["spec"].(object)
	if spec["value"] != "hidden" || call.Body["secret"].(object)["type"] != "SecretText" {
		t.Errorf("sent %v", call.Body)
	}
	unchanged(t, secret, secretConfig)
	if secret.Get("value") != "hidden" {
		t.Errorf("got %v", secret.Get("value"))
	}
	reference := with(storedSecret, object{"spec": object{"secretManagerIdentifier": "vault", "valueType": "Reference", "value": "path/elsewhere"}})
	api.On(readSecretLine, data(object{"secret": reference}))
	if err := secret.Refresh(); err != nil || secret.Get("value") != "path/elsewhere" {
		t.Errorf("got %v, %v", secret.Get("value"), err)
	}
}

func TestASecretsMetadataGoesThereAndBack(t *testing.T) {
	api, p := account(t)
	stored := with(storedSecret, object{"spec": object{
		"secretManagerIdentifier": "harnessSecretManager", "valueType": "Inline",
		"additionalMetadata": object{"values": object{"version": "3", "kmsKeyId": "k", "projectId": "p"}},
	}})
	api.On(createSecretLine, data(object{"secret": stored}))
	api.On(readSecretLine, data(object{"secret": stored}))
	config := secretConfig.With(drive.Config{"additional_metadata": []drive.Config{
		{"values": []drive.Config{{"version": "3", "kms_key_id": "k", "gcp_project_id": "p"}}},
	}})
	secret := made(t, p, "harness_platform_secret_text", config)
	spec := api.Calls()[0].Body["secret"].(object)["spec"].(object)
	if !reflect.DeepEqual(spec["additionalMetadata"], object{"values": object{"version": "3", "kmsKeyId": "k", "projectId": "p"}}) {
		t.Errorf("sent %v", spec)
	}
	unchanged(t, secret, config)
}

func TestASecretOfAnotherKindIsAnError(t *testing.T) {
	api, p := account(t)
	secret := made(t, p, "harness_platform_secret_text", secretConfig)
	api.On(readSecretLine, data(object{"secret": with(storedSecret, object{"type": "SecretFile"})}))
	if err := secret.Refresh(); err == nil || !strings.Contains(err.Error(), "expected secret to be of type SecretText, but got SecretFile") {
		t.Errorf("got %v", err)
	}
}

func TestDataSources(t *testing.T) {
	api, p := account(t)
	api.On("GET /gateway/ng/api/user/currentUser", data(object{"uuid": "u1", "name": "Me", "email": "me@example.com", "admin": true}))
	for _, one := range []struct {
		kind   string
		config drive.Config
		wanted map[string]any
	}{
		{"harness_platform_current_user", drive.Config{}, map[string]any{"id": "u1", "uuid": "u1", "name": "Me", "email": "me@example.com", "admin": true}},
		{"harness_platform_service_account", drive.Config{"identifier": "bot"}, map[string]any{"id": "bot", "email": "bot@service.harness.io", "account_id": "acct"}},
		{"harness_platform_apikey", keyConfig.With(drive.Config{"name": nil}), map[string]any{"id": "key", "name": "key"}},
		{"harness_platform_token", tokenConfig.With(drive.Config{"name": nil, "valid": false}), map[string]any{"id": "tok", "name": "tok", "valid": true}},
	} {
		found, err := p.Data(one.kind, one.config)
		if err != nil {
			t.Errorf("%s: %v", one.kind, err)
		}
		for name, value := range one.wanted {
			if found[name] != value {
				t.Errorf("%s: %s is %v, want %v", one.kind, name, found[name], value)
			}
		}
	}
	api.On(listTokensLine, page())
	api.On(readKeyLine, data(object{"apiKey": nil}))
	for kind, config := range map[string]drive.Config{"harness_platform_token": tokenConfig, "harness_platform_apikey": keyConfig} {
		if found, err := p.Data(kind, config); err != nil || found["id"] != nil || found["name"] != nil {
			t.Errorf("%s without a match: got %v, %v", kind, found, err)
		}
	}
}

func TestTheEndpointMustBeThisMachine(t *testing.T) {
	t.Setenv("HARNESS_ENDPOINT", "")
	for _, config := range []drive.Config{{}, {"endpoint": "https://app.harness.io/gateway"}, {"endpoint": "http://10.0.0.1/gateway"}} {
		if _, err := drive.TryStart(t, Provider(), config); err == nil || !strings.Contains(err.Error(), "stand-in") {
			t.Errorf("%v: got %v", config, err)
		}
	}
	for _, endpoint := range []string{"nonsense", "//localhost/gateway", "http:///gateway", "http://local host/"} {
		if _, err := drive.TryStart(t, Provider(), drive.Config{"endpoint": endpoint}); err == nil || !strings.Contains(err.Error(), "Invalid Harness API endpoint") {
			t.Errorf("%s: got %v", endpoint, err)
		}
	}
}

func TestMissingCredentialsAreOnlyWarnings(t *testing.T) {
	for _, variable := range []string{"HARNESS_ACCOUNT_ID", "HARNESS_PLATFORM_API_KEY", "HARNESS_API_KEY"} {
		t.Setenv(variable, "")
	}
	p := drive.Start(t, Provider(), drive.Config{"endpoint": "http://localhost/gateway"})
	if len(p.Warnings) != 2 {
		t.Errorf("got %q", p.Warnings)
	}
	for _, key := range []string{"api_key", "platform_api_key"} {
		if given := drive.Start(t, Provider(), drive.Config{"endpoint": "http://localhost/gateway", "account_id": "acct", key: "calling"}); len(given.Warnings) > 0 {
			t.Errorf("%s: got %q", key, given.Warnings)
		}
	}
}

func TestSettingsComeFromTheEnvironment(t *testing.T) {
	api, _ := account(t)
	t.Setenv("HARNESS_ENDPOINT", api.URL+"/gateway")
	t.Setenv("HARNESS_ACCOUNT_ID", "acct")
	t.Setenv("HARNESS_PLATFORM_API_KEY", "from the environment")
	made(t, drive.Start(t, Provider(), drive.Config{}), "harness_platform_service_account", botConfig)
	if call := api.Calls()[0]; call.Header.Get("x-api-key") != "from the environment" || call.Query.Get("accountIdentifier") != "acct" {
		t.Errorf("got %v", call)
	}
}
