import type { SubmissionPayload } from '../../../shared/contracts/form';
import type { PayloadChoice } from '../../../shared/contracts/webhook';
import type { EventData, StoredEvent } from './event';
import { submissionIn } from './submission';

/** What is picked at one level: `null` takes the whole value. */
type Pick = ReadonlyMap<string, Pick> | null;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pickOf = (paths: readonly (readonly string[])[]): Pick => {
  if (paths.some((path) => path.length === 0)) return null;
  const groups = new Map<string, (readonly string[])[]>();
  for (const [first = '', ...rest] of paths) groups.set(first, [...(groups.get(first) ?? []), rest]);
  return new Map([...groups].map(([name, below]) => [name, pickOf(below)]));
};

const pick = (value: unknown, chosen: Pick): unknown => {
  if (chosen === null) return value;
  if (Array.isArray(value)) return value.map((element) => pick(element, chosen));
  // Nothing lies below a text; to send the whole of it would be more than was chosen.
  if (!isRecord(value)) return null;
  // In the order of the choice; `fromEntries` because a field may be called `__proto__`.
  return Object.fromEntries(
    [...chosen].filter(([name]) => Object.hasOwn(value, name)).map(([name, below]) => [name, pick(value[name], below)])
  );
};

const isIdName = (name: string): boolean => /^(?:id|uid|locale)$|(?:Id|_id)$/.test(name);

const idsOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(idsOf);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => isIdName(name))) : null;
};

/** Changes to fields that were chosen; the choice of `category.slug` lets the change of `category` through, cut in the same way. */
const changesOf = (changed: EventData['changed'], chosen: Pick): EventData['changed'] => {
  if (changed === null || chosen === null) return changed;
  const kept = Object.entries(changed).filter(([name]) => chosen.has(name));
  return Object.fromEntries(
    kept.map(([name, { from, to }]) => [
      name,
      { from: pick(from, chosen.get(name) ?? null), to: pick(to, chosen.get(name) ?? null) },
    ])
  );
};

/** Which submission, and of its answers the chosen ones: `ids` are none. A path below a key takes the whole answer. */
const chooseAnswers = (submission: SubmissionPayload, choice: Exclude<PayloadChoice, { kind: 'all' }>): SubmissionPayload => {
  const keys = choice.kind === 'ids' ? [] : choice.fields.map((field) => field.split('.')[0]);
  const isChosen = ({ key }: { readonly key: string }): boolean => keys.includes(key);
  return { ...submission, fields: submission.fields.filter(isChosen), consents: submission.consents.filter(isChosen) };
};

const asEntry = (value: unknown): EventData['entry'] => (isRecord(value) ? value : null);

/**
 * The part of an event's data that a webhook chose to send.
 *
 * ids: top-level ids and the locale; no changed values and no actor, so that nothing about content or people leaves · fields: exactly these
 * fields, in this order, of the entry and of `changed` (of the carried data for own events; of a submission, the answers with these keys). A truncated event has nothing to choose from
 * and travels as its ids whatever was chosen.
 */
export const choosePayload = ({ data, isTruncated }: StoredEvent, choice: PayloadChoice): EventData => {
  const submission = submissionIn(data.own);
  if (submission && choice.kind !== 'all') return { ...data, own: chooseAnswers(submission, choice) };
  if (choice.kind === 'ids') return { entry: asEntry(idsOf(data.entry)), changed: null, actor: null, own: idsOf(data.own) };
  if (choice.kind === 'all' || isTruncated) return data;
  const chosen = pickOf(choice.fields.map((field) => field.split('.')));
  return {
    entry: asEntry(pick(data.entry, chosen)),
    changed: changesOf(data.changed, chosen),
    actor: data.actor,
    own: pick(data.own, chosen),
  };
};
