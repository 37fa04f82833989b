import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { NAME } from '../../command-line';
import { FINDING_KINDS } from '../catalog';
import type { Finding, Inventory, InventoryToken } from '../model';

const HELP = 'https://github.com/cdktf-access-tokens/cdktf-access-tokens/blob/main/docs/inventory.md#findings';

/** SARIF 2.1.0: what code scanning services take. A result points to the document of its stack, or to the app's folder. */
export function toSarif(inventory: Inventory, app: string): string {
  const results = inventory.tokens.flatMap((token) => token.findings.map((finding) => resultOf(token, finding, app)));
  return `${JSON.stringify({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: NAME,
          informationUri: 'https://github.com/cdktf-access-tokens/cdktf-access-tokens',
          rules: FINDING_KINDS.map(({ id, title, explanation, severity }) => ({
            id,
            name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
            shortDescription: { text: title },
            fullDescription: { text: explanation },
            defaultConfiguration: { level: severity },
            helpUri: HELP,
          })),
        },
      },
      invocations: [{
        executionSuccessful: inventory.problems.length === 0,
        endTimeUtc: inventory.at.toISOString(),
        toolExecutionNotifications: inventory.problems.map(({ source, message }) => ({ level: 'error', message: { text: `${source}: ${message}` } })),
      }],
      columnKind: 'utf16CodeUnits',
      results,
    }],
  }, undefined, 2)}\n`;
}

function resultOf(token: InventoryToken, { id, severity, message, change, commands }: Finding, app: string): object {
  const { stack, address, name, system } = token;
  const uri = (stack === undefined ? join(app, 'manifest.json') : join(app, 'stacks', stack, 'cdk.tf.json')).split('\\').join('/');
  const mend = [...change === undefined ? [] : [change], ...commands].join('; ');
  return {
    ruleId: id,
    ruleIndex: FINDING_KINDS.findIndex((kind) => kind.id === id),
    level: severity,
    message: { text: `${system} token ${name}: ${message}. To mend it: ${mend}` },
    locations: [{
      physicalLocation: { artifactLocation: { uri: encodeURI(uri) }, region: { startLine: 1 } },
      logicalLocations: [{ fullyQualifiedName: stack === undefined ? token.id : `${stack}/${address}`, name, kind: 'resource' }],
    }],
    partialFingerprints: { 'token/v1': createHash('sha256').update(`${token.id} ${id}`).digest('hex') },
  };
}
