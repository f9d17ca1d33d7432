import type { FormVersion, SubmissionReceipt } from '../../../shared/contracts/form';
import type { Posted } from './posted';

/** What is known of who sent it. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string;
  /** Id of the logged-in user. */
  readonly user: string | null;
}

/** A submission as it comes to the pipeline. */
export interface Arrival {
  /** The live version. */
  readonly form: FormVersion;
  readonly posted: Posted;
  /** Texts as HTML forms send them, not JSON. */
  readonly isLenient: boolean;
  readonly visitor: Visitor;
  /** Of a partial submission that goes on. */
  readonly resumeToken: string | null;
  /** Sent by an editor: marked, and neither judged as spam nor counted. */
  readonly isTest: boolean;
}

/** The answer, kept to be given again to a repeated post. */
export interface Answered {
  readonly status: 200 | 201;
  readonly receipt: SubmissionReceipt;
}
