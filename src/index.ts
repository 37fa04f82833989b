// Takes effect by being loaded: see there.
import { installGuard } from './guard/guard';

export * from './access-token';
export * from './rotating-access-token';
export * from './duration';
export * from './expiration';
export * from './policy';
export * from './rotation';
export * from './token-facts';
export * from './token-rule-inputs';
export * from './removal-policy';
export * from './text';
export * as dynatrace from './dynatrace';
export * as harness from './harness';
export * as l1 from './l1';

installGuard();
