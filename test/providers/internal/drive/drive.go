// Package drive takes a provider through Terraform's own protocol inside a test: configure, plan, apply, refresh,
// import, destroy. Only that way the SDK's part of the behaviour (what replaces, what drifts, what is lost without
// an id) is seen as Terraform sees it.
package drive

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/hashicorp/go-cty/cty"
	ctyjson "github.com/hashicorp/go-cty/cty/json"
	"github.com/hashicorp/go-cty/cty/msgpack"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// Config is a block as a test writes it. What is left out is null.
type Config map[string]any

// With is a copy with some attributes changed. Nil takes one away.
func (c Config) With(changes Config) Config {
	changed := Config{}
	for name, value := range c {
		changed[name] = value
	}
	for name, value := range changes {
		changed[name] = value
	}
	return changed
}

// ErrGone is what Terraform says when create answers without an id: the object is lost, whatever the API did.
var ErrGone = errors.New("Provider produced inconsistent result after apply: root object was present, but now absent")

// Provider is a configured provider.
type Provider struct {
	t        *testing.T
	schema   *schema.Provider
	server   tfprotov5.ProviderServer
	Warnings []string
}

// Start configures a provider and fails the test when it refuses.
func Start(t *testing.T, provider *schema.Provider, config Config) *Provider {
	t.Helper()
	started, err := TryStart(t, provider, config)
	if err != nil {
		t.Fatal(err)
	}
	return started
}

// TryStart configures a provider and hands on its refusal.
func TryStart(t *testing.T, provider *schema.Provider, config Config) (*Provider, error) {
	t.Helper()
	p := &Provider{t: t, schema: provider, server: provider.GRPCProvider()}
	block := schema.InternalMap(provider.Schema).CoreConfigSchema()
	value, err := block.CoerceValue(p.dynamic(config))
	if err != nil {
		t.Fatal(err)
	}
	prepared, err := p.server.PrepareProviderConfig(context.Background(), &tfprotov5.PrepareProviderConfigRequest{
		Config: p.encode(value, block.ImpliedType()),
	})
	if err := p.problems(diagnosticsOf(prepared), err); err != nil {
		return nil, err
	}
	answer, err := p.server.ConfigureProvider(context.Background(), &tfprotov5.ConfigureProviderRequest{Config: prepared.PreparedConfig})
	if err != nil {
		t.Fatal(err)
	}
	return p, p.problems(answer.Diagnostics, nil)
}

func diagnosticsOf(answer *tfprotov5.PrepareProviderConfigResponse) []*tfprotov5.Diagnostic {
	if answer == nil {
		return nil
	}
	return answer.Diagnostics
}

// Resource is one resource instance with its state.
type Resource struct {
	p       *Provider
	kind    string
	state   cty.Value
	private []byte
}

// Resource is an instance that does not exist yet.
func (p *Provider) Resource(kind string) *Resource {
	r := &Resource{p: p, kind: kind}
	r.state = cty.NullVal(r.typ())
	return r
}

func (r *Resource) definition() *schema.Resource { return r.p.schema.ResourcesMap[r.kind] }
func (r *Resource) typ() cty.Type                { return r.definition().CoreConfigSchema().ImpliedType() }

// Plan is what Terraform would do.
type Plan struct {
	// Changes names the attributes that differ between state and plan.
	Changes []string
	// Replaces names those of them that make Terraform delete and create.
	Replaces []string

	planned cty.Value
	config  cty.Value
	private []byte
}

// Plan plans a configuration and fails the test when the provider refuses it.
func (r *Resource) Plan(config Config) Plan {
	r.p.t.Helper()
	plan, err := r.plan(config, r.state, r.private)
	if err != nil {
		r.p.t.Fatal(err)
	}
	return plan
}

// Validate gives the error of the configuration, if it has one.
func (r *Resource) Validate(config Config) error {
	r.p.t.Helper()
	value, err := r.definition().CoreConfigSchema().CoerceValue(r.p.dynamic(config))
	if err != nil {
		return err
	}
	answer, err := r.p.server.ValidateResourceTypeConfig(context.Background(), &tfprotov5.ValidateResourceTypeConfigRequest{
		TypeName: r.kind,
		Config:   r.p.encode(value, r.typ()),
	})
	if err != nil {
		r.p.t.Fatal(err)
	}
	return r.p.problems(answer.Diagnostics, nil)
}

func (r *Resource) plan(config Config, prior cty.Value, private []byte) (Plan, error) {
	r.p.t.Helper()
	value, err := r.definition().CoreConfigSchema().CoerceValue(r.p.dynamic(config))
	if err != nil {
		r.p.t.Fatal(err)
	}
	answer, err := r.p.server.PlanResourceChange(context.Background(), &tfprotov5.PlanResourceChangeRequest{
		TypeName:         r.kind,
		PriorState:       r.p.encode(prior, r.typ()),
		ProposedNewState: r.p.encode(r.proposed(prior, value), r.typ()),
		Config:           r.p.encode(value, r.typ()),
		PriorPrivate:     private,
	})
	if err != nil {
		r.p.t.Fatal(err)
	}
	if err := r.p.problems(answer.Diagnostics, nil); err != nil {
		return Plan{}, err
	}
	plan := Plan{planned: r.decode(answer.PlannedState), config: value, private: answer.PlannedPrivate}
	for name := range r.typ().AttributeTypes() {
		if prior.IsNull() || !prior.GetAttr(name).RawEquals(plan.planned.GetAttr(name)) {
			plan.Changes = append(plan.Changes, name)
		}
	}
	slices.Sort(plan.Changes)
	for _, path := range answer.RequiresReplace {
		plan.Replaces = append(plan.Replaces, path.String())
	}
	return plan, nil
}

// proposed fills what the configuration leaves to the provider from the state, as Terraform does before it asks.
func (r *Resource) proposed(prior, config cty.Value) cty.Value {
	block := r.definition().CoreConfigSchema()
	merged := map[string]cty.Value{}
	for name := range r.typ().AttributeTypes() {
		merged[name] = config.GetAttr(name)
		attribute, ok := block.Attributes[name]
		if !ok || !attribute.Computed || !merged[name].IsNull() {
			continue
		}
		if prior.IsNull() {
			merged[name] = cty.UnknownVal(attribute.Type)
		} else {
			merged[name] = prior.GetAttr(name)
		}
	}
	return cty.ObjectVal(merged)
}

// Apply plans and applies, and deletes first where the plan replaces. On an error the state is what Terraform would
// keep.
func (r *Resource) Apply(config Config) error {
	r.p.t.Helper()
	plan, err := r.plan(config, r.state, r.private)
	if err != nil {
		return err
	}
	if len(plan.Replaces) > 0 {
		if err := r.Destroy(); err != nil {
			return err
		}
		if plan, err = r.plan(config, r.state, nil); err != nil {
			return err
		}
	}
	return r.apply(plan.planned, plan.config, plan.private)
}

// Destroy deletes the resource.
func (r *Resource) Destroy() error {
	r.p.t.Helper()
	null := cty.NullVal(r.typ())
	return r.apply(null, null, r.private)
}

func (r *Resource) apply(planned, config cty.Value, private []byte) error {
	r.p.t.Helper()
	answer, err := r.p.server.ApplyResourceChange(context.Background(), &tfprotov5.ApplyResourceChangeRequest{
		TypeName:       r.kind,
		PriorState:     r.p.encode(r.state, r.typ()),
		PlannedState:   r.p.encode(planned, r.typ()),
		Config:         r.p.encode(config, r.typ()),
		PlannedPrivate: private,
	})
	if err != nil {
		r.p.t.Fatal(err)
	}
	prior := r.state
	r.state = r.decode(answer.NewState)
	r.private = answer.Private
	if err := r.p.problems(answer.Diagnostics, nil); err != nil {
		// Terraform keeps what it had when a provider fails without anything new.
		if r.state.IsNull() {
			r.state = prior
		}
		return err
	}
	if !planned.IsNull() && r.state.IsNull() {
		return ErrGone
	}
	return nil
}

// Refresh reads the resource.
func (r *Resource) Refresh() error {
	r.p.t.Helper()
	answer, err := r.p.server.ReadResource(context.Background(), &tfprotov5.ReadResourceRequest{
		TypeName:     r.kind,
		CurrentState: r.p.encode(r.state, r.typ()),
		Private:      r.private,
	})
	if err != nil {
		r.p.t.Fatal(err)
	}
	if err := r.p.problems(answer.Diagnostics, nil); err != nil {
		return err
	}
	r.state = r.decode(answer.NewState)
	r.private = answer.Private
	return nil
}

// Import imports by an id, without the refresh that follows.
func (r *Resource) Import(id string) error {
	r.p.t.Helper()
	answer, err := r.p.server.ImportResourceState(context.Background(), &tfprotov5.ImportResourceStateRequest{TypeName: r.kind, ID: id})
	if err != nil {
		r.p.t.Fatal(err)
	}
	if err := r.p.problems(answer.Diagnostics, nil); err != nil {
		return err
	}
	r.state = r.decode(answer.ImportedResources[0].State)
	r.private = answer.ImportedResources[0].Private
	return nil
}

// decode reads an answer and puts its blocks right, as Terraform does for providers made with this SDK: no block list is
// null, and one that is not known yet has one entry that is not known yet.
func (r *Resource) decode(answer *tfprotov5.DynamicValue) cty.Value {
	r.p.t.Helper()
	value := r.p.decode(answer, r.typ())
	if value.IsNull() {
		return value
	}
	attributes := value.AsValueMap()
	for name := range r.definition().CoreConfigSchema().BlockTypes {
		element := attributes[name].Type().ElementType()
		isSet := attributes[name].Type().IsSetType()
		switch {
		case !attributes[name].IsKnown() && isSet:
			attributes[name] = cty.SetVal([]cty.Value{cty.UnknownVal(element)})
		case !attributes[name].IsKnown():
			unknown := map[string]cty.Value{}
			for inner, kind := range element.AttributeTypes() {
				unknown[inner] = cty.UnknownVal(kind)
			}
			attributes[name] = cty.ListVal([]cty.Value{cty.ObjectVal(unknown)})
		case attributes[name].IsNull() && isSet:
			attributes[name] = cty.SetValEmpty(element)
		case attributes[name].IsNull():
			attributes[name] = cty.ListValEmpty(element)
		}
	}
	return cty.ObjectVal(attributes)
}

// Gone tells that there is no state.
func (r *Resource) Gone() bool { return r.state.IsNull() }

// Get is an attribute of the state as JSON has it, nil for null.
func (r *Resource) Get(name string) any {
	r.p.t.Helper()
	if r.Gone() {
		r.p.t.Fatalf("%s has no state", r.kind)
	}
	return r.p.plain(r.state.GetAttr(name))
}

// Data reads a data source.
func (p *Provider) Data(kind string, config Config) (map[string]any, error) {
	p.t.Helper()
	block := p.schema.DataSourcesMap[kind].CoreConfigSchema()
	value, err := block.CoerceValue(p.dynamic(config))
	if err != nil {
		p.t.Fatal(err)
	}
	answer, err := p.server.ReadDataSource(context.Background(), &tfprotov5.ReadDataSourceRequest{
		TypeName: kind,
		Config:   p.encode(value, block.ImpliedType()),
	})
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.problems(answer.Diagnostics, nil); err != nil {
		return nil, err
	}
	attributes := map[string]any{}
	state := p.decode(answer.State, block.ImpliedType())
	for name := range block.ImpliedType().AttributeTypes() {
		attributes[name] = p.plain(state.GetAttr(name))
	}
	return attributes, nil
}

func (p *Provider) problems(diagnostics []*tfprotov5.Diagnostic, err error) error {
	if err != nil {
		return err
	}
	var found error
	for _, one := range diagnostics {
		if one.Severity == tfprotov5.DiagnosticSeverityError {
			found = errors.Join(found, errors.New(one.Summary+one.Detail))
		} else {
			p.Warnings = append(p.Warnings, one.Summary)
		}
	}
	return found
}

func (p *Provider) dynamic(config Config) cty.Value {
	p.t.Helper()
	present := Config{}
	for name, value := range config {
		if value != nil {
			present[name] = value
		}
	}
	text, err := json.Marshal(present)
	if err != nil {
		p.t.Fatal(err)
	}
	kind, err := ctyjson.ImpliedType(text)
	if err != nil {
		p.t.Fatal(err)
	}
	value, err := ctyjson.Unmarshal(text, kind)
	if err != nil {
		p.t.Fatal(err)
	}
	return value
}

func (p *Provider) plain(value cty.Value) any {
	p.t.Helper()
	text, err := ctyjson.Marshal(value, value.Type())
	if err != nil {
		p.t.Fatal(err)
	}
	var plain any
	if err := json.Unmarshal(text, &plain); err != nil {
		p.t.Fatal(err)
	}
	return plain
}

func (p *Provider) encode(value cty.Value, kind cty.Type) *tfprotov5.DynamicValue {
	p.t.Helper()
	packed, err := msgpack.Marshal(value, kind)
	if err != nil {
		p.t.Fatal(err)
	}
	return &tfprotov5.DynamicValue{MsgPack: packed}
}

func (p *Provider) decode(value *tfprotov5.DynamicValue, kind cty.Type) cty.Value {
	p.t.Helper()
	unpacked, err := msgpack.Unmarshal(value.MsgPack, kind)
	if err != nil {
		p.t.Fatal(err)
	}
	return unpacked
}
