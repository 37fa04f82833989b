export * from './access-token';
export * from './rotating-access-token';
export * from './duration';
export * from './expiration';
export * from './rotation';
export * from './text';
export * as dynatrace from './dynatrace';
export * as harness from './harness';
export * as l1 from './l1';
