/** What becomes of a stack whose Dynatrace token has ended: the service deletes it seven days later, and the provider cannot plan for one that is gone. */
import { Duration, dynatrace, Expiration } from '../../src';
import { Workspace } from '../util/workspace';

const DAY = 86_400_000;
const END = '2026-12-01T00:00:00Z';
const LATER = '2027-03-01T00:00:00Z';
const ADDRESS = 'dynatrace_api_token.Reader_F7BF189D';

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
  synth(END);
  await workspace.apply();
});
afterEach(() => workspace.close());

function synth(end: string | undefined): void {
  workspace.synthStack((stack) => {
    if (end) {
      new dynatrace.ApiToken(stack, 'Reader', {
        scopes: [dynatrace.ApiTokenScope.METRICS_READ], expiresAt: Expiration.at(end), warnBeforeExpiry: Duration.days(7),
      });
    }
  });
}

const daysAfterEnd = (days: number) => workspace.sandbox.clock.set(new Date(Date.parse(END) + days * DAY));

describe('until seven days after the end', () => {
  beforeEach(() => daysAfterEnd(6));

  test('a later end replaces the token', async () => {
    synth(LATER);
    await workspace.apply();
    await workspace.expectEmptyPlan();
    expect(workspace.sandbox.inventory().apiTokens).toMatchObject([{ expirationDate: '2027-03-01T00:00:00.000Z', valid: true }]);
  });

  test('a token that was removed from the code is destroyed', async () => {
    synth(undefined);
    await workspace.apply();
    expect(workspace.sandbox.inventory().apiTokens).toEqual([]);
  });
});

describe('from seven days after the end on', () => {
  beforeEach(() => daysAfterEnd(7));

  test.each([['the same', END], ['a later end in', LATER], ['no token in', undefined]])('every plan fails, with %s the code', async (_, end) => {
    synth(end);
    expect((await workspace.plan({ codes: [1] })).output).toContain('does not exist');
    await workspace.destroy({ codes: [1] });
  });

  test('the state has to forget the token; then a later end issues another one', async () => {
    synth(LATER);
    await workspace.terraform(['state', 'rm', ADDRESS]);
    await workspace.apply();
    await workspace.expectEmptyPlan();
    expect(workspace.sandbox.inventory().apiTokens).toMatchObject([{ expirationDate: '2027-03-01T00:00:00.000Z', valid: true }]);
  });
});
