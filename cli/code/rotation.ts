import type { Document } from '../../src/guard/reader';
import { RotationRule } from '../../src/rotation/rotation-rule';

/** How a rotating token of the code rotates. */
export interface CodeRotation {
  /** Undefined if it rotates by another serial, by hand. */
  readonly rule?: RotationRule;
}

/** The generations of a schedule as the library writes them; its numbers are literals. */
const RULE = /^\$\{\{for start in \[for index in \[.*\] : (\d+) \+ index \* (\d+) if index >= 0\] : .*1000 \* \(start \+ (\d+)\) \} if [^<]* < start \+ (\d+)\}\}$/;

/** The rotation behind a `for_each`, if it is one of this library's. */
export function rotationOf(document: Document, forEach: unknown): CodeRotation | undefined {
  const [, name] = typeof forEach === 'string' ? /^\$\{local\.([\w-]+)\}$/.exec(forEach) ?? [] : [];
  const expression = name === undefined ? undefined : document.block(`local.${name}`)?.body as unknown;
  const [, start, period, lifetime, removal] = typeof expression === 'string' ? (RULE.exec(expression) ?? []).map(Number) : [];
  return start === undefined ? undefined : { rule: new RotationRule(start, period, removal - period, lifetime) };
}
