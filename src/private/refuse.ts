import { type IConstruct } from 'constructs';
import { textOf } from './late-bound';
import { systemOfSecretIn, withoutSecrets } from './secret-forms';

const LONGEST_SHOWN = 80;

/** How an error shows the value it got: short and quoted. */
function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'a list' : `an object of class ${value.constructor?.name ?? 'Object'}`;
  }
  if (typeof value !== 'string') {
    return String(value);
  }
  const whole = textOf(value);
  const system = systemOfSecretIn(whole);
  if (system !== undefined) {
    return `a ${system} secret`;
  }
  // Before it is cut: half of a secret would not be known as one.
  const text = withoutSecrets(whole);
  return `'${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text}'`;
}

function message(prop: string, rule: string, got: unknown, advice?: string): string {
  return `${prop} ${rule}, got ${shown(got)}${advice ? `: ${advice}` : ''}`;
}

/** Refuses a value that belongs to no construct yet. */
export function refuseValue(prop: string, rule: string, got: unknown, advice?: string): never {
  throw new Error(withoutSecrets(message(prop, rule, got, advice)));
}

/** Refuses the value of a construct's prop: prop, rule, value, what to do, construct path. */
export function refuse(construct: IConstruct, prop: string, rule: string, got: unknown, advice?: string): never {
  throw new Error(withoutSecrets(`${message(prop, rule, got, advice)} [${construct.node.path}]`));
}
