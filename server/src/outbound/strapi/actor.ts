import type { Strapi } from '../../plugin';
import type { Actor } from '../event';

interface Person {
  readonly id?: unknown;
  readonly firstname?: unknown;
  readonly lastname?: unknown;
  readonly username?: unknown;
  readonly name?: unknown;
}

interface RequestState {
  readonly user?: Person | null;
  readonly auth?: { readonly strategy?: { readonly name?: string }; readonly credentials?: Person | null } | null;
}

/** Which kind of actor each of Strapi's authentication strategies stands for. A visitor without a log-in is nobody. */
const KINDS: Readonly<Record<string, Actor['kind']>> = {
  admin: 'admin',
  'admin-token': 'api-token',
  'content-api-token': 'api-token',
  'api-token': 'api-token', // its older name
  'users-permissions': 'user',
};

const words = (...parts: readonly unknown[]): string =>
  parts.filter((part): part is string => typeof part === 'string' && part.trim() !== '').join(' ');

/** "First Last", else the user name, else the token's name, else `kind id`. Never the e-mail address: it is nobody's business. */
const nameOf = (kind: Actor['kind'], person: Person): string =>
  words(person.firstname, person.lastname) || words(person.username) || words(person.name) || `${kind} ${String(person.id)}`;

/** Who makes the request at hand; `null` in cron tasks, scripts and for visitors. */
export const readActor = (strapi: Strapi): Actor | null => {
  const state = strapi.requestContext.get()?.state as RequestState | undefined;
  const kind = KINDS[state?.auth?.strategy?.name ?? ''];
  const person = state?.auth?.credentials ?? (kind === 'api-token' ? null : state?.user);
  if (!kind || !person || person.id === undefined || person.id === null) return null;
  return { kind, id: String(person.id), name: nameOf(kind, person) };
};
