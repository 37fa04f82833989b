// Package httpretry waits and tries again the way the two real providers do.
package httpretry

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"cdktf-access-tokens.example/test/providers/internal/loopback"
)

// UnitVariable names the environment variable that says how many milliseconds a second of waiting lasts.
// A permanently failing call blocks the real providers for three to five minutes, which no test can afford.
const UnitVariable = "STAND_IN_RETRY_UNIT_MS"

// Unit is the length of one second of waiting.
func Unit() (time.Duration, error) {
	text := os.Getenv(UnitVariable)
	if text == "" {
		return time.Second, nil
	}
	milliseconds, err := strconv.Atoi(text)
	if err != nil || milliseconds < 0 {
		return 0, fmt.Errorf("%s must be a whole number of milliseconds, got %q", UnitVariable, text)
	}
	return time.Duration(milliseconds) * time.Millisecond, nil
}

func scale(wait, unit time.Duration) time.Duration {
	return time.Duration(wait.Seconds() * float64(unit))
}

// Exponential is the Harness way: go-retryablehttp with 10 retries, on broken connections, 429 and 5xx but 501,
// 1 s doubling to 30 s, or what Retry-After says. Every method is tried again, POST too.
func Exponential(unit time.Duration) *retryablehttp.Client {
	client := retryablehttp.NewClient()
	client.HTTPClient.Transport = loopback.Transport()
	client.Logger = nil
	client.RetryMax = 10
	client.CheckRetry = func(ctx context.Context, answer *http.Response, err error) (bool, error) {
		if errors.Is(err, loopback.ErrNotLoopback) {
			return false, err
		}
		return retryablehttp.DefaultRetryPolicy(ctx, answer, err)
	}
	client.Backoff = func(shortest, longest time.Duration, attempt int, answer *http.Response) time.Duration {
		// Scaled here and not through RetryWaitMin, so that a Retry-After shrinks with the rest.
		return scale(retryablehttp.DefaultBackoff(shortest, longest, attempt, answer), unit)
	}
	return client
}

const (
	fixedRetries = 30
	fixedWait    = 10 * time.Second
)

// Fixed is the Dynatrace way: 30 retries, 10 s apart, on 429 and 503 only. Retry-After is not looked at, and a broken
// connection is an error at once.
type Fixed struct {
	unit time.Duration
	http *http.Client
}

// NewFixed makes a client whose seconds last as long as unit.
func NewFixed(unit time.Duration) *Fixed {
	return &Fixed{unit: unit, http: &http.Client{Transport: loopback.Transport()}}
}

// Send sends a request with this body until the answer is final.
func (c *Fixed) Send(request *http.Request, body []byte) (*http.Response, error) {
	for retries := 0; ; retries++ {
		if body != nil {
			request.Body = io.NopCloser(bytes.NewReader(body))
			request.ContentLength = int64(len(body))
		}
		answer, err := c.http.Do(request)
		if err != nil {
			return nil, err
		}
		throttled := answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode == http.StatusServiceUnavailable
		if !throttled || retries == fixedRetries {
			return answer, nil
		}
		_ = answer.Body.Close()
		select {
		case <-time.After(scale(fixedWait, c.unit)):
		case <-request.Context().Done():
			return nil, request.Context().Err()
		}
	}
}
