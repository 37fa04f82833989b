package dynatrace

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"cdktf-access-tokens.example/test/providers/internal/httpretry"
)

const tokensPath = "/api/v2/apiTokens"

// The real provider asks for one page of 10,000, newest first. It never turns to a second page.
const listPath = tokensPath + "?fields=%2Bscopes%2C%2BexpirationDate%2C%2BpersonalAccessToken&pageSize=10000&sort=-creationDate"

var errNoToken = errors.New(`No API Token has been specified.

Specifying an API Token:
- environment variable 'DYNATRACE_API_TOKEN'
- provider configuration attribute 'dt_api_token'`)

type client struct {
	environment string
	token       string
	http        *httpretry.Fixed
}

// apiError is what the API says in an answer of 300 or more.
type apiError struct {
	Code       int               `json:"code"`
	Message    string            `json:"message"`
	Violations []json.RawMessage `json:"constraintViolations"`
	call       string
}

func (e *apiError) Error() string {
	if len(e.Violations) == 0 {
		return e.Message
	}
	lines := []string{e.call + ": " + e.Message}
	for _, violation := range e.Violations {
		lines = append(lines, string(violation))
	}
	return strings.Join(lines, "\n")
}

// call accepts every 2xx and looks at the body only when there is something to read into.
func (c *client) call(ctx context.Context, method, path string, body, into any) error {
	switch {
	case c.environment == "":
		return errors.New("No Environment URL has been specified. Use either the environment variable `DYNATRACE_ENV_URL` " +
			"or the configuration attribute `dt_env_url` of the provider for that")
	case !strings.HasPrefix(c.environment, "http://") && !strings.HasPrefix(c.environment, "https://"):
		return fmt.Errorf("The Environment URL `%s` neither starts with `https://` nor with `http://`. Please check your configuration.", c.environment)
	case c.token == "":
		return errNoToken
	}
	var payload []byte
	if body != nil {
		var err error
		if payload, err = json.Marshal(body); err != nil {
			return err
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, c.environment+path, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Api-Token "+c.token)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "terraform-provider-dynatrace-stand-in")

	answer, err := c.http.Send(request, payload)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	call := method + " " + path
	if answer.StatusCode < 200 || answer.StatusCode >= 300 {
		return newAPIError(call, answer, content)
	}
	if into != nil {
		if err := json.Unmarshal(content, into); err != nil {
			return fmt.Errorf("%s: unmarshal error: %w\n%s", call, err, content)
		}
	}
	return nil
}

func newAPIError(call string, answer *http.Response, content []byte) error {
	var body struct {
		Error *apiError `json:"error"`
	}
	switch err := json.Unmarshal(content, &body); {
	case err == nil && body.Error != nil:
		body.Error.call = call
		return body.Error
	case len(content) > 0:
		return &apiError{Code: answer.StatusCode, Message: string(content), call: call}
	default:
		return &apiError{Code: answer.StatusCode, Message: answer.Status, call: call}
	}
}
