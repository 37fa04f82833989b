/** The report of an app's policies, in its output directory. Its form is schemas/access-tokens-policy.schema.json. */
export const POLICY_REPORT = 'access-tokens-policy.json';
