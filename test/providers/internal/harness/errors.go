package harness

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// apiError is an answer of 300 or more.
type apiError struct {
	statusCode int
	status     string
	code       string
	text       string
}

func (e *apiError) Error() string { return e.text }

// notFound tells by the code in the body, whatever the status: that is what the real provider goes by.
func (e *apiError) notFound() bool {
	return e.code == "ENTITY_NOT_FOUND" || e.code == "RESOURCE_NOT_FOUND_EXCEPTION"
}

type errorBody struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Errors  []struct {
		Field string `json:"fieldId"`
		Error string `json:"error"`
	} `json:"errors"`
	ResponseMessages []struct {
		Message string `json:"message"`
	} `json:"responseMessages"`
}

func (b errorBody) text() string {
	switch {
	case b.Message != "":
		return b.Message
	case len(b.ResponseMessages) > 0:
		return b.ResponseMessages[0].Message
	case len(b.Errors) > 0:
		return b.Errors[0].Field + " " + b.Errors[0].Error
	default:
		return b.Code
	}
}

func newAPIError(answer *http.Response, content []byte, isJSON bool) *apiError {
	failure := &apiError{statusCode: answer.StatusCode, status: answer.Status, text: answer.Status}
	var body errorBody
	parseError := json.Unmarshal(content, &body)
	if parseError == nil {
		failure.code = body.Code
	}
	// The text of the API reaches the user with these two only. Of any other status just the status line does.
	if answer.StatusCode == http.StatusBadRequest || answer.StatusCode == http.StatusInternalServerError {
		switch {
		case !isJSON:
			failure.text = "undefined response type"
		case parseError != nil:
			failure.text = parseError.Error()
		default:
			failure.text = body.text()
		}
	}
	return failure
}

// failed reports an error of create, update and delete, and of those reads that do not notice a missing entity.
func failed(err error, d *schema.ResourceData) diag.Diagnostics {
	return report(err, d, false)
}

// failedToRead forgets a resource the API no longer knows and reports every other error.
func failedToRead(err error, d *schema.ResourceData) diag.Diagnostics {
	return report(err, d, true)
}

func report(err error, d *schema.ResourceData, reading bool) diag.Diagnostics {
	var failure *apiError
	if !errors.As(err, &failure) {
		return diag.FromErr(err)
	}
	switch failure.statusCode {
	case http.StatusUnauthorized:
		return diag.Errorf("%s", failure.status+"\nHint:\n"+
			"1) Please check if token has expired or is wrong.\n"+
			"2) Harness Provider is misconfigured. For firstgen resources please give the correct api_key and for nextgen resources please give the correct platform_api_key.")
	case http.StatusForbidden:
		return diag.Errorf("%s", failure.status+"\nHint:\n"+
			"1) Please check if the token has required permission for this operation.\n"+
			"2) Please check if the token has expired or is wrong.")
	}
	if reading && failure.notFound() {
		d.SetId("")
		return nil
	}
	if failure.statusCode == http.StatusNotFound {
		if reading {
			return crash("the 404 of the API has no known 'code' in its body")
		}
		return diag.Errorf("resource with ID %s not found: %v", d.Id(), failure)
	}
	return diag.FromErr(failure)
}

// crash stands where the real provider dereferences nil and dies. A stand-in says so instead of dying: the run fails
// all the same, and the reason is readable.
func crash(why string) diag.Diagnostics {
	return diag.Errorf("The plugin crashed: %s (the real provider panics here)", why)
}

// governance is what an API puts beside an entity that a policy denied.
type governance struct {
	Deny bool   `json:"deny"`
	ID   string `json:"id"`
}

// emptyAnswer reports a successful call that brought no entity, which is how a policy denial looks.
func emptyAnswer(rules *governance, kind string) diag.Diagnostics {
	if rules == nil || !rules.Deny {
		return diag.Errorf("%s operation blocked: API returned empty response. Check governance policies in the Harness UI.", kind)
	}
	text := fmt.Sprintf("%s operation denied by OPA policy evaluation", kind)
	if rules.ID != "" {
		text += fmt.Sprintf(". Evaluation ID: %s — view details under Settings > Governance > Policy Evaluations in the Harness UI", rules.ID)
	}
	return diag.Errorf("%s", text)
}
