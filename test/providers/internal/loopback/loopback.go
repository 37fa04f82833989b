// Package loopback keeps a stand-in on this machine. A stand-in has the real provider's address and reads the
// real provider's environment variables, so a developer's real account is one forgotten variable away.
package loopback

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/hashicorp/go-cleanhttp"
)

// ErrNotLoopback is in the chain of every refusal, so that a caller can tell it from a broken connection.
var ErrNotLoopback = errors.New("not a loopback address")

// Check refuses every URL whose host is not this machine.
func Check(what, rawURL string) error {
	parsed, err := url.Parse(rawURL)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	host := parsed.Hostname()
	if strings.EqualFold(host, "localhost") || isLoopback(host) {
		return nil
	}
	return fmt.Errorf("%s %q is %w: this provider is a stand-in for tests, it talks to 127.0.0.0/8, ::1 and localhost only "+
		"and never to a real account", what, rawURL, ErrNotLoopback)
}

// Transport connects to this machine only, and through no proxy. Check alone is not enough: a redirect, or a name
// server that gives localhost another address, would still lead away.
func Transport() *http.Transport {
	transport := cleanhttp.DefaultPooledTransport()
	transport.Proxy = nil
	dialer := &net.Dialer{
		Timeout: 30 * time.Second,
		Control: func(_, address string, _ syscall.RawConn) error {
			host, _, err := net.SplitHostPort(address)
			if err != nil {
				return err
			}
			if !isLoopback(host) {
				return fmt.Errorf("%s is %w: a stand-in provider connects to this machine only", address, ErrNotLoopback)
			}
			return nil
		},
	}
	transport.DialContext = dialer.DialContext
	return transport
}

func isLoopback(host string) bool {
	address, err := netip.ParseAddr(host)
	return err == nil && address.Unmap().IsLoopback()
}
