import type { FieldDescription } from './field-description';
import { FIELD_GROUPS } from './field-description';
import { fault, type FieldType, type ReadTools } from './field-type';
import { BUILT_IN } from './field-types';
import { isStorable } from './text';

/** A type of field that a project brings along: what is done with answers, and what builder, checks and JSON Schema need, in one object. */
export type OwnFieldType = FieldType & FieldDescription;

const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const LONGEST_TEXT = 50_000;

const expected = (name: string, what: string, got: unknown): Error =>
  new Error(`type of field \`${name}\`: expected ${what}, got ${JSON.stringify(got) ?? typeof got}`);

/** Throws a sentence where it could not work: at the start of a site rather than at a visitor. */
const expectOwnFieldType = (own: OwnFieldType): void => {
  const { type, group, icon, settings } = own;
  if (typeof type !== 'string' || !NAME.test(type))
    throw new Error(`expected the name of a type of field to be like \`colour\` or \`iban-2\`, got ${JSON.stringify(type)}`);
  if (BUILT_IN.some((one) => one.type === type))
    throw new Error(`there is a type of field \`${type}\` already; give yours another name`);
  for (const name of ['read', 'control', 'schema'] as const)
    if (typeof own[name] !== 'function') throw expected(type, `\`${name}\` to be a function`, own[name]);
  if (typeof own.answers !== 'boolean') throw expected(type, '`answers` to be true or false', own.answers);
  if (!FIELD_GROUPS.includes(group)) throw expected(type, `\`group\` to be one of ${FIELD_GROUPS.join(', ')}`, group);
  if (typeof icon !== 'string') throw expected(type, '`icon` to be the name of an icon', icon);
  if (!Array.isArray(settings) || settings.some(({ name, kind }) => typeof name !== 'string' || typeof kind !== 'string'))
    throw expected(type, '`settings` to be a list of settings with a name and a kind', settings);
};

/** What visitors sent goes to the project's code only if a database can keep it: it may hand it through as it is. */
const isKeepable = (raw: unknown): boolean => {
  const texts = (Array.isArray(raw) ? raw : [raw]) as readonly unknown[];
  return texts.every((one) => typeof one !== 'string' || (one.length <= LONGEST_TEXT && isStorable(one)));
};

/** A project's own type as forms may use it. Throws what is wrong with it. */
export const checkedFieldType = (own: OwnFieldType): OwnFieldType => {
  expectOwnFieldType(own);
  const read = (raw: unknown, field: Parameters<FieldType['read']>[1], tools: ReadTools) =>
    isKeepable(raw) ? own.read(raw, field, tools) : fault('bad-characters');
  return { ...own, read };
};
