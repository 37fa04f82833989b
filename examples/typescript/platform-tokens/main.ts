import { App, TerraformStack } from 'cdktf';
import { dynatrace, Duration, Expiration, harness, IAccessToken, l1 } from 'cdktf-access-tokens';
import { Construct } from 'constructs';

const ACCOUNT_ID = process.env.HARNESS_ACCOUNT_ID ?? 'your-account-id';
const END_OF_QUARTER = Expiration.at('2027-03-31T00:00:00Z');

/** Issues the tokens. The providers take their credentials from the environment. */
class TokensStack extends TerraformStack {
  public readonly ci: IAccessToken;
  public readonly deploy: IAccessToken;
  public readonly ingest: IAccessToken;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new harness.HarnessProvider(this, 'Harness');
    new dynatrace.DynatraceProvider(this, 'Dynatrace');

    const ciBot = new harness.ServiceAccount(this, 'CiBot', {
      harnessScope: harness.HarnessScope.organization(ACCOUNT_ID, 'delivery'),
      name: 'CI bot',
      tags: { team: 'delivery' },
    });
    this.ci = ciBot.addApiKey('Pipelines').addToken('Ci', { expiresAt: END_OF_QUARTER });

    const deployBot = new harness.ServiceAccount(this, 'DeployBot', {
      harnessScope: harness.HarnessScope.project(ACCOUNT_ID, 'delivery', 'shop'),
      name: 'Deploy bot',
    });
    this.deploy = deployBot
      .addApiKey('Deploy', { defaultTokenLifetime: Duration.days(7) })
      .addToken('Production', { description: 'deploys the shop' });

    this.ingest = new dynatrace.ApiToken(this, 'Ingest', {
      name: 'shop ingest',
      scopes: dynatrace.ApiTokenScopes.dataIngest(),
      expiresAt: END_OF_QUARTER,
    });

    this.ci.exportValue('CiToken');
  }
}

/** Puts tokens of the other stack where pipelines find them. */
class PipelineSecretsStack extends TerraformStack {
  public constructor(scope: Construct, id: string, tokens: TokensStack) {
    super(scope, id);
    new harness.HarnessProvider(this, 'Harness');
    this.addSecret('DeployToken', 'deploy_token', tokens.deploy);
    this.addSecret('IngestToken', 'dynatrace_ingest_token', tokens.ingest);
  }

  private addSecret(id: string, identifier: string, token: IAccessToken): void {
    new l1.harness.platformSecretText.PlatformSecretText(this, id, {
      orgId: 'delivery',
      projectId: 'shop',
      identifier,
      name: identifier,
      secretManagerIdentifier: 'harnessSecretManager',
      valueType: 'Inline',
      value: token.value,
    });
  }
}

const app = new App();
new PipelineSecretsStack(app, 'pipeline-secrets', new TokensStack(app, 'tokens'));
app.synth();
