import { cutSecrets } from './secrets';

export type System = 'harness' | 'dynatrace';

/** One call that reached the sandbox. Holds no secret: bodies and headers are not recorded, tokens in path or query are cut. */
export interface Call {
  /** 1 for the first call; the order in which the calls took effect. */
  readonly number: number;
  /** When, by the clock of the sandbox. */
  readonly at: string;
  readonly system: System;
  readonly method: string;
  /** Without the `/gateway` in front, as a fault names it. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The status of the answer; of one that was lost, the status it would have had; null if the call had no effect and no answer. */
  readonly status: number | null;
  /** Kind and name of what the call was about, e.g. `service account ci_bot`. */
  readonly subject: string;
  /** The fault that was in force, e.g. `lost`. */
  readonly fault?: string;
}

export class CallLog {
  private entries: Call[] = [];
  private count = 0;

  public constructor(private readonly onCall: (call: Call) => void = () => undefined) {}

  public get calls(): readonly Call[] {
    return [...this.entries];
  }

  public add(call: Omit<Call, 'number'>): void {
    const { at, system, method, status, fault } = call;
    const query = Object.fromEntries(Object.entries(call.query).map(([name, value]) => [cutSecrets(name), cutSecrets(value)]));
    const entry: Call = {
      number: ++this.count,
      at,
      system,
      method: cutSecrets(method),
      path: cutSecrets(call.path),
      query,
      status,
      subject: cutSecrets(call.subject),
      ...(fault === undefined ? {} : { fault }),
    };
    this.entries.push(entry);
    this.onCall(entry);
  }

  public clear(): void {
    this.entries = [];
    this.count = 0;
  }
}

/** A call as a line for people. */
export function describeCall(call: Call): string {
  const outcome = call.status === null ? 'no answer' : call.fault === 'lost' ? `${call.status}, answer lost` : String(call.status);
  const fault = call.fault === undefined || call.fault === 'lost' ? '' : ` (fault: ${call.fault})`;
  const subject = call.subject === '' ? '' : `  ${call.subject}`;
  return `${String(call.number).padStart(4)}  ${call.at}  ${call.system.padEnd(9)}  ${call.method.padEnd(6)} ${call.path} -> ${outcome}${fault}${subject}`;
}
