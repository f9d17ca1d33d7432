import type { SubmissionPayload } from '../../../shared/contracts/form';
import type { SubmissionSubject } from './submission-events';

export interface Question {
  readonly subject: SubmissionSubject;
  /** As receivers get it; files without links, because nothing is stored yet. */
  readonly payload: SubmissionPayload;
}

export type Permission =
  | { readonly kind: 'granted' }
  /** Nothing is stored; the visitor reads this sentence ('': ours), at a field (its key) or at the whole form (''). */
  | { readonly kind: 'refused'; readonly path: string; readonly message: string };

/** Asks somebody outside, on the visitor's time, whether a valid submission may be stored. Never rejects: it decides what silence means. */
export type AskFirst = (question: Question) => Promise<Permission>;

/** Where nobody is asked. */
export const askNobody: AskFirst = async () => ({ kind: 'granted' });
