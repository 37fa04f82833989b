import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { now } from './now';
import { Expiration } from '../expiration';

/** A stack whose token ran out must still synthesize, so this only warns. */
export function warnIfExpired(construct: Construct, expiresAt: Expiration | undefined): void {
  if (expiresAt?.isKnown && expiresAt.toEpochMilliseconds() <= now(construct)) {
    cdktf.Annotations.of(construct).addWarning(
      `expiresAt lies in the past (${expiresAt.toIsoString()}), so the token is refused wherever it is used: set a later expiresAt or remove the token`);
  }
}
