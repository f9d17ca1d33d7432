import type { AnswerFault, PublicForm, SubmissionReceipt } from '../../../shared/contracts/form';
import type { Answers } from './initial-answers';

/** What a form tells of itself; the element dispatches them as events, `switchboard:` before the name. */
export interface FormEvents {
  /** It is drawn and can be filled in. */
  readonly ready: { readonly form: PublicForm };
  /** An answer changed. */
  readonly change: { readonly key: string; readonly answers: Answers };
  /** Another page is in sight. `resumeToken` takes the form up again elsewhere, where partial submissions are stored. */
  readonly page: { readonly page: string; readonly number: number; readonly count: number; readonly resumeToken: string | null };
  /** The server has the submission. Preventing it keeps the form from going on to a redirect. */
  readonly submitted: { readonly receipt: SubmissionReceipt };
  /** Answers are not good yet, in the form's or the server's opinion. */
  readonly fault: { readonly faults: readonly AnswerFault[] };
  /** It could not be loaded or sent. Nothing is lost; the visitor was told. */
  readonly failed: { readonly kind: 'refused' | 'unreachable'; readonly status: number | null; readonly code: string | null };
}

/** Hears an event; `false` prevents what would follow. */
export type Emit = <Name extends keyof FormEvents>(name: Name, detail: FormEvents[Name]) => boolean;
