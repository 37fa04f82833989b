import { type Duration } from './duration';

/**
 * Whom a token stands for.
 */
export enum TokenKind {
  /** A machine: a Harness token of a service account. */
  SERVICE_ACCOUNT = 'service-account',
  /** A person: a Harness token of a user, or a personal access token of Dynatrace. */
  PERSONAL = 'personal',
  /** No one in particular: an access token of a Dynatrace environment. */
  ENVIRONMENT = 'environment',
  /** Only Terraform knows. */
  UNKNOWN = 'unknown',
}

/**
 * A fact of a token that may be known to Terraform only.
 */
export enum TokenFact {
  /** `kind` */
  KIND = 'kind',
  /** `name` */
  NAME = 'name',
  /** `accountId`, `orgId`, `projectId` or `environment` */
  PLACE = 'place',
  /** `owner` */
  OWNER = 'owner',
  /** `permissions` */
  PERMISSIONS = 'permissions',
  /** `tags` */
  TAGS = 'tags',
  /** `endsAt`, `neverEnds` and `longestLife` */
  END = 'end',
  /** `enabled` */
  ENABLED = 'enabled',
}

/**
 * How a token rotates.
 */
export interface TokenRotation {
  /**
   * From one generation to the next.
   * @default - it rotates by hand
   */
  readonly period?: Duration;

  /**
   * How long a generation stays after the next one has started.
   * @default - it rotates by hand
   */
  readonly overlap?: Duration;

  /**
   * From the start of a generation to the end that the service itself gives it.
   * @default - it rotates by hand
   */
  readonly lifetime?: Duration;
}

/**
 * What is known of a token at synth, whether it was made by a construct of this library, by `l1` or by a plain
 * `TerraformResource`. Never its secret.
 *
 * It is read when it is asked for. Overrides of the resource count. What only Terraform knows is named in `unknown`, and is left out otherwise.
 */
export interface ITokenFacts {
  /** The token's system: `Harness` or `Dynatrace`. */
  readonly system: string;

  /** Whom the token stands for. */
  readonly kind: TokenKind;

  /** Path of the token's construct, such as `Tokens/CiBot/Deploy/Nightly`. */
  readonly path: string;

  /** Path of the token's stack. */
  readonly stack: string;

  /** Address of its resource in the stack's Terraform state, such as `harness_platform_token.CiBot_Deploy_Nightly_0BA3E9D1`. */
  readonly address: string;

  /**
   * Name of the token; of a rotating one without the stamp of a generation.
   * @default - only Terraform knows
   */
  readonly name?: string;

  /**
   * The Harness account that the token is in.
   * @default - none, or only Terraform knows
   */
  readonly accountId?: string;

  /**
   * The Harness organization that the token is in.
   * @default - none, or only Terraform knows
   */
  readonly orgId?: string;

  /**
   * The Harness project that the token is in.
   * @default - none, or only Terraform knows
   */
  readonly projectId?: string;

  /**
   * The Dynatrace environment that the token is in: its address where the provider is given one, else the provider, such as
   * `dynatrace` or `dynatrace.staging`.
   * @default - none, or only Terraform knows
   */
  readonly environment?: string;

  /**
   * Id of the service account or user that the token belongs to. Dynatrace tells the owner after the creation only.
   * @default - only Terraform knows
   */
  readonly owner?: string;

  /**
   * What the token may do: the scopes of a Dynatrace token; the roles that the app grants to a Harness service account, by
   * their identifiers. Roles granted elsewhere are not among them.
   */
  readonly permissions: string[];

  /**
   * The token's tags; of Harness also those of its API key and its service account. Dynatrace tokens have no tags, so each
   * word `key:value` of the name counts as one.
   */
  readonly tags: { [key: string]: string };

  /**
   * When the token ends, as `yyyy-MM-ddTHH:mm:ss.SSSZ`.
   * @default - it never ends, ends a certain time after its creation, rotates by time, or only Terraform knows
   */
  readonly endsAt?: string;

  /** Whether the token has no end at all. */
  readonly neverEnds: boolean;

  /**
   * The longest time that one secret of the token is valid: from its start, or from now where the start is not known, until
   * the service itself ends it.
   * @default - it never ends, or only Terraform knows
   */
  readonly longestLife?: Duration;

  /**
   * How the token rotates.
   * @default - it does not
   */
  readonly rotation?: TokenRotation;

  /**
   * From how long before the end on Terraform warns.
   * @default - it does not
   */
  readonly warnBeforeExpiry?: Duration;

  /** Whether the service accepts the token. */
  readonly enabled: boolean;

  /** Whether the token existed before and was taken over, so that its secret is unknown to Terraform. */
  readonly adopted: boolean;

  /** Whether Terraform refuses to destroy the token. */
  readonly destroyPrevented: boolean;

  /** The facts that only Terraform knows. */
  readonly unknown: TokenFact[];
}
