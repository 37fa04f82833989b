export type { Call, System } from './call-log';
export type { SandboxClock } from './clock';
export { SandboxError } from './errors';
export { ACCOUNT_ID, startSandbox } from './sandbox';
export type { Inventory } from './inventory';
export type { Sandbox, SandboxEnvironment, SandboxOptions } from './sandbox';
