/** Delays without waiting: the test says when the time of one is over. */
import { setImmediate } from 'node:timers/promises';
import { harness, NOW, SERVICE_ACCOUNT, start } from './support';

type Wait = (milliseconds: number, value: undefined, options: { signal: AbortSignal }) => Promise<void>;
const wait = jest.fn<ReturnType<Wait>, Parameters<Wait>>();
jest.mock('node:timers/promises', () => ({ ...jest.requireActual('node:timers/promises'), setTimeout: (...args: Parameters<Wait>) => wait(...args) }));

/** A call that is waiting. The wait ends as Node's own does: by its time, or by its signal. */
function nextDelay(): Promise<{ readonly milliseconds: number; readonly over: () => void }> {
  return new Promise((fulfil) => wait.mockImplementationOnce((milliseconds, _value, { signal }) => new Promise((over, stopped) => {
    signal?.addEventListener('abort', () => stopped(signal.reason));
    fulfil({ milliseconds, over });
  })));
}

test('a delay answers later, as if nothing was', async () => {
  const sandbox = await start({ now: NOW, faults: ['POST /ng/api/serviceaccount=delay:120ms'] });
  const delay = nextDelay();
  const answer = harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
  const { milliseconds, over } = await delay;
  expect(milliseconds).toBe(120);
  expect(sandbox.inventory().serviceAccounts).toEqual([]);
  over();
  expect((await answer).status).toBe(200);
  expect(sandbox.inventory().serviceAccounts).toHaveLength(1);
});

test('a sandbox that stops does not wait for a delay, and the delayed call has no effect', async () => {
  const sandbox = await start({ now: NOW, faults: ['POST /ng/api/serviceaccount=delay:60s'] });
  const delay = nextDelay();
  const call = harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT).catch(() => 'broken');
  const { over } = await delay;
  await sandbox.stop();
  expect(await call).toBe('broken');
  // Were the call still waiting, its time would be over now.
  over();
  await setImmediate();
  expect(sandbox.inventory().serviceAccounts).toEqual([]);
});
