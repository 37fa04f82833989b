/** The example that delivers tokens, as far as the sandbox has its sinks: deployed, rotated and destroyed. */
import { join } from 'node:path';
import { ROOT } from '../../scripts/tools';
import '../util/built-library';
import { synthesize } from '../util/packages';
import { Workspace } from '../util/workspace';

const MAIN = join(ROOT, 'examples', 'typescript', 'deliver-tokens', 'main.ts');
const PIPELINES = { stack: 'pipelines', state: 'app' };

test('the pipelines have valid tokens, also after a rotation, and nothing is left', async () => {
  const workspace = await Workspace.open({ now: '2026-11-02T00:00:00Z' });
  try {
    const nothing = workspace.sandbox.inventory();
    for (const now of ['2026-11-02T00:00:00Z', '2026-12-03T00:00:00Z', '2026-12-20T00:00:00Z']) {
      workspace.sandbox.clock.set(now);
      await synthesize({ command: 'ts-node', args: ['-T', MAIN] }, workspace.folder, join(workspace.folder, 'app'), {
        HARNESS_ACCOUNT_ID: workspace.account, CDKTF_CONTEXT_JSON: JSON.stringify({ 'accessTokens:now': now }),
      });
      await workspace.apply(PIPELINES);
      await workspace.expectEmptyPlan(PIPELINES);
      const delivered = Object.entries(await workspace.resources(PIPELINES)).filter(([address]) => address.startsWith('harness_platform_secret_text.'));
      expect(delivered.map(([, { identifier, value }]) => [identifier, workspace.sandbox.isValid(value)])).toEqual([['DeployToken', true], ['IngestToken', true]]);
    }
    expect(workspace.sandbox.inventory()).toMatchObject({
      roleAssignments: [{ scope: 'delivery/shop', role: '_pipeline_executor' }],
      secrets: [{ scope: 'delivery', identifier: 'IngestToken' }, { scope: 'delivery/shop', identifier: 'DeployToken' }],
    });
    await workspace.destroy(PIPELINES);
    expect(workspace.sandbox.inventory()).toEqual(nothing);
  } finally {
    await workspace.close();
  }
});
