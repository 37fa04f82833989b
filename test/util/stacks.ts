import * as cdktf from 'cdktf';
import { dynatrace, harness } from '../../src';

/** A stack with both providers in an app whose "now" is fixed. */
export function newStack(options: { app?: cdktf.App; id?: string; now?: string } = {}): cdktf.TerraformStack {
  const app = options.app ?? newApp(options.now);
  const stack = new cdktf.TerraformStack(app, options.id ?? 'Stack');
  new harness.HarnessProvider(stack, 'Harness');
  new dynatrace.DynatraceProvider(stack, 'Dynatrace');
  return stack;
}

export function newApp(now = '2026-11-01T00:00:00Z'): cdktf.App {
  const app = cdktf.Testing.app({ context: { 'accessTokens:now': now } });
  // A flag of cdktn's that new apps get, and old ones do not: stacks may stand below other constructs.
  app.node.setContext('failOnConstructsOutsideOfStacks', false);
  return app;
}

/** The stack's Terraform JSON, with all validations run. */
export function synth(stack: cdktf.TerraformStack): any {
  return JSON.parse(cdktf.Testing.synth(stack, true));
}

/** The only resource of a type: its name and attributes. */
export function only(document: any, type: string): any {
  const resources = Object.entries<any>(document.resource?.[type] ?? {});
  expect(resources.map(([name]) => name)).toHaveLength(1);
  return resources[0][1];
}

/** All stacks of an app as App.synth writes them, by name. */
export function synthApp(app: cdktf.App): Record<string, any> {
  app.synth();
  const stacks = app.node.children.filter(cdktf.TerraformStack.isStack);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return Object.fromEntries(stacks.map((stack) => [stack.node.id, withoutMetadata(require(`${app.outdir}/stacks/${stack.node.id}/cdk.tf.json`))]));
}

export function withoutMetadata(value: any): any {
  if (Array.isArray(value)) {
    return value.map(withoutMetadata);
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== '//').map(([key, item]) => [key, withoutMetadata(item)]))
    : value;
}

/** The warnings that a construct and what is below it carry. */
export function warnings(construct: cdktf.TerraformStack): string[] {
  return construct.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => data));
}

/** A string that only Terraform knows, in each of its guises. */
export function lateBoundStrings(stack: cdktf.TerraformStack): Record<string, string> {
  return {
    variable: new cdktf.TerraformVariable(stack, 'anything', { type: 'string' }).stringValue,
    lazy: cdktf.Lazy.stringValue({ produce: () => 'made at synth' }),
    template: '${terraform.workspace}-ci',
    directive: '%{ if true }ci%{ endif }',
    function: cdktf.Fn.join('-', ['a', 'b']),
  };
}

/** Made here, so that no test file holds the form of a live secret. */
export const PASTED = {
  dynatrace: `dt0c01.${'A'.repeat(24)}.${'B'.repeat(64)}`,
  harness: `pat.accountaccountaccount.${'a1'.repeat(12)}.${'Z9'.repeat(10)}`,
};
