import { type ApiResponse, Refusal } from '../http-server';
import { cutSecrets } from '../secrets';

/** What is wrong with one part of the request. */
export interface ConstraintViolation {
  readonly path: string;
  readonly message: string;
  readonly parameterLocation: 'HEADER' | 'PATH' | 'PAYLOAD_BODY' | 'QUERY';
}

export function answerFor(status: number, message: string, violations?: readonly ConstraintViolation[]): ApiResponse {
  const constraintViolations = violations?.map(violation => ({ ...violation, message: cutSecrets(violation.message), location: null }));
  return { status, body: { error: { code: status, message: cutSecrets(message), ...(constraintViolations ? { constraintViolations } : {}) } } };
}

export function refusal(status: number, message: string): Refusal {
  return new Refusal(answerFor(status, message));
}

/** A 400 that names each part of the request that is wrong. */
export function violated(...violations: readonly ConstraintViolation[]): Refusal {
  return new Refusal(answerFor(400, 'Constraints violated.', violations));
}
