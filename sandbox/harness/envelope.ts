import { randomUUID } from 'node:crypto';
import { type ApiResponse, Refusal } from '../http-server';
import { cutSecrets } from '../secrets';

/** A field of the request and what is wrong with it. */
export interface FieldError {
  readonly fieldId: string;
  readonly error: string;
}

export interface Page<T> {
  readonly totalPages: number;
  readonly totalItems: number;
  readonly pageItemCount: number;
  readonly pageSize: number;
  readonly content: readonly T[];
  readonly pageIndex: number;
  readonly empty: boolean;
}

export function success(data: unknown, subject?: string): ApiResponse {
  return {
    status: 200,
    body: { status: 'SUCCESS', data, metaData: null, correlationId: randomUUID() },
    subject,
  };
}

/** A policy of the account said no: not an HTTP error, and no data. */
export function policyDenial(): ApiResponse {
  return { status: 200, body: { status: 'FAILURE', data: null, metaData: null, correlationId: randomUUID() } };
}

/** A 400. */
export function invalid(message: string, errors: readonly FieldError[] = [], code = 'INVALID_REQUEST'): Refusal {
  return new Refusal({
    status: 400,
    body: { status: 'FAILURE', code, message: cutSecrets(message), correlationId: randomUUID(), errors },
  });
}

/** A 400 for one field. */
export function invalidField(fieldId: string, error: string): Refusal {
  return invalid(`Invalid request: ${fieldId} ${error}`, [{ fieldId, error }]);
}

export function duplicate(message: string): Refusal {
  return invalid(message, [], 'DUPLICATE_FIELD');
}

/** Any other status. Every such body carries a `code`: without one the published provider falls over. */
export function failure(status: number, code: string, message: string): ApiResponse {
  const text = cutSecrets(message);
  return {
    status,
    body: {
      status: 'ERROR',
      code,
      message: text,
      correlationId: randomUUID(),
      detailedMessage: null,
      responseMessages: [{ code, level: 'ERROR', message: text, exception: null, failureTypes: [] }],
      metadata: null,
    },
  };
}

export function notFound(message: string, code: 'ENTITY_NOT_FOUND' | 'RESOURCE_NOT_FOUND_EXCEPTION' = 'ENTITY_NOT_FOUND'): Refusal {
  return new Refusal(failure(404, code, message));
}

const CODES: Record<number, string> = {
  401: 'INVALID_TOKEN',
  403: 'ACCESS_DENIED',
  404: 'RESOURCE_NOT_FOUND_EXCEPTION',
  409: 'DUPLICATE_FIELD',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
};

export function answerFor(status: number, message: string): ApiResponse {
  return status === 400 ? invalid(message).response : failure(status, CODES[status] ?? (status < 500 ? 'INVALID_REQUEST' : 'UNKNOWN_ERROR'), message);
}

/** One page of a list, as `pageIndex` and `pageSize` of the query ask for it. */
export function pageOf<T>(items: readonly T[], query: URLSearchParams): Page<T> {
  const pageIndex = wholeNumber(query, 'pageIndex', 0, 0);
  const pageSize = wholeNumber(query, 'pageSize', 100, 1);
  const content = items.slice(pageIndex * pageSize, (pageIndex + 1) * pageSize);
  return {
    totalPages: Math.ceil(items.length / pageSize),
    totalItems: items.length,
    pageItemCount: content.length,
    pageSize,
    content,
    pageIndex,
    empty: content.length === 0,
  };
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number, least: number): number {
  const text = query.get(name);
  if (text === null || text === '') {
    return otherwise;
  }
  if (!/^\d{1,6}$/.test(text) || Number(text) < least) {
    throw invalidField(name, `must be a whole number from ${least} upwards`);
  }
  return Number(text);
}
