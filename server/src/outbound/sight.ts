import type { DeliveryFilter, DeliveryView } from '../../../shared/contracts/delivery';

/** What of the log somebody may see. A role that is kept to some forms must not read the others' submissions from what was sent of them. */
export interface Sight {
  /** `form:<key>` of the forms that they may know of; `null` where they are kept to none. */
  readonly forms: readonly string[] | null;
  /** Whether they may see what was sent and answered about that content type or form. */
  mayRead(uid: string | null): boolean;
}

/** Of code, which sees all. */
export const WHOLE_SIGHT: Sight = { forms: null, mayRead: () => true };

/** A filter of the log, perhaps for somebody who may know of some forms only. */
export interface LogFilter extends DeliveryFilter {
  readonly knownForms?: readonly string[];
}

/** What deliveries about forms have as `uid`, before the form's key. */
export const FORM_PREFIX = 'form:';

/** Whether somebody may know of a delivery. */
export const isInSight = ({ uid }: Pick<DeliveryView, 'uid'>, { forms }: Sight): boolean =>
  forms === null || !uid?.startsWith(FORM_PREFIX) || forms.includes(uid);

export const narrowTo = (filter: DeliveryFilter, { forms }: Sight): LogFilter =>
  forms === null ? filter : { ...filter, knownForms: forms };

/** Without what was sent and answered. The address of an e-mail is the visitor's, and no receiver's. */
const redacted = (view: DeliveryView): DeliveryView => ({
  ...view,
  isRedacted: true,
  event: view.event && { ...view.event, data: null },
  attempts: view.attempts.map((attempt) => ({
    ...attempt,
    request: attempt.request && { url: view.url, headers: [], body: null },
    response: attempt.response && { ...attempt.response, headers: [], body: null },
  })),
});

/** A delivery as somebody may see it. */
export const asSeen = (view: DeliveryView, { mayRead }: Sight): DeliveryView => (mayRead(view.uid) ? view : redacted(view));
