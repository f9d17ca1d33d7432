import type { Catalog, EventPattern, SampleChoice } from '../../../shared/contracts';

/** Stands for every content type of the site, those to come included. */
export const ANY_CONTENT = 'api::*';
/** Stands for every action on an entry. */
export const ANY_ACTION = 'entry.*';

export const isEntryPattern = ({ type }: EventPattern): boolean => type.startsWith('entry.');

/** Spam is kept, not sent: whoever wants to hear of it asks for it by name. */
const SPAM = 'form.submission.spam';

const isForm = (uid: string): boolean => uid.startsWith('form:');

const matches = (pattern: string, text: string): boolean =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text;

/** Whether one pattern includes another event or pattern; an event about a content type must be asked for as such. */
const covers = (pattern: EventPattern, type: string, uid: string | null): boolean => {
  // News of a broken receiver is wanted only by name, never by `*`.
  if (type.startsWith('switchboard.') && !pattern.type.startsWith('switchboard.')) return false;
  if (type === SPAM && pattern.type !== SPAM) return false;
  if (!matches(pattern.type, type)) return false;
  if (uid !== null && isForm(uid)) return pattern.uid === null || matches(pattern.uid, uid);
  return uid === null ? pattern.uid === null || pattern.uid === '*' : matches(pattern.uid ?? ANY_CONTENT, uid);
};

export type Coverage = 'none' | 'exact' | 'included';

/** Whether an event is wanted by a pattern of its own, by a wider one, or not at all. */
export const coverageOf = (events: readonly EventPattern[], type: string, uid: string | null): Coverage => {
  if (events.some((pattern) => covers(pattern, type, uid) && !(pattern.type === type && pattern.uid === uid))) return 'included';
  return events.some((pattern) => pattern.type === type && pattern.uid === uid) ? 'exact' : 'none';
};

/** Adds or removes a pattern. Adding drops what the new one includes, so that the list stays as short as what was meant. */
export const toggled = (events: readonly EventPattern[], type: string, uid: string | null): readonly EventPattern[] => {
  const others = events.filter((pattern) => !(pattern.type === type && pattern.uid === uid));
  if (others.length < events.length) return others;
  const wider = { type, uid };
  return [...others.filter((pattern) => !covers(wider, pattern.type, pattern.uid)), wider];
};

/** Actions that a content type can have: without draft and publish there is nothing to publish. */
export const hasAction = (contentType: Catalog['contentTypes'][number], type: string): boolean =>
  contentType.hasDraftAndPublish || !['entry.publish', 'entry.unpublish', 'entry.draft-discard'].includes(type);

/** Every concrete event that the patterns want, as samples for a preview, content types before the rest. */
export const samplesOf = (events: readonly EventPattern[], catalog: Catalog): readonly SampleChoice[] => {
  const entries = catalog.contentTypes.flatMap((contentType) =>
    catalog.entryTypes
      .filter((type) => hasAction(contentType, type) && coverageOf(events, type, contentType.uid) !== 'none')
      .map((type) => ({ type, uid: contentType.uid, documentId: null }))
  );
  const named = events.filter((pattern) => !isEntryPattern(pattern) && !pattern.type.includes('*'));
  const ofForms = named.flatMap(({ type, uid }) => (uid !== null && isForm(uid) ? [{ type, uid, documentId: null }] : []));
  const types = named.filter(({ uid }) => uid === null || !isForm(uid)).map(({ type }) => type);
  const others = [...new Set([...catalog.otherTypes.filter((type) => coverageOf(events, type, null) !== 'none'), ...types])];
  return [...entries, ...ofForms, ...others.map((type) => ({ type, uid: null, documentId: null }))];
};
