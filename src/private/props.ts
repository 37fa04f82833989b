import * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { nearest } from './nearest';
import { refuse } from './refuse';

/**
 * What a prop takes. It is recognized by what it can do, not by its class: objects of another copy of the package, and those
 * that implement an interface in another language, are as good.
 */
export interface Kind {
  /** As in: must be ... */
  readonly wanted: string;
  readonly advice?: string;
  readonly accepts: (value: unknown) => boolean;
  /** What an error shows of a value that is not accepted. @default - the value */
  readonly shows?: (value: unknown) => unknown;
}

export interface OptionalKind extends Kind {
  readonly isOptional: true;
}

export interface RequiredKind extends Kind {
  readonly isOptional?: undefined;
}

export type AnyKinds = Readonly<Record<string, RequiredKind | OptionalKind>>;

/** A kind for each prop, so that none is forgotten. */
export type Kinds<P> = { readonly [K in keyof P]-?: undefined extends P[K] ? OptionalKind : RequiredKind };

const plain = (wanted: string, type: 'string' | 'number' | 'boolean'): RequiredKind => ({
  wanted,
  // A reference of cdktf's own is of any type.
  accepts: (value) => typeof value === type || cdktf.Tokenization.isResolvable(value),
});

export const STRING = plain('a string', 'string');
export const NUMBER = plain('a number', 'number');
export const BOOLEAN = plain('true or false', 'boolean');

/** A string that is never shown. */
export const HIDDEN_STRING: RequiredKind = { ...STRING, shows: (value) => `a ${typeof value}` };

export const STRINGS_BY_KEY: RequiredKind = {
  wanted: 'an object of strings',
  accepts: (value) => isRecord(value) && Object.values(value).every(STRING.accepts),
  shows: (value) => (isRecord(value) ? Object.values(value).find((item) => !STRING.accepts(item)) : value),
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(kind: RequiredKind, wanted: string): RequiredKind {
  return {
    wanted,
    advice: kind.advice,
    accepts: (value) => Array.isArray(value) && value.every(kind.accepts),
    shows: (value) => (Array.isArray(value) ? value.find((item) => !kind.accepts(item)) : value),
  };
}

export const DURATION: RequiredKind = {
  wanted: 'a Duration', advice: 'make one, such as Duration.days(30)', accepts: (value) => has(value, 'toMilliseconds'),
};

export const EXPIRATION: RequiredKind = {
  wanted: 'an Expiration', advice: "make one, such as Expiration.at('2027-03-31T00:00:00Z')", accepts: (value) => has(value, 'toEpochMilliseconds', 'toIsoString'),
};

export const ROTATION_SCHEDULE: RequiredKind = {
  wanted: 'a RotationSchedule', advice: 'make one with RotationSchedule.every or .manual', accepts: (value) => has(value, 'generations'),
};

/** Whether the provider is the one of that name, also under another local name. */
export function isProviderOf(name: string, { terraformResourceType, terraformProviderSource }: cdktf.TerraformProvider): boolean {
  return terraformResourceType === name || terraformProviderSource?.split('/').pop() === name;
}

export function providerOf(name: string, className: string): RequiredKind {
  return {
    wanted: `a ${className}`,
    accepts: (value) => cdktf.TerraformProvider.isTerraformProvider(value) && isProviderOf(name, value),
    shows: (value) => (cdktf.TerraformProvider.isTerraformProvider(value) ? value.fqn : value),
  };
}

/** What has the property, a string. */
export function hasString(value: unknown, property: string): boolean {
  return typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[property] === 'string';
}

/** What has all of the methods. */
export function has(value: unknown, ...methods: string[]): boolean {
  return isRecord(value) && methods.every((method) => typeof value[method] === 'function');
}

export function optional(kind: RequiredKind): OptionalKind {
  return { ...kind, isOptional: true };
}

/**
 * Refuses what a compiler would have, where none has looked: in JavaScript, in tsx, behind `any`. To be called first in a
 * constructor.
 */
export function checkProps(construct: IConstruct, props: object, kinds: AnyKinds): void {
  if (!isRecord(props)) {
    refuse(construct, 'props', 'must be an object', props);
  }
  for (const [prop, kind] of Object.entries(kinds)) {
    const value = props[prop];
    if (value === undefined ? !kind.isOptional : !kind.accepts(value)) {
      refuse(construct, prop, `must be ${kind.wanted}`, kind.shows ? kind.shows(value) : value, kind.advice);
    }
  }
  refuseMisspelled(construct, props, Object.keys(kinds));
}

/** An object that serves several constructs may have properties of others. A misspelled one would be ignored in silence. */
function refuseMisspelled(construct: IConstruct, props: Record<string, unknown>, known: string[]): void {
  for (const prop of Object.keys(props)) {
    if (!known.includes(prop)) {
      const meant = nearest(prop, known.filter((candidate) => props[candidate] === undefined), Math.max(1, Math.floor(prop.length / 4)));
      if (meant) {
        refuse(construct, 'props', 'must not hold a misspelled property', prop, `did you mean ${meant}?`);
      }
    }
  }
}
