import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { isLateBound } from '../private/late-bound';
import { refuse } from '../private/refuse';
import { isFirst } from '../private/tree-state';

const TERRAFORM_NAME = /^[A-Za-z_][\w-]*$/;

/** Stacks whose outputs are watched for two of one name: Terraform's JSON would silently keep only one. */
const WATCHED = Symbol('accessTokens.outputNames');

function outputNames(stack: cdktf.TerraformStack): string[] {
  return stack.node.findAll().filter(cdktf.TerraformOutput.isTerraformOutput)
    .filter((output) => output.cdktfStack === stack).map((output) => output.friendlyUniqueId);
}

function watchOutputNames(stack: cdktf.TerraformStack): void {
  if (!isFirst(stack, WATCHED)) {
    return;
  }
  stack.node.addValidation({
    validate: () => {
      const names = outputNames(stack);
      return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
        .map((name) => `two outputs of the stack have the name '${name}', and Terraform would keep one of them: rename one [${stack.node.path}]`);
    },
  });
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
  if (outputNames(stack).includes(id)) {
    refuse(construct, 'id of exportValue', 'must be the name of no other output of the stack', id, 'give this output another name');
  }
  watchOutputNames(stack);
  return new cdktf.TerraformOutput(construct, id, { value: secret, sensitive: true, staticId: true });
}
