/**
 * What cdktf's HCL gets wrong (`cdktf synth --hcl`) of what this library renders: addresses in quotes where Terraform wants
 * references, blocks as attributes, texts with quotes, backslashes or newlines, and blocks that it does not know.
 */
import type * as cdktf from 'cdktf';
import { refuse } from './refuse';
import { resolveIn } from './resolve';

/** Of the arguments that hold addresses. */
const REFERENCES = new Set(['replace_triggered_by', 'ignore_changes', 'depends_on', 'provider']);

/** Of the blocks in `lifecycle`. */
const CONDITIONS = ['precondition', 'postcondition'];

/** A value as an expression of HCL. Its strings are templates, as they are in Terraform's JSON. */
export function hclOf(value: unknown): string {
  if (typeof value === 'string') {
    return quoted(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(hclOf).join(', ')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{${entries.map(([key, item]) => `\n${quoted(key)} = ${hclOf(item)}`).join('')}\n}`;
  }
  return String(value);
}

/** A template in quotes: escaped but for what stands in `${...}` and `%{...}`. */
function quoted(template: string): string {
  let text = '';
  for (let at = 0; at < template.length;) {
    const end = /^[$%]\{/.test(template.slice(at, at + 2)) && !isEscaped(template, at) ? endOfExpression(template, at + 2) : undefined;
    text += end === undefined ? escaped(template[at]) : template.slice(at, end);
    at = end ?? at + 1;
  }
  return `"${text}"`;
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  return ESCAPES[character] ?? character;
}

/** `$${` is how a template has a literal `${`. */
function isEscaped(template: string, at: number): boolean {
  return template[at - 1] === template[at];
}

/** Behind the brace that closes an expression; its strings may have braces, and expressions, of their own. */
function endOfExpression(template: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < template.length && depth > 0) {
    if (template[at] === '"') {
      at = endOfString(template, at + 1);
      continue;
    }
    depth += template[at] === '{' ? 1 : template[at] === '}' ? -1 : 0;
    at++;
  }
  return at;
}

function endOfString(template: string, start: number): number {
  let at = start;
  while (at < template.length && template[at] !== '"') {
    if (template[at] === '\\') {
      at += 2;
    } else if (/^[$%]\{/.test(template.slice(at, at + 2)) && !isEscaped(template, at)) {
      at = endOfExpression(template, at + 2);
    } else {
      at++;
    }
  }
  return at + 1;
}

/**
 * A fragment of `toHclTerraform` with any text at the top level. cdktf has none for it, but writes the names of locals as
 * they are: this one closes their block, and opens another behind the text.
 */
export function topLevelHcl(text: string): any {
  return { locals: { [`}\n\n${text}\n\nlocals {\n#`]: { value: 1 } } };
}

/** A local value of any kind; cdktf drops falsy ones, and does not escape texts with expressions in them. */
export function localHcl(name: string, value: unknown): any {
  return { locals: { [`${name} = ${hclOf(value)}\n#`]: { value: 1 } } };
}

type WithAddress = cdktf.TerraformResource | cdktf.TerraformDataSource;

/** Makes a resource or data source of this library come out as HCL that Terraform reads as it reads the JSON. */
export function mendHcl<T extends WithAddress>(element: T): T {
  const toHclTerraform = element.toHclTerraform.bind(element);
  element.toHclTerraform = () => {
    const fragment = resolveIn(element.cdktfStack, toHclTerraform());
    for (const kind of [fragment.resource, fragment.data]) {
      for (const named of Object.values<any>(kind ?? {})) {
        for (const [name, attributes] of Object.entries<any>(named)) {
          named[name] = mended(element, attributes);
        }
      }
    }
    return fragment;
  };
  return element;
}

function mended(element: WithAddress, attributes: Record<string, any>): Record<string, any> {
  return Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, mendedAttribute(element, name, attribute)]));
}

function mendedAttribute(element: WithAddress, name: string, attribute: any): any {
  if (name === '//' || name === 'provisioner' || name === 'connection' || name === 'dynamic') {
    return attribute;
  }
  if (name === 'lifecycle') {
    return { isBlock: true, value: lifecycle(element, attribute) };
  }
  if (REFERENCES.has(name)) {
    return references(attribute);
  }
  if (!isTyped(attribute)) {
    return holdsObject(attribute)
      ? refuse(element, `override of ${name}`, 'must not hold an object in HCL, where it may be a block or a value', JSON.stringify(attribute),
        'synthesize JSON, which Terraform reads as it is')
      : raw(hclOf(attribute));
  }
  if (attribute.isBlock || attribute.is_block) {
    const { value } = attribute;
    return { ...attribute, value: Array.isArray(value) ? value.map((block) => mended(element, block)) : mended(element, value) };
  }
  return raw(hclOf(attribute.value));
}

/** JSON does not tell blocks from values, HCL does. */
function holdsObject(value: any): boolean {
  return Array.isArray(value) ? value.some(holdsObject) : value !== null && typeof value === 'object';
}

function isTyped(attribute: any): boolean {
  return attribute !== null && typeof attribute === 'object' && 'value' in attribute;
}

function lifecycle(element: WithAddress, settings: Record<string, any>): Record<string, any> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => {
    if (CONDITIONS.includes(name)) {
      return [name, { isBlock: true, type: 'list', storageClassType: 'objectList', value: value.map((block: any) => mended(element, block)) }];
    }
    return [name, REFERENCES.has(name) ? references(value) : raw(hclOf(value))];
  }));
}

function references(value: string | string[]): any {
  return raw(Array.isArray(value) ? `[${value.join(', ')}]` : value);
}

/** cdktf puts a text with `${` into quotes again, but not one in an array. */
function raw(text: string): any {
  return { value: [text], type: 'reference', storageClassType: 'reference' };
}
