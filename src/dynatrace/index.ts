export * from './api-token-scope-group';
export * from './api-token-scope';
export * from './api-token-scopes';
export * from './api-token';
export * from './rotating-api-token';
export * from '../l1/dynatrace/provider';
