// Package apitest is a scripted API for tests: a list of expected calls with their answers, and what was really sent.
package apitest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// Call is a call the API got.
type Call struct {
	Method string
	Path   string
	Query  url.Values
	Header http.Header
	Body   map[string]any
}

// Line is the call as tests compare it.
func (c Call) Line() string { return c.Method + " " + c.Path }

// Answer is what the API answers. A string is sent as it is, everything else as JSON, nil as nothing.
type Answer struct {
	Status  int
	Body    any
	Headers map[string]string
}

// API answers calls by "METHOD /path". A path with several answers gives them in turn and repeats the last.
type API struct {
	t      *testing.T
	mutex  sync.Mutex
	routes map[string][]Answer
	calls  []Call
	URL    string
}

// New starts an API that ends with the test.
func New(t *testing.T) *API {
	t.Helper()
	api := &API{t: t, routes: map[string][]Answer{}}
	server := httptest.NewServer(api)
	t.Cleanup(server.Close)
	api.URL = server.URL
	return api
}

// On says what a call is answered from now on.
func (a *API) On(line string, answers ...Answer) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.routes[line] = answers
}

// Calls are the calls since the last time this was asked.
func (a *API) Calls() []Call {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	calls := a.calls
	a.calls = nil
	return calls
}

// Lines are those calls in short.
func (a *API) Lines() string {
	lines := []string{}
	for _, call := range a.Calls() {
		lines = append(lines, call.Line())
	}
	return strings.Join(lines, ", ")
}

func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	content, err := io.ReadAll(r.Body)
	if err != nil {
		a.t.Error(err)
	}
	call := Call{Method: r.Method, Path: r.URL.Path, Query: r.URL.Query(), Header: r.Header}
	if len(content) > 0 {
		if err := json.Unmarshal(content, &call.Body); err != nil {
			a.t.Errorf("%s: %v in %s", call.Line(), err, content)
		}
	}
	answer := a.take(call)
	w.Header().Set("Content-Type", "application/json")
	for name, value := range answer.Headers {
		w.Header().Set(name, value)
	}
	w.WriteHeader(answer.Status)
	switch body := answer.Body.(type) {
	case nil:
	case string:
		_, _ = io.WriteString(w, body)
	default:
		if err := json.NewEncoder(w).Encode(body); err != nil {
			a.t.Error(err)
		}
	}
}

func (a *API) take(call Call) Answer {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.calls = append(a.calls, call)
	answers := a.routes[call.Line()]
	if len(answers) == 0 {
		a.t.Errorf("nobody expected %s", call.Line())
		return Answer{Status: http.StatusTeapot}
	}
	if len(answers) > 1 {
		a.routes[call.Line()] = answers[1:]
	}
	answer := answers[0]
	if answer.Status == 0 {
		answer.Status = http.StatusOK
	}
	return answer
}
