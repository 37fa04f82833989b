/** cdktn's own command line, on the Node.js that it wants, deploys the example of the package for cdktn. */
import { delimiter, join } from 'node:path';
import { startSandbox } from '../../sandbox';
import { nodeVersion, npmCommand } from '../../scripts/node-versions';
import { runTool } from '../../scripts/run-tool';
import { installStandInProviders } from '../../scripts/stand-in-providers';
import { ROOT } from '../../scripts/tools';
import { LONG, typescriptApp } from '../util/packages';

jest.setTimeout(LONG);

test('synth, diff, deploy and destroy on the sandbox', async () => {
  const app = await typescriptApp('cdktn');
  const [node, cli, { environment }, sandbox] = await Promise.all([
    nodeVersion('22'), npmCommand('cdktn-cli@0.24.0'), installStandInProviders(), startSandbox({ now: '2026-11-01T00:00:00Z' }),
  ]);
  const cdktn = (...args: string[]) => runTool('node', [join(cli, 'cdktn'), ...args, '--no-color'], {
    cwd: app,
    environment: {
      ...environment,
      ...sandbox.environment,
      CI: '1',
      CHECKPOINT_DISABLE: '1',
      DISABLE_VERSION_CHECK: '1',
      PATH: [node, join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
    },
  });
  try {
    const nothing = sandbox.inventory();
    expect(await cdktn('synth')).toContain('Generated Terraform code for the stacks');
    expect(await cdktn('diff', 'tokens', '--skip-provider-lock')).toMatch(/Plan: [1-9]\d* to add, 0 to change, 0 to destroy/);
    await cdktn('deploy', 'tokens', '--auto-approve', '--skip-provider-lock');
    expect(sandbox.inventory()).not.toEqual(nothing);
    expect(await cdktn('diff', 'tokens', '--skip-provider-lock')).toContain('No changes');
    await cdktn('destroy', 'tokens', '--auto-approve', '--skip-provider-lock', '--ignore-missing-stack-dependencies');
    expect(sandbox.inventory()).toEqual(nothing);
  } finally {
    await sandbox.stop();
  }
});
