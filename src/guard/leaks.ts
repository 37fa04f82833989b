import type { Block, Flow, Reading, TokenResource, Unmarking } from './reader';

/** The only attribute of a resource of Terraform's own that is repeated without its mark. */
const UNMARKING_ARGUMENT = { type: 'terraform_data', place: 'input' };

/**
 * Each way by which a secret would be output in clear text, with place, token and what to do.
 *
 * @param stacks names of the documents whose leaks are asked for
 */
export function leaksOf(reading: Reading, stacks: ReadonlySet<string>): string[] {
  const unmarkings = reading.unmarkings();
  const unmarked = new Set(unmarkings.map(({ token }) => token));
  return [...new Set([
    ...unmarkings.filter(({ document }) => stacks.has(document)).map(ofUnmarking),
    ...reading.flows().filter(({ document }) => stacks.has(document)).flatMap((flow) => ofFlow(flow, unmarked)),
  ])];
}

function ofUnmarking(unmarking: Unmarking): string {
  return `${placeOf(unmarking)} takes the mark off the secret of ${nameOf(unmarking.token)}: remove nonsensitive(...), or hand on a digest, as in `
    + `nonsensitive(sha256(...)) ${constructOf(unmarking)}`;
}

function ofFlow(flow: Flow, unmarked: ReadonlySet<TokenResource>): string[] {
  const { block, place, token } = flow;
  if (block.kind === 'local') {
    return [];
  }
  if (block.kind === 'output' && isWithin(place, 'value')) {
    return isTrue(block.body.sensitive) ? [] : [
      `output '${block.name}' must be sensitive, since it carries the secret of ${nameOf(token)}: set sensitive, or use exportValue of the token ${constructOf(flow)}`,
    ];
  }
  if (block.type === UNMARKING_ARGUMENT.type && isWithin(place, UNMARKING_ARGUMENT.place)) {
    return [`${placeOf(flow)} must not be given the secret of ${nameOf(token)}, since Terraform repeats it as output in clear text: `
      + `use triggers_replace ${constructOf(flow)}`];
  }
  // Of a token whose mark was taken off, that place is the one to mend.
  return flow.marked || unmarked.has(token) ? [] : [
    `${placeOf(flow)} would show the secret of ${nameOf(token)} in plans, since Terraform does not mark as sensitive what it reads from another state: `
    + `wrap it in sensitive(...), or use value of the token ${constructOf(flow)}`,
  ];
}

function isWithin(place: string, argument: string): boolean {
  return place === argument || place.startsWith(`${argument}.`);
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function placeOf({ block, place }: { readonly block: Block; readonly place: string }): string {
  return place === '' ? block.address : `${block.address}.${place}`;
}

function constructOf({ block, document }: { readonly block: Block; readonly document: string }): string {
  return `[${block.path ?? document}]`;
}

/** The construct of a token and its address. */
function nameOf({ block, document, address }: TokenResource): string {
  return `${block?.path?.replace(/\/Resource$/, '') ?? document} (${address})`;
}
