import * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { dynatraceTokenFacts } from '../../dynatrace/private/token-facts';
import { harnessTokenFacts } from '../../harness/private/token-facts';
import { type ResourceReader } from '../../private/resource-reader';
import { type ITokenFacts } from '../../token-facts';
import { type FactsReader } from '../../tokens/facts';

const READERS: Readonly<Record<string, FactsReader>> = { harness_platform_token: harnessTokenFacts, dynatrace_api_token: dynatraceTokenFacts };

/** A token of this library, of either system, rotating or not. Not by class, since a second copy of the library has its own. */
interface OwnToken extends IConstruct {
  _facts(look?: ResourceReader): ITokenFacts;
}

function isOwnToken(construct: IConstruct): construct is OwnToken {
  return typeof (construct as Partial<OwnToken>)._facts === 'function';
}

function isTokenResource(construct: IConstruct): construct is cdktf.TerraformResource {
  return cdktf.TerraformResource.isTerraformResource(construct) && READERS[construct.terraformResourceType] !== undefined;
}

/** The token that a construct is, or is the resource or a generation of. */
export function tokenAt(construct: IConstruct): IConstruct | undefined {
  return construct.node.scopes.find(isOwnToken) ?? (isTokenResource(construct) ? construct : undefined);
}

/** The tokens in and below a construct, in the order of the tree. */
export function tokensBelow(construct: IConstruct): IConstruct[] {
  return isOwnToken(construct) || isTokenResource(construct) ? [construct] : construct.node.children.flatMap(tokensBelow);
}

/** What is known of a token; undefined if its resource was moved away. */
export function factsOf(token: IConstruct, look: ResourceReader): ITokenFacts | undefined {
  if (isOwnToken(token)) {
    return token._facts(look);
  }
  return isTokenResource(token) && look.isRendered(token) ? READERS[token.terraformResourceType](token, look, { construct: token }) : undefined;
}
