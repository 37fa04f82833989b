/** How a resource states when its token ends. */
export enum EndForm {
  /** A number of milliseconds since 1970-01-01T00:00:00Z. */
  EPOCH_MILLISECONDS = 'epoch-milliseconds',
  /** `yyyy-MM-ddTHH:mm:ss.SSSZ`. */
  DATE_TIME = 'date-time',
}

/** A type of resource whose secret Terraform computes. */
export interface TokenSystem {
  /** Name for people. */
  readonly system: string;
  readonly resourceType: string;
  /** Attribute that holds the secret. */
  readonly secretAttribute: string;
  /** What a secret looks like within a text. */
  readonly secretForms: readonly RegExp[];
  /** Attribute that holds the token's end. */
  readonly endAttribute: string;
  readonly endForm: EndForm;
}

/**
 * All that the system-independent parts know of a system: a row per token resource type. A test demands a row for each
 * computed, sensitive attribute of `schemas/`.
 */
export const TOKEN_SYSTEMS: readonly TokenSystem[] = [
  {
    system: 'Harness',
    resourceType: 'harness_platform_token',
    secretAttribute: 'value',
    // A kind, the account, an internal id and 20 characters; before 2023 without the account. What escapes a character may stand before.
    secretForms: [/[ps]at\.(?<=(?:^|[^\w.-]|%[0-9a-fA-F]{2}|\\[nrt])[ps]at\.)(?:[\w-]+\.[\w-]{16,}|[0-9a-fA-F]{24})\.[A-Za-z0-9]{20}(?!\w)/],
    endAttribute: 'valid_to',
    endForm: EndForm.EPOCH_MILLISECONDS,
  },
  {
    system: 'Dynatrace',
    resourceType: 'dynatrace_api_token',
    secretAttribute: 'token',
    // Access tokens have 24 public characters; platform tokens, OAuth clients and ActiveGate tokens have 8.
    // https://docs.dynatrace.com/docs/discover-dynatrace/references/dynatrace-api/basics/dynatrace-api-authentication#token-format
    secretForms: [/dt0[a-zA-Z][0-9]{2}\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}/],
    endAttribute: 'expiration_date',
    endForm: EndForm.DATE_TIME,
  },
];
