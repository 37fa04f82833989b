export * as dynatrace from './dynatrace';
export * as harness from './harness';
