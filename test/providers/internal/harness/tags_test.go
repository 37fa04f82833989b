package harness

import (
	"reflect"
	"testing"
)

func TestTagsAreCutAtTheSecondColon(t *testing.T) {
	for tag, back := range map[string]string{
		"k:v": "k:v", "k": "k", "a:b:c": "a:b", "url:https://host": "url:https", "k:": "k", ":v": ":v",
	} {
		if got := flattenTags(expandTags([]any{tag})); !reflect.DeepEqual(got, []string{back}) {
			t.Errorf("%q came back as %q, want %q", tag, got, back)
		}
	}
}
