package httpretry

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// failing answers every call with this status and counts them.
func failing(t *testing.T, status int, headers map[string]string) (*httptest.Server, *[]string) {
	t.Helper()
	bodies := []string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		content, _ := io.ReadAll(r.Body)
		bodies = append(bodies, string(content))
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
	}))
	t.Cleanup(server.Close)
	return server, &bodies
}

func post(t *testing.T, url string) *retryablehttp.Request {
	t.Helper()
	request, err := retryablehttp.NewRequest(http.MethodPost, url, []byte("body"))
	if err != nil {
		t.Fatal(err)
	}
	return request
}

func TestUnit(t *testing.T) {
	for text, wanted := range map[string]time.Duration{"": time.Second, "1": time.Millisecond, "0": 0, "250": 250 * time.Millisecond} {
		t.Setenv(UnitVariable, text)
		if unit, err := Unit(); err != nil || unit != wanted {
			t.Errorf("%q: got %v, %v, want %v", text, unit, err, wanted)
		}
	}
	for _, text := range []string{"-1", "1s", "x"} {
		t.Setenv(UnitVariable, text)
		if _, err := Unit(); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}

func TestExponentialGivesUpAfterElevenAttempts(t *testing.T) {
	for _, status := range []int{429, 500, 502, 503} {
		server, bodies := failing(t, status, nil)
		_, err := Exponential(0).Do(post(t, server.URL))
		if err == nil || !strings.Contains(err.Error(), "giving up after 11 attempt(s)") {
			t.Errorf("%d: got %v", status, err)
		}
		if len(*bodies) != 11 || (*bodies)[10] != "body" {
			t.Errorf("%d: got %q, want the body 11 times", status, *bodies)
		}
	}
}

func TestExponentialDoesNotRetryOtherAnswers(t *testing.T) {
	for _, status := range []int{200, 400, 401, 404, 501} {
		server, bodies := failing(t, status, nil)
		answer, err := Exponential(0).Do(post(t, server.URL))
		if err != nil || answer.StatusCode != status || len(*bodies) != 1 {
			t.Errorf("%d: got %v after %d calls", status, err, len(*bodies))
		}
	}
}

func TestExponentialRetriesABrokenConnection(t *testing.T) {
	server, _ := failing(t, 200, nil)
	server.Close()
	if _, err := Exponential(0).Do(post(t, server.URL)); err == nil || !strings.Contains(err.Error(), "giving up after 11 attempt(s)") {
		t.Errorf("got %v", err)
	}
}

func TestExponentialDoublesFromOneSecondToThirty(t *testing.T) {
	client := Exponential(time.Millisecond)
	for attempt, wanted := range []time.Duration{1, 2, 4, 8, 16, 30, 30} {
		if wait := client.Backoff(client.RetryWaitMin, client.RetryWaitMax, attempt, nil); wait != wanted*time.Millisecond {
			t.Errorf("attempt %d: got %v, want %v ms", attempt, wait, int(wanted))
		}
	}
}

func TestExponentialHonoursRetryAfterInItsOwnUnit(t *testing.T) {
	client := Exponential(time.Millisecond)
	for status, wanted := range map[int]time.Duration{429: 7, 503: 7, 500: 1} {
		answer := &http.Response{StatusCode: status, Header: http.Header{"Retry-After": {"7"}}}
		if wait := client.Backoff(client.RetryWaitMin, client.RetryWaitMax, 0, answer); wait != wanted*time.Millisecond {
			t.Errorf("%d: got %v, want %v ms", status, wait, int(wanted))
		}
	}
}

func TestExponentialDoesNotRetryARefusal(t *testing.T) {
	started := time.Now()
	if _, err := Exponential(time.Second).Do(post(t, "http://192.0.2.1/")); err == nil {
		t.Error("a call away from this machine went through")
	}
	if time.Since(started) > time.Second {
		t.Error("a refusal was tried again")
	}
}

func TestFixedRetriesThirtyTimesOnThrottlingOnly(t *testing.T) {
	for status, calls := range map[int]int{429: 31, 503: 31, 500: 1, 502: 1, 200: 1, 404: 1} {
		// The header is there to be ignored.
		server, bodies := failing(t, status, map[string]string{"Retry-After": "60"})
		request, err := http.NewRequest(http.MethodPut, server.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := NewFixed(0).Send(request, []byte("body"))
		if err != nil || answer.StatusCode != status {
			t.Errorf("%d: got %v", status, err)
		}
		if len(*bodies) != calls || (*bodies)[calls-1] != "body" {
			t.Errorf("%d: got %q, want the body %d times", status, *bodies, calls)
		}
	}
}

func TestFixedWaitsTenOfItsSeconds(t *testing.T) {
	served := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if served++; served == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer server.Close()
	request, err := http.NewRequest(http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	if _, err := NewFixed(5*time.Millisecond).Send(request, nil); err != nil {
		t.Fatal(err)
	}
	if waited := time.Since(started); waited < 50*time.Millisecond {
		t.Errorf("waited %v, want 50 ms", waited)
	}
}

func TestFixedDoesNotRetryABrokenConnection(t *testing.T) {
	server, _ := failing(t, 200, nil)
	server.Close()
	request, err := http.NewRequest(http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	if _, err := NewFixed(time.Second).Send(request, nil); err == nil || time.Since(started) > 5*time.Second {
		t.Errorf("got %v after %v", err, time.Since(started))
	}
}
