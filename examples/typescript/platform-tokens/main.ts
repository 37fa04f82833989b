import { App, TerraformStack } from 'cdktf';
import { dynatrace, Duration, Expiration, harness, IAccessToken } from 'cdktf-access-tokens';
import { Construct } from 'constructs';

const ACCOUNT_ID = process.env.HARNESS_ACCOUNT_ID ?? 'your-account-id';
const SHOP = harness.HarnessScope.project(ACCOUNT_ID, 'delivery', 'shop');
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
    ciBot.grantRole(harness.Role.ORGANIZATION_VIEWER);
    this.ci = ciBot.addApiKey('Pipelines').addToken('Ci', { expiresAt: END_OF_QUARTER });

    const deployBot = new harness.ServiceAccount(this, 'DeployBot', { harnessScope: SHOP, name: 'Deploy bot' });
    deployBot.grantRole(harness.Role.PIPELINE_EXECUTOR);
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
    new harness.SecretText(this, 'DeployToken', { harnessScope: SHOP, name: 'deploy_token', value: tokens.deploy.value });
    new harness.SecretText(this, 'IngestToken', { harnessScope: SHOP, name: 'dynatrace_ingest_token', value: tokens.ingest.value });
  }
}

const app = new App();
new PipelineSecretsStack(app, 'pipeline-secrets', new TokensStack(app, 'tokens'));
app.synth();
