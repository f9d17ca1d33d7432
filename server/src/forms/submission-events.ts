import type { FormVersion, SubmissionPayload } from '../../../shared/contracts/form';
import { FORM_PREFIX } from '../outbound';
import { payloadOf, type LinkOf } from './payload-of';
import type { OpenTransaction, SubmissionEvents } from './ports';
import type { Submission } from './submission';

/** What an event of a submission is about. */
export interface SubmissionSubject {
  /** `form:<key>`. */
  readonly uid: string;
  readonly model: 'form';
  /** Id of the submission. */
  readonly documentId: string;
  readonly locale: string;
  readonly status: null;
}

/** A form as events, patterns and the log name it. */
export const uidOf = (formKey: string): string => `${FORM_PREFIX}${formKey}`;

export const subjectOf = (formKey: string, { id, locale }: Pick<Submission, 'id' | 'locale'>): SubmissionSubject => ({
  uid: uidOf(formKey),
  model: 'form',
  documentId: id,
  locale,
  status: null,
});

/** The outbox, as far as forms use it. */
export interface EventRoad {
  /** Whether any webhook could want such an event. To be asked inside the transaction it would belong to. */
  couldWant(type: string, uid: string): boolean;
  append(
    happenings: readonly {
      readonly type: string;
      readonly subject: SubmissionSubject;
      readonly data: { readonly entry: null; readonly changed: null; readonly actor: null; readonly own: SubmissionPayload };
    }[],
    open: OpenTransaction
  ): Promise<readonly string[]>;
}

/** Writes the events of submissions beside them, in the order asked for. None where nobody could want it. */
export interface SubmissionEventLog extends SubmissionEvents {
  /** `live`: what is live now, where that is another version. */
  append(
    types: Parameters<SubmissionEvents['append']>[0],
    submission: Submission,
    version: FormVersion,
    open: OpenTransaction,
    live?: FormVersion
  ): Promise<readonly string[]>;
}

export const createSubmissionEvents = (road: EventRoad, linkOf: LinkOf): SubmissionEventLog => ({
  async append(types, submission, version, open, live = version) {
    const subject = subjectOf(version.formKey, submission);
    const wanted = types.map((type) => `form.submission.${type}`).filter((type) => road.couldWant(type, subject.uid));
    if (wanted.length === 0) return [];
    const own = payloadOf({ submission, version, live: live.definition, linkOf });
    const data = { entry: null, changed: null, actor: null, own } as const;
    return road.append(
      wanted.map((type) => ({ type, subject, data })),
      open
    );
  },
});
