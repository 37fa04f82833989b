import { ActionsSecret } from '@cdktf/provider-github/lib/actions-secret';
import { GithubProvider } from '@cdktf/provider-github/lib/provider';
import { KvSecretV2 } from '@cdktf/provider-vault/lib/kv-secret-v2';
import { VaultProvider } from '@cdktf/provider-vault/lib/provider';
import { App, Fn, TerraformStack } from 'cdktf';
import { dynatrace, Duration, harness, IAccessToken, RotationSchedule } from 'cdktf-access-tokens';
import { Construct } from 'constructs';
// Cut from a schema by this repository's own generator: the prebuilt packages of these two take 145 and 392 MB.
import { AwsProvider } from './bindings/aws/provider';
import { SecretsmanagerSecret } from './bindings/aws/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from './bindings/aws/secretsmanager-secret-version';
import { KubernetesProvider } from './bindings/kubernetes/provider';
import { SecretV1 } from './bindings/kubernetes/secret-v1';

const ACCOUNT_ID = process.env.HARNESS_ACCOUNT_ID ?? 'your-account-id';
const SHOP = harness.HarnessScope.project(ACCOUNT_ID, 'delivery', 'shop');
const SCHEDULE = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });

function ingestToken(scope: Construct): dynatrace.RotatingApiToken {
  return new dynatrace.RotatingApiToken(scope, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest(), schedule: SCHEDULE });
}

/** Pipelines of Harness find the tokens as its text secrets. */
class PipelinesStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new harness.HarnessProvider(this, 'Harness');
    new dynatrace.DynatraceProvider(this, 'Dynatrace');

    const bot = new harness.ServiceAccount(this, 'DeployBot', { harnessScope: SHOP });
    bot.grantRole(harness.Role.PIPELINE_EXECUTOR);
    this.deliver('DeployToken', SHOP, bot.addApiKey('Pipelines').addRotatingToken('Deploy', { schedule: SCHEDULE }));
    this.deliver('IngestToken', harness.HarnessScope.organization(ACCOUNT_ID, 'delivery'), ingestToken(this));
  }

  private deliver(id: string, harnessScope: harness.HarnessScope, token: IAccessToken): void {
    new harness.SecretText(this, id, { harnessScope, value: token.value });
  }
}

/** Consumers in the stack of their token: with a write-only input, no state holds a second copy of the secret. */
class ConsumersStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new dynatrace.DynatraceProvider(this, 'Dynatrace');
    new KubernetesProvider(this, 'Kubernetes'); // KUBE_CONFIG_PATH
    new VaultProvider(this, 'Vault', { address: 'https://vault.example.com' }); // VAULT_TOKEN
    new GithubProvider(this, 'GitHub', { owner: 'your-organization' }); // GITHUB_TOKEN

    const ingest = ingestToken(this);
    // Two values: a collector that tries both never notices a rotation.
    new SecretV1(this, 'ClusterSecret', {
      metadata: { name: 'dynatrace-ingest', namespace: 'observability' },
      dataWo: { token: ingest.value, previousToken: ingest.previousValue },
      dataWoRevision: ingest.valueVersion,
    });
    new KvSecretV2(this, 'VaultSecret', {
      mount: 'secret',
      name: 'dynatrace/ingest',
      dataJsonWo: Fn.jsonencode({ token: ingest.value, previous_token: ingest.previousValue }),
      dataJsonWoVersion: ingest.valueVersion,
    });
    // Its provider has no write-only input: the state holds the secret twice.
    new ActionsSecret(this, 'WorkflowSecret', { repository: 'shop', secretName: 'DYNATRACE_INGEST_TOKEN', plaintextValue: ingest.value });
  }
}

class AwsConsumersStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new dynatrace.DynatraceProvider(this, 'Dynatrace');
    new AwsProvider(this, 'Aws', { region: 'eu-central-1' });

    const ingest = ingestToken(this);
    const secret = new SecretsmanagerSecret(this, 'Secret', { name: 'dynatrace/ingest' });
    new SecretsmanagerSecretVersion(this, 'SecretVersion', {
      secretId: secret.id,
      secretStringWo: ingest.value,
      secretStringWoVersion: ingest.valueVersion,
    });
  }
}

const app = new App();
new PipelinesStack(app, 'pipelines');
new ConsumersStack(app, 'consumers');
new AwsConsumersStack(app, 'aws-consumers');
app.synth();
