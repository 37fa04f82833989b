package harness

import (
	"strings"
	"testing"
)

func TestWhyAnAnswerIsEmpty(t *testing.T) {
	for _, test := range []struct {
		rules *governance
		want  string
	}{
		{nil, "token operation blocked"},
		{&governance{ID: "e1"}, "token operation blocked"},
		{&governance{Deny: true}, "token operation denied by OPA policy evaluation"},
		{&governance{Deny: true, ID: "e1"}, "Evaluation ID: e1"},
	} {
		if got := emptyAnswer(test.rules, "token")[0].Summary; !strings.Contains(got, test.want) {
			t.Errorf("%+v is told as %q, want %q", test.rules, got, test.want)
		}
	}
}
