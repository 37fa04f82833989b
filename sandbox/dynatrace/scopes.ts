import scopes from '../../schemas/dynatrace-api-token-scopes.json';

/** The scopes the service documents for tokens; case matters. */
export const SCOPES: ReadonlySet<string> = new Set(scopes.map(scope => scope.id));

/** Those of them that a personal access token can have. */
export const PERSONAL_SCOPES: ReadonlySet<string> = new Set(scopes.filter(scope => scope.personal).map(scope => scope.id));
