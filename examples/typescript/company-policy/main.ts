import { App, TerraformStack } from 'cdktf';
import { Duration, dynatrace, harness, RotationSchedule } from 'cdktf-access-tokens';
import { Construct } from 'constructs';
import { CompanyPolicy } from './company-policy';

const ACCOUNT_ID = process.env.HARNESS_ACCOUNT_ID ?? 'your-account-id';

const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(14) });
const warnBeforeExpiry = Duration.days(7);

class ShopStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new harness.HarnessProvider(this, 'Harness');
    const bot = new harness.ServiceAccount(this, 'DeployBot', {
      harnessScope: harness.HarnessScope.project(ACCOUNT_ID, 'delivery', 'shop'),
      tags: { team: 'shop' },
    });
    bot.addApiKey('Deploy').addRotatingToken('Production', { name: 'shop-deploy', schedule, warnBeforeExpiry });
  }
}

class MonitoringStack extends TerraformStack {
  public readonly appliance: dynatrace.ApiToken;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new dynatrace.DynatraceProvider(this, 'Dynatrace');
    const scopes = dynatrace.ApiTokenScopes.dataIngest();
    // Dynatrace has no tags: a word of the name is one.
    new dynatrace.RotatingApiToken(this, 'Ingest', { name: 'ops-ingest team:ops', scopes, schedule, warnBeforeExpiry });
    this.appliance = new dynatrace.ApiToken(this, 'Appliance', { name: 'ops-appliance team:ops', scopes });
  }
}

const app = new App();
const policy = new CompanyPolicy(app, 'CompanyPolicy', ACCOUNT_ID);
new ShopStack(app, 'shop');
const monitoring = new MonitoringStack(app, 'monitoring');
policy.acknowledge(monitoring.appliance, 'longest-lifetime', {
  reason: 'the appliance takes a new token by hand only; replaced in Q2 (OPS-1234)',
  until: '2027-06-30T00:00:00Z',
});
app.synth();
