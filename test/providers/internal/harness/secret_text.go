package harness

import (
	"context"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/validation"
)

const secretTextType = "SecretText"

type secret struct {
	Type        string            `json:"type"`
	Name        string            `json:"name"`
	Identifier  string            `json:"identifier"`
	Org         string            `json:"orgIdentifier,omitempty"`
	Project     string            `json:"projectIdentifier,omitempty"`
	Tags        map[string]string `json:"tags,omitempty"`
	Description string            `json:"description,omitempty"`
	Spec        secretTextSpec    `json:"spec"`
}

type secretTextSpec struct {
	SecretManager      string         `json:"secretManagerIdentifier"`
	ValueType          string         `json:"valueType"`
	Value              string         `json:"value,omitempty"`
	AdditionalMetadata secretMetadata `json:"additionalMetadata"`
}

type secretMetadata struct {
	Values map[string]string `json:"values,omitempty"`
}

type secretRequest struct {
	Secret *secret `json:"secret"`
}

type secretAnswer = envelope[*struct {
	Secret     *secret     `json:"secret"`
	Governance *governance `json:"governanceMetadata"`
}]

// secretMetadataKeys says how the attributes of additional_metadata are called in the API.
var secretMetadataKeys = map[string]string{
	"version":        "version",
	"kms_key_id":     "kmsKeyId",
	"regions":        "regions",
	"gcp_project_id": "projectId",
}

func secretTextResource() *schema.Resource {
	values := map[string]*schema.Schema{}
	for attribute := range secretMetadataKeys {
		values[attribute] = optionalString()
	}
	return &schema.Resource{
		CreateContext: createSecretText,
		ReadContext:   readSecretText,
		UpdateContext: updateSecretText,
		DeleteContext: deleteSecretText,
		Importer:      importer("identifier"),
		Schema: resourceSchema(map[string]*schema.Schema{
			"secret_manager_identifier": {Type: schema.TypeString, Required: true, ForceNew: true},
			"value_type": {
				Type:         schema.TypeString,
				Required:     true,
				ValidateFunc: validation.StringInSlice([]string{"Reference", "Inline", "CustomSecretManagerValues"}, false),
			},
			"value": {Type: schema.TypeString, Optional: true, Sensitive: true},
			"additional_metadata": {
				Type:     schema.TypeList,
				Optional: true,
				Elem: &schema.Resource{Schema: map[string]*schema.Schema{
					"values": {Type: schema.TypeSet, Optional: true, Elem: &schema.Resource{Schema: values}},
				}},
			},
		}),
	}
}

func createSecretText(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var answer secretAnswer
	if err := c.post(ctx, "/ng/api/v2/secrets", c.scopeQuery(d), secretRequest{buildSecretText(d)}, &answer); err != nil {
		return failed(err, d)
	}
	return storeSecretText(d, answer)
}

func updateSecretText(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var answer secretAnswer
	if err := c.put(ctx, "/ng/api/v2/secrets/"+d.Id(), c.scopeQuery(d), secretRequest{buildSecretText(d)}, &answer); err != nil {
		return failed(err, d)
	}
	return storeSecretText(d, answer)
}

func readSecretText(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var answer secretAnswer
	if err := c.get(ctx, "/ng/api/v2/secrets/"+d.Id(), c.scopeQuery(d), &answer); err != nil {
		return failedToRead(err, d)
	}
	if answer.Data == nil {
		return nil
	}
	if answer.Data.Secret == nil {
		return crash("the answer has no secret")
	}
	if kind := answer.Data.Secret.Type; kind != secretTextType {
		return diag.Errorf("expected secret to be of type %s, but got %s", secretTextType, kind)
	}
	return setSecretText(d, answer.Data.Secret)
}

func deleteSecretText(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	if err := c.delete(ctx, "/ng/api/v2/secrets/"+d.Id(), c.scopeQuery(d)); err != nil {
		return failed(err, d)
	}
	return nil
}

func buildSecretText(d *schema.ResourceData) *secret {
	built := &secret{
		Type:        secretTextType,
		Name:        d.Get("name").(string),
		Identifier:  d.Get("identifier").(string),
		Org:         d.Get("org_id").(string),
		Project:     d.Get("project_id").(string),
		Tags:        expandTags(d.Get("tags").(*schema.Set).List()),
		Description: d.Get("description").(string),
		Spec: secretTextSpec{
			SecretManager: d.Get("secret_manager_identifier").(string),
			ValueType:     d.Get("value_type").(string),
			Value:         d.Get("value").(string),
		},
	}
	if metadata := firstBlock(d, "additional_metadata"); metadata != nil {
		values := map[string]string{}
		for _, entry := range metadata["values"].(*schema.Set).List() {
			for attribute, key := range secretMetadataKeys {
				if value := entry.(map[string]any)[attribute].(string); value != "" {
					values[key] = value
				}
			}
		}
		built.Spec.AdditionalMetadata.Values = values
	}
	return built
}

func storeSecretText(d *schema.ResourceData, answer secretAnswer) diag.Diagnostics {
	if answer.Data == nil {
		return emptyAnswer(nil, "secret")
	}
	if answer.Data.Secret == nil {
		return emptyAnswer(answer.Data.Governance, "secret")
	}
	return setSecretText(d, answer.Data.Secret)
}

// setSecretText reads a value back only when it is a reference. An inline value that changed elsewhere goes unnoticed,
// and after an import it is empty.
func setSecretText(d *schema.ResourceData, read *secret) diag.Diagnostics {
	d.SetId(read.Identifier)
	values := map[string]any{
		"identifier":                read.Identifier,
		"name":                      read.Name,
		"description":               read.Description,
		"tags":                      flattenTags(read.Tags),
		"org_id":                    read.Org,
		"project_id":                read.Project,
		"secret_manager_identifier": read.Spec.SecretManager,
		"value_type":                read.Spec.ValueType,
	}
	if read.Spec.ValueType == "Reference" {
		values["value"] = read.Spec.Value
	}
	if metadata := read.Spec.AdditionalMetadata.Values; metadata != nil {
		block := map[string]any{}
		if len(metadata) > 0 {
			entry := map[string]any{}
			for attribute, key := range secretMetadataKeys {
				if value, ok := metadata[key]; ok {
					entry[attribute] = value
				}
			}
			block["values"] = []any{entry}
		}
		values["additional_metadata"] = []any{block}
	}
	return setAll(d, values)
}
