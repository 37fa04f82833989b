import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { isLateBound } from '../private/late-bound';
import { refuse } from '../private/refuse';
import { isAttached, stateOf } from '../private/tree-state';

const TERRAFORM_NAME = /^[A-Za-z_][\w-]*$/;

/** On a stack: the outputs made here, by name. */
const EXPORTED = Symbol('accessTokens.exportedSecrets');

/** Outputs are looked up, not searched for in the whole stack: that would cost the square of their number. */
function exportedFrom(stack: cdktf.TerraformStack): Map<string, cdktf.TerraformOutput> {
  return stateOf(stack, EXPORTED, () => {
    stack.node.addValidation({ validate: () => complaints(stack) });
    return new Map<string, cdktf.TerraformOutput>();
  });
}

/** Of two outputs of one name, Terraform's JSON would silently keep only one. */
function complaints(stack: cdktf.TerraformStack): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const output of stack.node.findAll().filter(cdktf.TerraformOutput.isTerraformOutput).filter(({ cdktfStack }) => cdktfStack === stack)) {
    const name = output.friendlyUniqueId;
    (seen.has(name) ? twice : seen).add(name);
  }
  return [...twice].map((name) => `two outputs of the stack have the name '${name}', and Terraform would keep one of them: rename one [${stack.node.path}]`);
}

/** Whether the stack has the output already. One of the user's below another construct is found by the validation. */
function isTaken(stack: cdktf.TerraformStack, name: string): boolean {
  const exported = exportedFrom(stack).get(name);
  const child = stack.node.tryFindChild(name);
  return (exported !== undefined && isAttached(exported)) || (cdktf.TerraformOutput.isTerraformOutput(child) && child.friendlyUniqueId === name);
}

/** An output with the exact name `id` that cannot be anything but sensitive. */
export function exportSecret(construct: Construct, id: string, secret: string): cdktf.TerraformOutput {
  if (isLateBound(id)) {
    refuse(construct, 'id of exportValue', 'must be known at synth, since it is the name of the output', id);
  }
  if (!TERRAFORM_NAME.test(id)) {
    refuse(construct, 'id of exportValue', "must start with a letter or '_' and hold only letters, digits, '_' and '-'", id);
  }
  const stack = cdktf.TerraformStack.of(construct);
  if (isTaken(stack, id)) {
    refuse(construct, 'id of exportValue', 'must be the name of no other output of the stack', id, 'give this output another name');
  }
  const output = new cdktf.TerraformOutput(construct, id, { value: secret, sensitive: true, staticId: true });
  exportedFrom(stack).set(id, output);
  return output;
}
