/**
 * Writes API.md from the compiled library, by jsii's own reflection: what a user needs first comes first, and what every
 * construct of cdktf has, the generated bindings and the provider classes are left to the types.
 * Usage: ts-node scripts/api-docs.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Docs, type EnumType, type Method, type Parameter, type Property, type ReferenceType, type TypeReference, TypeSystem } from 'jsii-reflect';
import { ROOT } from './tools';

/** What comes first, in this order; the rest follows by name. */
const FIRST = [
  'harness.ServiceAccount', 'harness.ServiceAccountProps', 'harness.ApiKey', 'harness.ApiKeyOptions', 'harness.Token', 'harness.TokenOptions',
  'harness.EntityOptions', 'harness.HarnessScope', 'harness.User', 'harness.Role', 'harness.RoleAssignmentOptions', 'harness.ResourceGroup',
  'harness.RoleAssignment', 'harness.SecretText', 'harness.SecretTextProps', 'dynatrace.ApiToken', 'dynatrace.ApiTokenProps', 'dynatrace.ApiTokenScopes',
  'dynatrace.ApiTokenScope', 'Expiration', 'Duration', 'IAccessToken', 'RotationSchedule', 'RotationScheduleOptions', 'ManualRotationOptions',
  'IRotatingAccessToken', 'harness.RotatingToken', 'harness.RotatingTokenOptions', 'dynatrace.RotatingApiToken', 'dynatrace.RotatingApiTokenProps',
  'TokenPolicy', 'TokenPolicyProps', 'TokenAcknowledgement', 'PolicyEnforcement', 'TokenRules', 'TokenRuleOptions', 'RotatesOptions', 'NoAdministratorsOptions',
  'ITokenRule', 'TokenRule', 'TokenRuleDescription', 'TokenFinding', 'ITokenFacts', 'TokenFact', 'TokenKind', 'TokenRotation',
];
const INHERITED = new Set(['toString', 'with', 'isConstruct', 'node']);

const short = (fqn: string): string => fqn.replace('cdktf-access-tokens.', '');
const anchor = (name: string): string => name.toLowerCase().replace(/\./g, '');

export async function renderApiDocs(): Promise<string> {
  const system = new TypeSystem();
  const assembly = await system.loadModule(ROOT, { validate: false });
  const types = [...assembly.allTypes]
    .filter(({ fqn }) => !/\.l1\.|Provider(Config)?$/.test(fqn))
    .sort((a, b) => rank(a) - rank(b) || (a.fqn < b.fqn ? -1 : 1));
  return [
    '# API reference',
    '',
    'In TypeScript spelling; Python and Go have the same names in theirs. The provider classes (`harness.HarnessProvider`,',
    '`dynatrace.DynatraceProvider`) and `l1` are generated bindings: see the providers\' pages in the Terraform Registry.',
    '',
    ...types.map(({ fqn }) => `- [${short(fqn)}](#${anchor(short(fqn))})`),
    '',
    ...types.flatMap((type) => section(type)),
  ].join('\n').replace(/\n{3,}/g, '\n\n').trimEnd() + '\n';
}

type Documented = { readonly fqn: string; readonly docs: Docs };
type AnyType = Documented & Partial<ReferenceType> & Partial<EnumType>;

function rank(type: Documented): number {
  const position = FIRST.indexOf(short(type.fqn));
  return position === -1 ? FIRST.length : position;
}

function section(given: Documented): string[] {
  const type = given as AnyType & { isClassType?(): boolean; isInterfaceType?(): boolean; isEnumType?(): boolean };
  const lines = [`## ${short(type.fqn)}`, '', ...prose(type.docs), ''];
  if (type.isEnumType?.()) {
    return [...lines, ...type.members!.map((member) => `- \`${member.name}\`: ${oneLine(member.docs)}`), ''];
  }
  const own = type as unknown as ReferenceType & { initializer?: { parameters: Parameter[]; protected: boolean } };
  const methods = own.allMethods.filter(({ name, protected: hidden }) => !hidden && !INHERITED.has(name));
  const properties = own.allProperties.filter(({ name, protected: hidden }) => !hidden && !INHERITED.has(name));
  if (own.initializer && !own.initializer.protected) {
    lines.push(`\`new ${short(type.fqn)}(${parameters(own.initializer.parameters)})\``, '', ...thrown(own.initializer as unknown as Method));
  }
  if (own.isDataType?.()) {
    properties.sort((a, b) => Number(a.optional) - Number(b.optional));
  }
  const constants = properties.filter((property) => property.const && property.static);
  return [
    ...lines,
    ...list('Constants', constants.map((property) => `\`${property.name}\`: ${oneLine(property.docs)}`)),
    ...list('Factories', methods.filter((method) => method.static).map(methodLine)),
    ...list(own.isDataType?.() ? 'Properties' : 'Attributes', properties.filter((property) => !property.static).map(propertyLine)),
    ...list('Methods', methods.filter((method) => !method.static).map(methodLine)),
  ];
}

function list(title: string, items: string[]): string[] {
  return items.length === 0 ? [] : [`**${title}**`, '', ...items.map((item) => `- ${item}`), ''];
}

function methodLine(method: Method): string {
  const returns = method.returns.type.void ? '' : `: ${typeText(method.returns.type)}`;
  const described = method.parameters.filter(({ docs }) => docs.summary).map(({ name, docs }) => `\n  - \`${name}\`: ${oneLine(docs)}`).join('');
  return `\`${method.name}(${parameters(method.parameters)})${returns}\`: ${oneLine(method.docs)}${throwsText(method.docs)}${described}`;
}

function propertyLine(property: Property): string {
  const fallback = property.docs.docs.default;
  return `\`${property.name}${property.optional ? '?' : ''}: ${typeText(property.type)}\`: ${oneLine(property.docs)}`
    + (fallback ? ` Default: ${flat(fallback).replace(/^- /, '')}.`.replace(/\.\.$/, '.') : '');
}

function parameters(given: Parameter[]): string {
  return given.map(({ name, optional, type }) => `${name}${optional ? '?' : ''}: ${typeText(type)}`).join(', ');
}

function typeText(type: TypeReference): string {
  return type.toString()
    .replace(/cdktf-access-tokens\./g, '')
    .replace(/^constructs\./, '')
    .replace(/^Map<string => (.*)>$/, '{ [key: string]: $1 }')
    .replace(/^Array<(.*)>$/, '$1[]');
}

function prose(docs: Docs): string[] {
  const { see } = docs.docs;
  return [docs.summary, '', docs.remarks, '', see ? `Source: ${see}` : ''];
}

function thrown(method: Method): string[] {
  const text = throwsText(method.docs).trim();
  return text ? [text, ''] : [];
}

function throwsText(docs: Docs): string {
  const text = docs.customTag('throws');
  return text ? ` Throws ${flat(text)}.` : '';
}

function oneLine(docs: Docs): string {
  return flat(`${docs.summary} ${docs.remarks}`);
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

if (require.main === module) {
  void renderApiDocs().then((text) => writeFileSync(join(ROOT, 'API.md'), text));
}
