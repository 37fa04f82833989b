import type { ApiRequest, Route } from '../http-server';
import { hashOf } from '../secrets';
import type { TextSecret } from '../state';
import type { HarnessCaller, HarnessContext } from './context';
import { duplicate, invalid, invalidField, notFound, success } from './envelope';
import { type Body, bodyOf, entityFields, optionalText, requiredText } from './identifier';
import { isTaken, sameScope, scopeOfBody, scopeOfQuery } from './scope';

/** Each scope has it. */
const BUILT_IN_SECRET_MANAGER = 'harnessSecretManager';

const VALUE_TYPES = ['Inline', 'Reference', 'CustomSecretManagerValues'];

type SecretFields = Omit<TextSecret, 'account' | 'org' | 'project' | 'createdAt' | 'lastModifiedAt'>;

export function secretRoutes(context: HarnessContext): Array<Route<HarnessCaller>> {
  const named = (request: ApiRequest): string => `secret ${request.params.id}`;

  const existing = (request: ApiRequest): TextSecret => {
    const scope = scopeOfQuery(request.query);
    const found = context.data.secrets.find(secret => sameScope(secret, scope) && secret.identifier === request.params.id);
    if (!found) {
      throw notFound(`Secret with identifier [${request.params.id}] not found in scope`, 'RESOURCE_NOT_FOUND_EXCEPTION');
    }
    return found;
  };

  const checkSecretManager = ({ secretManagerIdentifier: identifier, valueType }: SecretFields): void => {
    const isBuiltIn = withoutLevel(identifier) === BUILT_IN_SECRET_MANAGER;
    if (!isBuiltIn && context.secretManagers?.includes(withoutLevel(identifier)) === false) {
      throw invalid(`No such secret manager found with identifier ${identifier}`, [], 'SECRET_MANAGEMENT_ERROR');
    }
    if (isBuiltIn && valueType === 'Reference') {
      throw invalid('Reference secrets are not allowed in KMS type Secret Managers', [], 'SECRET_MANAGEMENT_ERROR');
    }
  };

  const answer = (secret: TextSecret): ReturnType<typeof success> => success({
    secret: {
      type: 'SecretText',
      name: secret.name,
      identifier: secret.identifier,
      orgIdentifier: secret.org,
      projectIdentifier: secret.project,
      tags: secret.tags,
      description: secret.description,
      spec: {
        type: 'SecretTextSpec',
        secretManagerIdentifier: secret.secretManagerIdentifier,
        valueType: secret.valueType,
        // An inline value never comes back.
        value: secret.reference,
        additionalMetadata: secret.additionalMetadata,
      },
    },
    createdAt: secret.createdAt,
    updatedAt: secret.lastModifiedAt,
    draft: false,
    governanceMetadata: null,
  });

  return [
    {
      method: 'POST',
      path: '/ng/api/v2/secrets',
      subject: request => `secret ${((request.body as Body | undefined)?.secret as Body | undefined)?.identifier ?? ''}`,
      handle: request => {
        const fields = fieldsOf(request);
        const scope = scopeOfQuery(request.query);
        if (fields.valueType !== 'CustomSecretManagerValues' && fields.reference === null && fields.valueHash === null) {
          throw invalidField('secret.spec.value', 'cannot be empty');
        }
        checkSecretManager(fields);
        if (isTaken(context.data.secrets, scope, fields.identifier)) {
          throw duplicate(`Secret [${fields.identifier}] already exists in scope`);
        }
        const now = context.clock.millis();
        const secret: TextSecret = { ...scope, ...fields, createdAt: now, lastModifiedAt: now };
        context.data.secrets.push(secret);
        context.changed();
        return answer(secret);
      },
    },
    {
      method: 'GET',
      path: '/ng/api/v2/secrets/{id}',
      subject: named,
      handle: request => answer(existing(request)),
    },
    {
      method: 'PUT',
      path: '/ng/api/v2/secrets/{id}',
      subject: named,
      handle: request => {
        const fields = fieldsOf(request);
        const before = existing(request);
        if (fields.identifier !== before.identifier) {
          throw invalidField('secret.identifier', 'cannot be changed');
        }
        if (fields.secretManagerIdentifier !== before.secretManagerIdentifier) {
          throw invalidField('secret.spec.secretManagerIdentifier', 'cannot be changed');
        }
        checkSecretManager(fields);
        const after: TextSecret = {
          ...before,
          ...fields,
          // An update may leave an inline value out, and then keeps it.
          valueHash: fields.valueHash ?? (fields.valueType === 'Inline' ? before.valueHash : null),
          lastModifiedAt: context.clock.millis(),
        };
        context.data.secrets = context.data.secrets.map(secret => secret === before ? after : secret);
        context.changed();
        return answer(after);
      },
    },
    {
      method: 'DELETE',
      path: '/ng/api/v2/secrets/{id}',
      subject: named,
      handle: request => {
        const gone = existing(request);
        context.data.secrets = context.data.secrets.filter(secret => secret !== gone);
        context.changed();
        return success(true);
      },
    },
  ];
}

function fieldsOf(request: ApiRequest): SecretFields {
  const secret = bodyOf(bodyOf(request.body).secret, 'secret');
  if (secret.type !== 'SecretText') {
    throw invalidField('secret.type', 'must be SecretText: this sandbox knows no other kind of secret');
  }
  const scope = scopeOfQuery(request.query);
  if (!sameScope({ ...scopeOfBody(secret), account: scope.account }, scope)) {
    throw invalid('Invalid request, scope in payload and params do not match.');
  }
  const spec = bodyOf(secret.spec, 'secret.spec');
  const valueType = requiredText(spec, 'valueType');
  if (!VALUE_TYPES.includes(valueType)) {
    throw invalidField('secret.spec.valueType', `must be one of ${VALUE_TYPES.join(', ')}`);
  }
  const value = optionalText(spec, 'value');
  return {
    ...entityFields(secret),
    secretManagerIdentifier: requiredText(spec, 'secretManagerIdentifier'),
    valueType,
    reference: valueType === 'Reference' ? value ?? null : null,
    valueHash: valueType === 'Inline' && value !== undefined ? hashOf(value) : null,
    additionalMetadata: metadataOf(spec.additionalMetadata),
  };
}

/** An identifier may say in which scope above the secret's own it is. */
function withoutLevel(identifier: string): string {
  return identifier.replace(/^(account|org)\./, '');
}

/** The published client sends an empty object where there is nothing to say. */
function metadataOf(metadata: unknown): unknown {
  return metadata === undefined || metadata === null || Object.keys(bodyOf(metadata, 'secret.spec.additionalMetadata')).length === 0 ? null : metadata;
}
