import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { type Expiration } from '../expiration';
import { now } from '../private/now';

/** A stack whose token ran out must still synthesize, so this only warns. */
export function warnIfExpired(construct: Construct, expiresAt: Expiration | undefined): void {
  if (expiresAt?.isKnown && expiresAt.toEpochMilliseconds() <= now(construct)) {
    cdktf.Annotations.of(construct).addWarning(
      `expiresAt lies in the past (${expiresAt.toIsoString()}), so the token is refused wherever it is used: set a later expiresAt or remove the token`);
  }
}
