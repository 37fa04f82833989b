package harness

import "strings"

// expandTags splits at every colon and keeps the first two parts: "a:b:c" becomes a=b, and "k:" becomes k with nothing.
// Both come back from flattenTags other than they went in, which Terraform shows as a change for ever.
func expandTags(tags []any) map[string]string {
	expanded := map[string]string{}
	for _, tag := range tags {
		parts := append(strings.Split(tag.(string), ":"), "")
		expanded[parts[0]] = parts[1]
	}
	return expanded
}

func flattenTags(tags map[string]string) []string {
	flat := []string{}
	for key, value := range tags {
		if value != "" {
			key += ":" + value
		}
		flat = append(flat, key)
	}
	return flat
}
