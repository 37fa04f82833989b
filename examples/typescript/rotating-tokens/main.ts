import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { Duration, dynatrace, harness, l1, RotationSchedule } from 'cdktf-access-tokens';
import { Construct } from 'constructs';

const ACCOUNT_ID = process.env.HARNESS_ACCOUNT_ID ?? 'your-account-id';
const SCHEDULE = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(14) });

/** Tokens that renew themselves. A job that applies them once a week has two tries within each overlap. */
class RotatingTokensStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new harness.HarnessProvider(this, 'Harness');
    new dynatrace.DynatraceProvider(this, 'Dynatrace');
    const warnBeforeExpiry = Duration.days(5);

    const bot = new harness.ServiceAccount(this, 'DeployBot', {
      harnessScope: harness.HarnessScope.project(ACCOUNT_ID, 'delivery', 'shop'),
      name: 'Deploy bot',
    });
    const deploy = bot.addApiKey('Deploy').addRotatingToken('Production', { schedule: SCHEDULE, warnBeforeExpiry });
    const ingest = new dynatrace.RotatingApiToken(this, 'Ingest', {
      name: 'shop ingest',
      scopes: dynatrace.ApiTokenScopes.dataIngest(),
      schedule: SCHEDULE,
      warnBeforeExpiry,
    });

    this.addSecret('DeployToken', 'deploy_token', deploy.value);
    // For a check that accepts the token before, too.
    this.addSecret('PreviousDeployToken', 'previous_deploy_token', deploy.previousValue);
    this.addSecret('IngestToken', 'dynatrace_ingest_token', ingest.value);
    new TerraformOutput(this, 'NextRotation', { value: deploy.nextRotation });
  }

  /** Pipelines read a secret each time they run, so they get the newest. */
  private addSecret(id: string, identifier: string, value: string): void {
    new l1.harness.platformSecretText.PlatformSecretText(this, id, {
      orgId: 'delivery',
      projectId: 'shop',
      identifier,
      name: identifier,
      secretManagerIdentifier: 'harnessSecretManager',
      valueType: 'Inline',
      value,
    });
  }
}

const app = new App();
new RotatingTokensStack(app, 'rotating-tokens');
app.synth();
