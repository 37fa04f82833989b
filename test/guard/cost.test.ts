/** What the guard costs an app that has no token, and what it still sees there. */
import * as cdktf from 'cdktf';
import { Construct, Node } from 'constructs';
import { dynatrace } from '../../src';
import { newApp } from '../util/stacks';

/** How often a synth asks a construct for what is below it. */
function visitsOf(stacks: number): number {
  const app = newApp();
  for (let index = 0; index < stacks; index++) {
    const stack = new cdktf.TerraformStack(app, `Stack${index}`);
    Array.from({ length: 10 }, (_, other) => new Construct(stack, `Other${other}`));
  }
  const visits = jest.spyOn(Node.prototype, 'children', 'get');
  try {
    app.synth();
    return visits.mock.calls.length;
  } finally {
    visits.mockRestore();
  }
}

test('ten times the stacks without a token are looked through ten times as often, not a hundred times', () => {
  expect(visitsOf(50) / visitsOf(5)).toBeLessThan(15);
});

test('a token that an aspect adds while the app is synthesized is guarded', () => {
  const app = newApp();
  const stack = new cdktf.TerraformStack(app, 'Stack');
  let added = false;
  cdktf.Aspects.of(stack).add({
    visit: () => {
      if (!added) {
        added = true;
        new dynatrace.DynatraceProvider(stack, 'Dynatrace');
        const token = new dynatrace.ApiToken(stack, 'Added', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
        new cdktf.TerraformOutput(stack, 'Clear', { value: token.value });
      }
    },
  });
  expect(() => app.synth()).toThrow(/output 'Clear' must be sensitive/);
});
