import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { type Expiration } from '../expiration';
import { now } from '../private/now';
import { refuse } from '../private/refuse';

/** The time in the form that Harness takes, which nothing can convert a late-bound date into. */
export function epochMilliseconds(construct: Construct, prop: string, time: Expiration | undefined): number | undefined {
  try {
    return time?.toEpochMilliseconds();
  } catch {
    return refuse(construct, prop, 'must be in milliseconds if only Terraform knows it', time!.toIsoString(), 'make it with Expiration.atEpochMilliseconds(...)');
  }
}

/** The time in the form that Dynatrace takes, which nothing can convert late-bound milliseconds into. */
export function isoString(construct: Construct, prop: string, time: Expiration | undefined): string | undefined {
  try {
    return time?.toIsoString();
  } catch {
    return refuse(construct, prop, 'must be a date string if only Terraform knows it', 'a number', 'make it with Expiration.at(...)');
  }
}

/** A stack with an expired token must still synthesize, so this only warns. */
export function warnIfExpired(construct: Construct, expiresAt: Expiration | undefined): void {
  if (expiresAt?.isKnown && expiresAt.toEpochMilliseconds() <= now(construct)) {
    cdktf.Annotations.of(construct).addWarning(
      `expiresAt is in the past (${expiresAt.toIsoString()}), so the service rejects the token: set a later expiresAt or remove the token`);
  }
}
