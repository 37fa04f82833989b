import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';

/** 48 bits: chance does not repeat them, and every provider and JSON can hold the number. */
const HEX_DIGITS = 12;

/**
 * A number that follows from a token's secret and gives nothing of it away.
 *
 * It is a local of the token's stack, so that another stack that takes it is sent the number and not the secret.
 */
export function valueVersionOf(token: Construct, secret: string): number {
  const digest = cdktf.Fn.substr(cdktf.Fn.sha256(secret), 0, HEX_DIGITS);
  return new cdktf.TerraformLocal(token, 'ValueVersion', cdktf.Fn.nonsensitive(cdktf.Fn.parseint(digest, 16))).asNumber;
}
