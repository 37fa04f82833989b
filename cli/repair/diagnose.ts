import { type Case, type Diagnosis, joined } from './case';
import { findGone, type GoneOptions } from './gone';
import { findLostAtDynatrace, type OrphanOptions } from './lost-at-dynatrace';
import { findLostAtHarness } from './lost-at-harness';
import { findStuck } from './stuck';

export type DiagnoseOptions = GoneOptions & OrphanOptions;

/** What is wrong, in the order in which it is mended. */
export async function diagnose(read: Case, options: DiagnoseOptions): Promise<Diagnosis> {
  return joined(await findGone(read, options), await findLostAtHarness(read, options), findLostAtDynatrace(read, options), findStuck(read));
}
