package harness

import (
	"context"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

type user struct {
	UUID             string `json:"uuid"`
	Name             string `json:"name"`
	Email            string `json:"email"`
	Token            string `json:"token"`
	DefaultAccountID string `json:"defaultAccountId"`
	Intent           string `json:"intent"`
	Admin            bool   `json:"admin"`
	TwoFactor        bool   `json:"twoFactorAuthenticationEnabled"`
	EmailVerified    bool   `json:"emailVerified"`
	Locked           bool   `json:"locked"`
	SignupAction     string `json:"signupAction"`
	Edition          string `json:"edition"`
	BillingFrequency string `json:"billingFrequency"`
}

func currentUserDataSource() *schema.Resource {
	return &schema.Resource{
		ReadContext: readCurrentUser,
		Schema: map[string]*schema.Schema{
			"uuid":                       computedString(),
			"name":                       computedString(),
			"email":                      computedString(),
			"token":                      computedString(),
			"default_account_id":         computedString(),
			"intent":                     computedString(),
			"admin":                      computedBool(),
			"is_two_factor_auth_enabled": computedBool(),
			"email_verified":             computedBool(),
			"locked":                     computedBool(),
			"signup_action":              computedString(),
			"edition":                    computedString(),
			"billing_frequency":          computedString(),
		},
	}
}

func readCurrentUser(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	c := meta.(*client)
	var answer envelope[*user]
	if err := c.get(ctx, "/ng/api/user/currentUser", c.accountQuery(), &answer); err != nil {
		return failed(err, d)
	}
	if answer.Data == nil {
		return crash("the answer has no user")
	}
	read := answer.Data
	d.SetId(read.UUID)
	return setAll(d, map[string]any{
		"uuid":                       read.UUID,
		"name":                       read.Name,
		"email":                      read.Email,
		"token":                      read.Token,
		"default_account_id":         read.DefaultAccountID,
		"intent":                     read.Intent,
		"admin":                      read.Admin,
		"is_two_factor_auth_enabled": read.TwoFactor,
		"email_verified":             read.EmailVerified,
		"locked":                     read.Locked,
		"signup_action":              read.SignupAction,
		"edition":                    read.Edition,
		"billing_frequency":          read.BillingFrequency,
	})
}
