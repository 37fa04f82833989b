// Package schematest compares the schema a stand-in serves with the one this library's bindings are generated from.
package schematest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// Equal fails for every attribute, block, resource and data source that is missing, extra or different.
// The file, one of the library's folder schemas, has the form of `terraform providers schema -json`.
func Equal(t *testing.T, provider *schema.Provider, name, address string) {
	t.Helper()
	file := filepath.Join(schemas(), name)
	if err := provider.InternalValidate(); err != nil {
		t.Fatalf("the schema is not valid: %v", err)
	}
	wanted := described(t, file, address)
	served := served(t, provider)
	for _, problem := range Differences(wanted, served) {
		t.Error(problem)
	}
	if len(wanted) == 0 {
		t.Errorf("%s describes nothing of %s", file, address)
	}
}

// schemas is where the library has them, seen from the package under test, unless a copy of this module is tested elsewhere.
func schemas() string {
	if folder := os.Getenv("SCHEMAS"); folder != "" {
		return folder
	}
	return filepath.Join("..", "..", "..", "..", "schemas")
}

// Differences lists what stands in one of the two only, or in both but not alike.
func Differences(wanted, served map[string]string) []string {
	problems := []string{}
	for path, text := range wanted {
		switch other, ok := served[path]; {
		case !ok:
			problems = append(problems, fmt.Sprintf("%s is missing, want %s", path, text))
		case other != text:
			problems = append(problems, fmt.Sprintf("%s is %s, want %s", path, other, text))
		}
	}
	for path, text := range served {
		if _, ok := wanted[path]; !ok {
			problems = append(problems, fmt.Sprintf("%s is extra: %s", path, text))
		}
	}
	slices.Sort(problems)
	return problems
}

type providersFile struct {
	ProviderSchemas map[string]struct {
		Provider    versioned            `json:"provider"`
		Resources   map[string]versioned `json:"resource_schemas"`
		DataSources map[string]versioned `json:"data_source_schemas"`
	} `json:"provider_schemas"`
}

type versioned struct {
	Version int64 `json:"version"`
	Block   block `json:"block"`
}

type block struct {
	Attributes map[string]attribute   `json:"attributes"`
	Blocks     map[string]nestedBlock `json:"block_types"`
}

type attribute struct {
	Type      json.RawMessage `json:"type"`
	Required  bool            `json:"required"`
	Optional  bool            `json:"optional"`
	Computed  bool            `json:"computed"`
	Sensitive bool            `json:"sensitive"`
}

type nestedBlock struct {
	NestingMode string `json:"nesting_mode"`
	MinItems    int64  `json:"min_items"`
	MaxItems    int64  `json:"max_items"`
	Block       block  `json:"block"`
}

func described(t *testing.T, file, address string) map[string]string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var parsed providersFile
	if err := json.Unmarshal(content, &parsed); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	provider, ok := parsed.ProviderSchemas[address]
	if !ok {
		t.Fatalf("%s has no provider %s", file, address)
	}
	flat := map[string]string{}
	flatten(t, flat, "provider", provider.Provider)
	for name, one := range provider.Resources {
		flatten(t, flat, "resource "+name, one)
	}
	for name, one := range provider.DataSources {
		flatten(t, flat, "data "+name, one)
	}
	return flat
}

func served(t *testing.T, provider *schema.Provider) map[string]string {
	t.Helper()
	answer, err := provider.GRPCProvider().GetProviderSchema(context.Background(), &tfprotov5.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	flat := map[string]string{}
	flatten(t, flat, "provider", fromProtocol(t, answer.Provider))
	for name, one := range answer.ResourceSchemas {
		flatten(t, flat, "resource "+name, fromProtocol(t, one))
	}
	for name, one := range answer.DataSourceSchemas {
		flatten(t, flat, "data "+name, fromProtocol(t, one))
	}
	return flat
}

// fromProtocol is the form Terraform itself gives a schema in `terraform providers schema -json`.
func fromProtocol(t *testing.T, one *tfprotov5.Schema) versioned {
	t.Helper()
	return versioned{Version: one.Version, Block: blockFromProtocol(t, one.Block)}
}

func blockFromProtocol(t *testing.T, from *tfprotov5.SchemaBlock) block {
	t.Helper()
	to := block{Attributes: map[string]attribute{}, Blocks: map[string]nestedBlock{}}
	for _, one := range from.Attributes {
		kind, err := one.Type.MarshalJSON() //nolint:staticcheck // the wire form, which is what the file holds
		if err != nil {
			t.Fatal(err)
		}
		to.Attributes[one.Name] = attribute{
			Type:      kind,
			Required:  one.Required,
			Optional:  one.Optional,
			Computed:  one.Computed,
			Sensitive: one.Sensitive,
		}
	}
	for _, one := range from.BlockTypes {
		to.Blocks[one.TypeName] = nestedBlock{
			NestingMode: strings.ToLower(one.Nesting.String()),
			MinItems:    one.MinItems,
			MaxItems:    one.MaxItems,
			Block:       blockFromProtocol(t, one.Block),
		}
	}
	return to
}

func flatten(t *testing.T, flat map[string]string, path string, one versioned) {
	t.Helper()
	flat[path] = fmt.Sprintf("version %d", one.Version)
	flattenBlock(t, flat, path, one.Block)
}

func flattenBlock(t *testing.T, flat map[string]string, path string, one block) {
	t.Helper()
	for name, attribute := range one.Attributes {
		// Through any and back, so that white space and the order of an object's keys do not count.
		var kind any
		if err := json.Unmarshal(attribute.Type, &kind); err != nil {
			t.Fatalf("%s.%s: %v", path, name, err)
		}
		text, err := json.Marshal(kind)
		if err != nil {
			t.Fatal(err)
		}
		flat[path+"."+name] = fmt.Sprintf("type %s, required %t, optional %t, computed %t, sensitive %t",
			text, attribute.Required, attribute.Optional, attribute.Computed, attribute.Sensitive)
	}
	for name, nested := range one.Blocks {
		flat[path+"."+name] = fmt.Sprintf("block %s, min %d, max %d", nested.NestingMode, nested.MinItems, nested.MaxItems)
		flattenBlock(t, flat, path+"."+name, nested.Block)
	}
}
