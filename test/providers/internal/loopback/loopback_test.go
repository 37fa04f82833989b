package loopback

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestCheckAcceptsThisMachineOnly(t *testing.T) {
	for _, accepted := range []string{
		"http://127.0.0.1:8080", "http://127.9.9.9/gateway", "https://[::1]:9", "http://localhost/x", "http://LocalHost:1", "http://[::ffff:127.0.0.1]",
	} {
		if err := Check("the endpoint", accepted); err != nil {
			t.Errorf("%s: %v", accepted, err)
		}
	}
	for _, refused := range []string{
		"https://app.harness.io/gateway", "https://abc.live.dynatrace.com", "http://127.0.0.1@example.com", "http://127.0.0.1.example.com",
		"http://localhost.example.com", "http://0.0.0.0", "http://10.0.0.1", "http://[::2]", "no url at all",
	} {
		if err := Check("the endpoint", refused); !errors.Is(err, ErrNotLoopback) {
			t.Errorf("%s: got %v, want a refusal", refused, err)
		}
	}
}

func TestTransportRefusesARedirectAway(t *testing.T) {
	server := httptest.NewServer(http.RedirectHandler("http://192.0.2.1/", http.StatusFound))
	defer server.Close()
	client := &http.Client{Transport: Transport()}
	if _, err := client.Get(server.URL); !errors.Is(err, ErrNotLoopback) {
		t.Errorf("got %v, want a refusal", err)
	}
}

func TestTransportUsesNoProxy(t *testing.T) {
	if Transport().Proxy != nil {
		t.Error("a proxy would carry the call away from this machine")
	}
}
