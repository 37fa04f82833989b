export type { Call, System } from './call-log';
export type { SandboxClock } from './clock';
export { SandboxError } from './errors';
export { ACCOUNT_ID } from './harness/accounts';
export { startSandbox } from './sandbox';
export type { Inventory } from './inventory';
export type { Sandbox, SandboxEnvironment, SandboxOptions } from './sandbox';
