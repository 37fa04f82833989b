package harness

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/hashicorp/go-retryablehttp"
)

// client speaks to the platform API with the provider's account, whatever account_id a resource names.
type client struct {
	endpoint string
	account  string
	key      string
	http     *retryablehttp.Client
}

// envelope is what every answer comes in.
type envelope[T any] struct {
	Data T `json:"data"`
}

// accountQuery is the query nearly every call has.
func (c *client) accountQuery() url.Values {
	return url.Values{"accountIdentifier": {c.account}}
}

func (c *client) get(ctx context.Context, path string, query url.Values, into any) error {
	return c.call(ctx, http.MethodGet, path, query, nil, into)
}

func (c *client) post(ctx context.Context, path string, query url.Values, body, into any) error {
	return c.call(ctx, http.MethodPost, path, query, body, into)
}

func (c *client) put(ctx context.Context, path string, query url.Values, body, into any) error {
	return c.call(ctx, http.MethodPut, path, query, body, into)
}

func (c *client) delete(ctx context.Context, path string, query url.Values) error {
	return c.call(ctx, http.MethodDelete, path, query, nil, nil)
}

func (c *client) call(ctx context.Context, method, path string, query url.Values, body, into any) error {
	// The endpoint is used as it is: a trailing slash in it gives a double slash, as with the real provider.
	target, err := url.Parse(c.endpoint + path)
	if err != nil {
		return err
	}
	target.RawQuery = strings.ReplaceAll(query.Encode(), "+", "%20")

	var payload any
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return err
		}
		payload = encoded
	}
	request, err := retryablehttp.NewRequestWithContext(ctx, method, target.String(), payload)
	if err != nil {
		return err
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", "terraform-provider-harness-platform-stand-in")
	request.Header.Set("x-api-key", c.key)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}

	answer, err := c.http.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	isJSON := strings.Contains(answer.Header.Get("Content-Type"), "application/json")
	if answer.StatusCode >= 300 {
		return newAPIError(answer, content, isJSON)
	}
	if !isJSON {
		return fmt.Errorf("undefined response type: the Harness API answered HTTP %d without 'Content-Type: application/json'. "+
			"The endpoint may be wrong, or a proxy may have answered in its place", answer.StatusCode)
	}
	if into == nil {
		return nil
	}
	return json.NewDecoder(bytes.NewReader(content)).Decode(into)
}
