import type { EventPattern } from '../../../shared/contracts/webhook';
import type { Webhook } from './webhook';

/** What decides whether an event is wanted: its type, and the content type it is about (`null` for media and own events). */
export interface EventKey {
  readonly type: string;
  readonly uid: string | null;
}

const OWN_PREFIX = 'switchboard.';

const prefixOf = (pattern: string): string | null => (pattern.endsWith('*') ? pattern.slice(0, -1) : null);

/** An event about Switchboard itself. */
export const isOwnType = (type: string): boolean => type.startsWith(OWN_PREFIX);

/** Spam is kept, not delivered: who wants to see it asks for it by name. */
const SPAM = 'form.submission.spam';

const wantsType = (pattern: string, type: string): boolean => {
  if (type === SPAM) return pattern === SPAM;
  // News of a broken receiver must be asked for by name: "everything" means everything that happens to content.
  if (isOwnType(type) && !pattern.startsWith(OWN_PREFIX)) return false;
  const prefix = prefixOf(pattern);
  return prefix === null ? pattern === type : type.startsWith(prefix);
};

const isEntryType = (type: string): boolean => type.startsWith('entry.');

const wantsUid = (pattern: string | null, { type, uid }: EventKey): boolean => {
  // A developer's own event may be about a document; who asks for its type alone gets it whatever it is about.
  if (pattern === null && !isEntryType(type)) return true;
  if (uid === null) return pattern === '*';
  // Users and other plugins' records hold personal data; nobody gets them without asking for them.
  const asked = pattern ?? 'api::*';
  const prefix = prefixOf(asked);
  return prefix === null ? asked === uid : uid.startsWith(prefix);
};

/**
 * Whether one of the patterns wants the event. Types are exact or end in a wildcard (`entry.*`, `*`); `*` leaves out `switchboard.*`. The
 * uid of a pattern is a content type, `api::*`, a form (`form:<key>`) or `*`; `null` means `api::*` for `entry.*` events and no condition for all
 * others. Spam is wanted by its full name only.
 */
export const wants = (patterns: readonly EventPattern[], key: EventKey): boolean =>
  patterns.some((pattern) => wantsType(pattern.type, key.type) && wantsUid(pattern.uid, key));

/** Answers, on every publish, whether any enabled webhook could want an event. Conditions are not asked: they need the entry. */
export interface Interest {
  couldWant(type: string, uid: string | null): boolean;
}

/** Keys remembered; beyond it the memory starts anew, because `emit` lets callers invent types without end. */
const MEMORY_SIZE = 10_000;

/** Distinct patterns by the type they ask for: many webhooks want the same few types. */
const byType = (patterns: readonly EventPattern[]): ReadonlyMap<string, readonly EventPattern[]> => {
  const groups = new Map<string, Map<string, EventPattern>>();
  for (const pattern of patterns) {
    const group = groups.get(pattern.type) ?? new Map<string, EventPattern>();
    groups.set(pattern.type, group.set(pattern.uid ?? '', pattern));
  }
  return new Map([...groups].map(([type, group]) => [type, [...group.values()]]));
};

/** Made anew whenever webhooks change; asks the patterns once per type and uid. */
export const createInterest = (
  webhooks: readonly (Pick<Webhook, 'isEnabled' | 'events'> & Partial<Pick<Webhook, 'asksFirst'>>)[]
): Interest => {
  const patterns = byType(
    webhooks.filter((webhook) => webhook.isEnabled && !webhook.asksFirst).flatMap((webhook) => webhook.events)
  );
  const wildcards = [...patterns].filter(([type]) => prefixOf(type) !== null).flatMap(([, group]) => group);
  const answers = new Map<string, boolean>();
  return {
    couldWant(type, uid) {
      const key = `${type} ${uid ?? ''}`;
      const known = answers.get(key);
      if (known !== undefined) return known;
      if (answers.size >= MEMORY_SIZE) answers.clear();
      const answer = wants(patterns.get(type) ?? [], { type, uid }) || wants(wildcards, { type, uid });
      answers.set(key, answer);
      return answer;
    },
  };
};
