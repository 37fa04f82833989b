import { Construct } from 'constructs';
import { type EntityOptions } from './entity-options';
import { type HarnessScope } from './harness-scope';
import { entityAttributes } from './private/entity';
import { ENTITY, HARNESS_SCOPE } from './private/prop-kinds';
import { ScopeLevel } from './scope-level';
import { PlatformSecretText } from '../l1/harness/platform-secret-text';
import { mendHcl } from '../private/hcl';
import { claimIdentity } from '../private/identity';
import { isLateBound } from '../private/late-bound';
import { checkProps, HIDDEN_STRING, type Kinds, optional, STRING } from '../private/props';
import { refuse } from '../private/refuse';
import { adopt } from '../tokens/adoption';
import { enterStack } from '../tokens/entrance';
import { moveFrom } from '../tokens/moves';
import { holdForReplacement } from '../tokens/replacement';

/** Every account, organization and project has it. */
const BUILT_IN_SECRET_MANAGER = 'harnessSecretManager';

const SECRET_MANAGER = /^((account|org)\.)?[a-zA-Z_][0-9a-zA-Z_]*$/;

export interface SecretTextProps extends EntityOptions {
  /**
   * Scope of the secret. Another scope replaces it.
   */
  readonly harnessScope: HarnessScope;

  /**
   * What the secret holds, as a reference: `value` of a token, or a sensitive variable. A literal is refused. The state
   * contains it in clear text. Harness never returns it, so what somebody changes in the UI goes unnoticed.
   *
   * Either this or `pathInSecretManager` must be set.
   *
   * @default - the secret is the one at `pathInSecretManager`
   */
  readonly value?: string;

  /**
   * Where an external secret manager has the secret, such as `ci/tokens#deploy` in Vault. Neither Harness nor the state
   * holds a copy.
   *
   * @default - the secret holds `value`
   */
  readonly pathInSecretManager?: string;

  /**
   * Identifier of the secret manager, as pipelines write it: `vault`, `org.vault` or `account.vault` by the scope that the
   * secret manager is in. Another one replaces the secret, and pipelines find none for a moment.
   *
   * @default - Harness's built-in secret manager
   */
  readonly secretManager?: string;
}

const PROPS: Kinds<SecretTextProps> = {
  ...ENTITY, harnessScope: HARNESS_SCOPE, value: optional(HIDDEN_STRING), pathInSecretManager: optional(STRING), secretManager: optional(STRING),
};

/**
 * A text secret of Harness: where pipelines and connectors find a token.
 *
 * @see https://registry.terraform.io/providers/harness/harness/latest/docs/resources/platform_secret_text
 */
export class SecretText extends Construct {
  /** Type of the secret's resource in Terraform. */
  public static readonly tfResourceType = PlatformSecretText.tfResourceType;

  /** Scope of the secret. */
  public readonly harnessScope: HarnessScope;

  /** What `terraform import` wants: `[<org_id>/[<project_id>/]]<identifier>`. */
  public readonly importId: string;

  private readonly resource: PlatformSecretText;

  /**
   * @param scope construct that the secret is added to
   * @param id construct id; also the name of the secret, unless one is given, and so its identifier
   * @param props properties of the secret
   * @throws if a property breaks a rule of Harness, the value is a literal, both or none of `value` and
   *   `pathInSecretManager` are set, or the scope already has a secret of that identifier
   */
  public constructor(scope: Construct, id: string, props: SecretTextProps) {
    super(scope, id);
    enterStack(this);
    checkProps(this, props, PROPS);
    const place = props.harnessScope;
    const entity = entityAttributes(this, props);
    this.harnessScope = place;
    this.importId = place._importPrefix() + entity.identifier;
    const secretManagerIdentifier = props.secretManager ?? BUILT_IN_SECRET_MANAGER;
    checkSecretManager(this, secretManagerIdentifier);
    const value = valueAttributes(this, props, secretManagerIdentifier);
    claimIdentity(this, `text secret ${place.accountId}/${this.importId}`, entity.identifier);

    const { accountId, orgId, projectId } = place._attributes();
    const held = holdForReplacement(this, { account_id: accountId, org_id: orgId, project_id: projectId });
    this.resource = mendHcl(new PlatformSecretText(this, 'Resource', {
      ...entity,
      orgId,
      projectId,
      secretManagerIdentifier,
      ...value,
      provider: props.provider,
      lifecycle: { replaceTriggeredBy: [held] },
    }));
  }

  /** Identifier of the secret. */
  public get identifier(): string {
    return this.resource.id;
  }

  /**
   * How pipelines and connectors name the secret: `account.<identifier>`, `org.<identifier>` or `<identifier>`, by its scope.
   */
  public get reference(): string {
    return PREFIXES[this.harnessScope.level] + this.identifier;
  }

  /** The expression that gives a pipeline the value: `<+secrets.getValue("<reference>")>`. */
  public get expression(): string {
    return `<+secrets.getValue("${this.reference}")>`;
  }

  /**
   * Takes over the secret that exists under this identifier, by an import block. The same apply writes the value anew,
   * since nobody can read what it is.
   */
  public adopt(): void {
    adopt(this, this.importId);
  }

  /**
   * Keeps the secret when this construct is renamed or moved within its stack: at the next apply Terraform moves the state of all
   * that stands below it. Without it Terraform destroys what it finds at the old addresses.
   *
   * Leave the call in the code until every state is moved. Renamed or moved again, call it once for each former path, the oldest first.
   *
   * @param path where the construct stood in its stack: construct ids with `/` between them, such as `Former/IngestToken`
   * @throws if the path is the present one, was given before, or is no path below the stack; at synth if something stands there
   * @see https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
   */
  public movedFrom(path: string): void {
    moveFrom(this, path);
  }
}

const PREFIXES: Readonly<Record<ScopeLevel, string>> = { [ScopeLevel.ACCOUNT]: 'account.', [ScopeLevel.ORGANIZATION]: 'org.', [ScopeLevel.PROJECT]: '' };

function valueAttributes(secret: SecretText, props: SecretTextProps, secretManager: string): { valueType: string; value: string } {
  const { value, pathInSecretManager: path } = props;
  if ((value === undefined) === (path === undefined)) {
    refuse(secret, 'value', 'or pathInSecretManager must be set, and not both', value === undefined ? 'neither' : 'both',
      'set value to a reference, or pathInSecretManager to where the secret manager has it');
  }
  if (value !== undefined) {
    return isLateBound(value) ? { valueType: 'Inline', value }
      : refuse(secret, 'value', 'must be a reference, since code and its history would contain the secret in clear text', 'a literal', "pass a token's value or a sensitive variable");
  }
  if (path!.trim() === '') {
    refuse(secret, 'pathInSecretManager', 'must not be empty', path);
  }
  if (secretManager.replace(/^(account|org)\./, '') === BUILT_IN_SECRET_MANAGER) {
    refuse(secret, 'secretManager', "must be an external one where pathInSecretManager is set, since Harness's own has no paths", secretManager,
      'set secretManager, or pass the value');
  }
  return { valueType: 'Reference', value: path! };
}

function checkSecretManager(secret: SecretText, secretManager: string): void {
  if (isLateBound(secretManager)) {
    return;
  }
  if (!SECRET_MANAGER.test(secretManager)) {
    refuse(secret, 'secretManager', "must be an identifier, with 'org.' or 'account.' before it if the secret manager is in a higher scope", secretManager);
  }
  if (secretManager.startsWith('org.') && secret.harnessScope.level === ScopeLevel.ACCOUNT) {
    refuse(secret, 'secretManager', "must not be an organization's for a secret of the account", secretManager, 'use one of the account');
  }
}
