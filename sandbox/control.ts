import type { CallLog } from './call-log';
import type { SandboxClock } from './clock';
import { parseDuration } from './durations';
import { SandboxError } from './errors';
import type { ApiResponse } from './http-server';
import type { Inventory } from './inventory';

/**
 * The sandbox's own paths, on both servers, for a sandbox that runs by itself and so cannot be reached by its object:
 *
 * - `GET /sandbox/clock` tells the time; `PUT /sandbox/clock` with `{"now": "2026-11-01T00:00:00Z"}` sets it, with `{"advance": "30d"}` moves it;
 * - `GET /sandbox/calls` lists the calls, `GET /sandbox/inventory` what exists.
 *
 * They ask for no credentials, as only this machine reaches them, and are not in the list of calls.
 */
export function control(
  method: string, path: string, body: unknown, clock: SandboxClock, log: CallLog, inventory: () => Inventory,
): ApiResponse {
  switch (`${method} ${path}`) {
    case 'GET /sandbox/clock':
      return { status: 200, body: { now: clock.now().toISOString(), standing: clock.standing } };
    case 'PUT /sandbox/clock': {
      const { now, advance } = (body ?? {}) as { now?: unknown; advance?: unknown };
      try {
        if (typeof now === 'string') {
          clock.set(now);
        } else if (typeof advance === 'string') {
          clock.advance(parseDuration(advance, "'advance'"));
        } else {
          throw new SandboxError('the body must be {"now": "2026-11-01T00:00:00Z"} or {"advance": "30d"}');
        }
      } catch (error) {
        if (!(error instanceof SandboxError)) {
          throw error;
        }
        return { status: 400, body: { message: error.message } };
      }
      return { status: 200, body: { now: clock.now().toISOString(), standing: clock.standing } };
    }
    case 'GET /sandbox/calls':
      return { status: 200, body: log.calls };
    case 'GET /sandbox/inventory':
      return { status: 200, body: inventory() };
    default:
      return { status: 404, body: { message: 'the sandbox has clock (GET, PUT), calls (GET) and inventory (GET) here' } };
  }
}
