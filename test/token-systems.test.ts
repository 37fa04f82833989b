/** The table of token systems has a row for each secret that a bound provider computes. */
import { boundProviders } from '../scripts/schemas';
import { EndForm, TOKEN_SYSTEMS } from '../src/private/token-systems';

interface Attribute {
  readonly type: unknown;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
}

const resources = boundProviders().flatMap(({ document, address }) =>
  Object.entries<any>(document.provider_schemas[address].resource_schemas)
    .map(([type, { block }]): [string, Record<string, Attribute>] => [type, block.attributes]));

test('each computed, sensitive attribute of schemas/ has a row, and each row such an attribute', () => {
  const secrets = resources.flatMap(([type, attributes]) =>
    Object.entries(attributes).filter(([, { computed, sensitive }]) => computed && sensitive).map(([name]) => `${type}.${name}`));
  expect(secrets.length).toBeGreaterThan(0);
  expect(TOKEN_SYSTEMS.map(({ resourceType, secretAttribute }) => `${resourceType}.${secretAttribute}`).sort()).toEqual(secrets.sort());
});

test.each(TOKEN_SYSTEMS.map((system) => [system.resourceType, system] as const))('the end of %s has the form that its row states', (type, { endAttribute, endForm }) => {
  const attributes = new Map(resources).get(type)!;
  expect(attributes[endAttribute].type).toBe(endForm === EndForm.EPOCH_MILLISECONDS ? 'number' : 'string');
});
