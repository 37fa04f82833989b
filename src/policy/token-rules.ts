import * as cdktf from 'cdktf';
import { TokenFinding } from './token-finding';
import { TokenRule } from './token-rule';
import { Duration } from '../duration';
import { isLateBound } from '../private/late-bound';
import { lengthInWords } from '../private/length-of-time';
import { refuseValue } from '../private/refuse';
import { TokenFact, type ITokenFacts, TokenKind } from '../token-facts';
import { type ITokenPermission, type ITokenPlace } from '../token-rule-inputs';

/**
 * What every rule of `TokenRules` takes.
 */
export interface TokenRuleOptions {
  /**
   * Id of the rule, for a policy that has the rule twice.
   *
   * @default - the rule's own
   */
  readonly id?: string;

  /**
   * Whether a token breaks the rule if only Terraform knows what the rule asks for.
   *
   * @default false - it passes with a warning
   */
  readonly unknownFails?: boolean;
}

/**
 * What `TokenRules.rotates` takes.
 */
export interface RotatesOptions extends TokenRuleOptions {
  /**
   * The longest period that passes.
   */
  readonly atLeastEvery: Duration;
}

/**
 * What `TokenRules.noAdministrators` takes.
 */
export interface NoAdministratorsOptions extends TokenRuleOptions {
  /**
   * Identifiers of further Harness roles that count as an administrator's.
   *
   * @default - the built-in administrators of account, organization and project alone
   */
  readonly roles?: string[];
}

const IMPROPER_OFFBOARDING = 'NHI1:2025';
const OVERPRIVILEGED = 'NHI5:2025';
const LONG_LIVED_SECRETS = 'NHI7:2025';
const ENVIRONMENT_ISOLATION = 'NHI8:2025';

/** https://developer.harness.io/docs/platform/role-based-access-control/rbac-in-harness#built-in-roles */
const ADMINISTRATORS = ['_account_admin', '_organization_admin', '_project_admin'];
/** Whoever has one can issue tokens with every other scope. */
const TOKEN_ISSUERS = ['apiTokens.write', 'TenantTokenManagement'];

type Check = (token: ITokenFacts) => TokenFinding | undefined;

/**
 * The rules of this library. Each names the risks of the OWASP Non-Human Identities Top 10 (2025) that it answers.
 *
 * @see https://owasp.org/www-project-non-human-identities-top-10/2025/
 */
export class TokenRules {
  /**
   * What suits most: no token lives longer than 90 days, each warns 7 days before its end, and none is personal or an administrator's.
   */
  public static recommended(): TokenRule[] {
    return [
      TokenRules.longestLifetime(Duration.days(90)),
      TokenRules.warnsBeforeExpiry(Duration.days(7)),
      TokenRules.noPersonalTokens(),
      TokenRules.noAdministrators(),
    ];
  }

  /**
   * `longest-lifetime`: no secret is valid for longer. That is the time until `expiresAt`, the default token lifetime of the API
   * key, or the lifetime of a rotation schedule. How old a token is already is not known at synth.
   *
   * @param longest the longest time that passes
   * @throws if only Terraform knows the time, or it is zero
   */
  public static longestLifetime(longest: Duration, options: TokenRuleOptions = {}): TokenRule {
    const limit = knownLength('longest of TokenRules.longestLifetime', longest);
    const description = `a token lives ${inWords(limit)} at most`;
    return rule('longest-lifetime', description, [LONG_LIVED_SECRETS], options, (token) => {
      if (token.neverEnds) {
        return TokenFinding.violation('never ends', 'set expiresAt, or let it rotate');
      }
      if (!token.longestLife) {
        return unknown(options, 'how long it lives');
      }
      const life = token.longestLife.toMilliseconds();
      const until = token.endsAt ? `, until ${token.endsAt}` : '';
      return life > limit ? TokenFinding.violation(`lives ${inWords(life)}${until}`, shortenAdvice(token)) : undefined;
    });
  }

  /**
   * `expires`: each token has an end. `longestLifetime` demands it as well.
   */
  public static expires(options: TokenRuleOptions = {}): TokenRule {
    return rule('expires', 'a token ends', [LONG_LIVED_SECRETS], options, (token) => {
      if (token.neverEnds) {
        return TokenFinding.violation('never ends', 'set expiresAt, or let it rotate');
      }
      return token.unknown.includes(TokenFact.END) ? unknown(options, 'whether it ends') : undefined;
    });
  }

  /**
   * `rotates`: each token rotates by time.
   *
   * @throws if only Terraform knows the period, or it is zero
   */
  public static rotates(options: RotatesOptions): TokenRule {
    const limit = knownLength('atLeastEvery of TokenRules.rotates', options.atLeastEvery);
    const description = `a token rotates at least every ${inWords(limit)}`;
    return rule('rotates', description, [LONG_LIVED_SECRETS], options, ({ rotation }) => {
      if (!rotation) {
        return TokenFinding.violation('does not rotate', 'use a rotating token');
      }
      if (!rotation.period) {
        return TokenFinding.violation('rotates by hand', 'give it a schedule of RotationSchedule.every');
      }
      const period = rotation.period.toMilliseconds();
      return period > limit ? TokenFinding.violation(`rotates every ${inWords(period)}`, 'give it a schedule with a shorter period') : undefined;
    });
  }

  /**
   * `warns-before-expiry`: Terraform warns of the end of each token that has one.
   *
   * @param atLeast the shortest warning that passes
   * @throws if only Terraform knows the time, or it is zero
   */
  public static warnsBeforeExpiry(atLeast: Duration, options: TokenRuleOptions = {}): TokenRule {
    const limit = knownLength('atLeast of TokenRules.warnsBeforeExpiry', atLeast);
    const description = `Terraform warns ${inWords(limit)} before a token ends, or earlier`;
    return rule('warns-before-expiry', description, [LONG_LIVED_SECRETS], options, ({ warnBeforeExpiry, neverEnds }) => {
      if (neverEnds) {
        return undefined;
      }
      if (!warnBeforeExpiry) {
        return TokenFinding.violation('ends without a warning', 'set warnBeforeExpiry');
      }
      const warning = warnBeforeExpiry.toMilliseconds();
      if (cdktf.Token.isUnresolved(warning)) {
        return unknown(options, 'how long before its end it warns');
      }
      return warning < limit ? TokenFinding.violation(`warns only ${inWords(warning)} before its end`, 'set a longer warnBeforeExpiry') : undefined;
    });
  }

  /**
   * `no-personal-tokens`: no token stands for a person. Such a token has all rights of the person, and dies with the account.
   */
  public static noPersonalTokens(options: TokenRuleOptions = {}): TokenRule {
    return rule('no-personal-tokens', 'a token does not belong to a person', [IMPROPER_OFFBOARDING, OVERPRIVILEGED], options, (token) => {
      if (token.kind === TokenKind.UNKNOWN) {
        return unknown(options, 'whether it belongs to a person');
      }
      if (token.kind !== TokenKind.PERSONAL) {
        return undefined;
      }
      return token.system === 'Harness'
        ? TokenFinding.violation(`belongs to the user ${token.owner ?? "of the provider's credentials"}`, 'use a service account')
        : TokenFinding.violation('is a personal access token', 'leave personalAccessToken out');
    });
  }

  /**
   * `no-administrators`: no token can do everything: no service account of Harness has an administrator's role, and no Dynatrace
   * token can issue tokens.
   *
   * Of Harness it sees the roles that the app grants, not those granted elsewhere.
   */
  public static noAdministrators(options: NoAdministratorsOptions = {}): TokenRule {
    const tooMuch = new Set([...ADMINISTRATORS, ...TOKEN_ISSUERS, ...(options.roles ?? [])]);
    return rule('no-administrators', "a token has no administrator's rights", [OVERPRIVILEGED], options,
      (token) => without(token, tooMuch, options, token.system === 'Harness' ? 'grant a narrower role' : 'leave the scope out'));
  }

  /**
   * `without-scopes`: no Dynatrace token has one of these scopes.
   *
   * @throws if only Terraform knows a scope
   */
  public static withoutScopes(scopes: ITokenPermission[], options: TokenRuleOptions = {}): TokenRule {
    const barred = new Set(knownIds('TokenRules.withoutScopes', scopes));
    return rule('without-scopes', `a Dynatrace token has none of the scopes ${list(barred)}`, [OVERPRIVILEGED], options,
      (token) => (token.system === 'Dynatrace' ? without(token, barred, options, 'leave the scope out') : undefined));
  }

  /**
   * `only-scopes`: no Dynatrace token has a scope but these.
   *
   * @throws if only Terraform knows a scope
   */
  public static onlyScopes(scopes: ITokenPermission[], options: TokenRuleOptions = {}): TokenRule {
    const allowed = new Set(knownIds('TokenRules.onlyScopes', scopes));
    return rule('only-scopes', `a Dynatrace token has no scope but ${list(allowed)}`, [OVERPRIVILEGED], options, (token) => {
      if (token.system !== 'Dynatrace') {
        return undefined;
      }
      const others = token.permissions.filter((permission) => !allowed.has(permission));
      return others.length > 0 ? TokenFinding.violation(`has ${list(others)}`, 'leave the scope out') : permissionsUnknown(token, options);
    });
  }

  /**
   * `tagged`: each token has these tags, so that somebody can be asked. Tags of the API key and the service account count; of
   * Dynatrace, which has no tags, the words `key:value` of the name do.
   *
   * @param keys the keys of the tags
   */
  public static tagged(keys: string[], options: TokenRuleOptions = {}): TokenRule {
    return rule('tagged', `a token has the tags ${list(keys)}`, [IMPROPER_OFFBOARDING], options, (token) => {
      const missing = keys.filter((key) => !token.tags[key]);
      if (missing.length === 0) {
        return undefined;
      }
      if (token.unknown.includes(TokenFact.TAGS)) {
        return unknown(options, `whether it has the tags ${list(missing)}`);
      }
      return TokenFinding.violation(`has no tag ${list(missing)}`, token.system === 'Harness'
        ? 'set tags of the token or its service account'
        : `put ${missing.map((key) => `${key}:...`).join(' ')} into its name`);
    });
  }

  /**
   * `named-like`: the name of each token is of this form.
   *
   * @param pattern a regular expression of JavaScript's for the whole name, such as `(shop|pay)-[a-z-]+`
   * @throws if it is no regular expression
   */
  public static namedLike(pattern: string, options: TokenRuleOptions = {}): TokenRule {
    const whole = expression(pattern);
    return rule('named-like', `the name of a token is like ${pattern}`, [IMPROPER_OFFBOARDING], options, ({ name }) => {
      if (name === undefined) {
        return unknown(options, 'its name');
      }
      return whole.test(name) ? undefined : TokenFinding.violation(`is named '${name}'`, `give it a name like ${pattern}`);
    });
  }

  /**
   * `only-at`: no Harness token is at another place than these, or below them.
   *
   * @param scopes accounts, organizations and projects
   * @throws if only Terraform knows one of them
   */
  public static onlyAt(scopes: ITokenPlace[], options: TokenRuleOptions = {}): TokenRule {
    const places = scopes.map(({ accountId, orgId, projectId }) => [accountId, orgId, projectId].filter((part) => part !== undefined));
    refuseLateBound('scopes of TokenRules.onlyAt', places.flat());
    const description = `a Harness token is only at or below ${list(places.map((place) => place.join('/')))}`;
    return rule('only-at', description, [ENVIRONMENT_ISOLATION], options, (token) => {
      if (token.system !== 'Harness') {
        return undefined;
      }
      if (token.unknown.includes(TokenFact.PLACE)) {
        return unknown(options, 'where it is');
      }
      const own = [token.accountId, token.orgId, token.projectId];
      return places.some((place) => place.every((part, index) => part === own[index]))
        ? undefined
        : TokenFinding.violation(`is at ${own.filter((part) => part !== undefined).join('/')}`, 'move its service account');
    });
  }

  /**
   * `only-in-environments`: no Dynatrace token is in another environment than these.
   *
   * @param environments the `dtEnvUrl` of providers, or for providers without one `dynatrace` or `dynatrace.<alias>`
   */
  public static onlyInEnvironments(environments: string[], options: TokenRuleOptions = {}): TokenRule {
    refuseLateBound('environments of TokenRules.onlyInEnvironments', environments);
    return rule('only-in-environments', `a Dynatrace token is only in ${list(environments)}`, [ENVIRONMENT_ISOLATION], options, (token) => {
      if (token.system !== 'Dynatrace' || environments.some((environment) => environment === token.environment)) {
        return undefined;
      }
      return TokenFinding.violation(`is in ${token.environment}`, 'use another provider');
    });
  }

  private constructor() {}
}

function rule(id: string, description: string, risks: string[], options: TokenRuleOptions, check: Check): TokenRule {
  return TokenRule.of(options.id ?? id, { check }, { description, risks });
}

function unknown(options: TokenRuleOptions, what: string): TokenFinding {
  const message = `does not tell ${what}: only Terraform knows`;
  return options.unknownFails ? TokenFinding.violation(message, 'give a value that is known at synth') : TokenFinding.warning(message);
}

function without(token: ITokenFacts, barred: ReadonlySet<string>, options: TokenRuleOptions, advice: string): TokenFinding | undefined {
  const found = token.permissions.filter((permission) => barred.has(permission));
  return found.length > 0 ? TokenFinding.violation(`has ${list(found)}`, advice) : permissionsUnknown(token, options);
}

function permissionsUnknown(token: ITokenFacts, options: TokenRuleOptions): TokenFinding | undefined {
  return token.unknown.includes(TokenFact.PERMISSIONS) ? unknown(options, 'all that it may do') : undefined;
}

function shortenAdvice({ rotation, endsAt, system }: ITokenFacts): string {
  if (rotation?.period) {
    return 'give its schedule a shorter period or lifetime';
  }
  return endsAt === undefined && system === 'Harness' ? 'set expiresAt, or a shorter defaultTokenLifetime of its API key' : 'set an earlier expiresAt, or let it rotate';
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Exact but for what is left until a date, which is told in days. */
function inWords(milliseconds: number): string {
  return milliseconds < DAY || milliseconds % HOUR === 0 ? lengthInWords(milliseconds) : `${(milliseconds / DAY).toFixed(1)} days`;
}

function list(items: Iterable<string>): string {
  return [...items].join(', ');
}

function knownLength(prop: string, duration: Duration): number {
  const length = duration.toMilliseconds();
  if (cdktf.Token.isUnresolved(length)) {
    refuseValue(prop, 'must be known at synth', 'a reference');
  }
  return length > 0 ? length : refuseValue(prop, 'must be greater than zero', '0 ms');
}

function knownIds(of: string, scopes: ITokenPermission[]): string[] {
  const ids = scopes.map(({ id }) => id);
  refuseLateBound(`scopes of ${of}`, ids);
  return ids;
}

function refuseLateBound(prop: string, values: string[]): void {
  for (const value of values.filter(isLateBound)) {
    refuseValue(prop, 'must be known at synth', value);
  }
}

function expression(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return refuseValue('pattern of TokenRules.namedLike', 'must be a regular expression', pattern);
  }
}
