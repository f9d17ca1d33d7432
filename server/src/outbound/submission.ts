import type { SubmissionPayload } from '../../../shared/contracts/form';
import { isRecord } from '../kernel/expected';
import type { StoredEvent } from './event';

/** A form submission among the things that own events carry; `null` where it is something else. */
export const submissionIn = (own: unknown): SubmissionPayload | null =>
  // Made by the forms feature and by nobody else: `emit` refuses types that begin with `form.`.
  isRecord(own) && own['kind'] === 'form-submission' ? (own as unknown as SubmissionPayload) : null;

/** Answers by key: what conditions ask, and what most formats nest as `data`. */
export const answersOf = ({ fields }: SubmissionPayload): Readonly<Record<string, unknown>> =>
  Object.fromEntries(fields.map(({ key, value, files }) => [key, files ?? value]));

/** Where a path starts: the entry, the answers of a submission, or what an own event carries. */
export const rootOf = ({ data }: Pick<StoredEvent, 'data'>): unknown => {
  const submission = submissionIn(data.own);
  return data.entry ?? (submission ? answersOf(submission) : data.own);
};
