export * from './policy-enforcement';
export * from './token-finding';
export * from './token-policy';
export * from './token-rule';
export * from './token-rules';
