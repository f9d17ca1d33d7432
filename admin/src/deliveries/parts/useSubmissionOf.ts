import { useListInboxFormsQuery } from '../../submissions/submissions.api';
import { submissionPath } from '../../submissions/paths';
import { useAllowed } from '../../ui/useAllowed';

const SUBJECT = 'form:';

/** The key of the form that an event is about; `null` for every other event. */
export const formKeyOf = (uid: string | null): string | null => (uid?.startsWith(SUBJECT) ? uid.slice(SUBJECT.length) : null);

/** The form an event is about, as far as this person may read its submissions, and where the submission is. */
export const useSubmissionOf = ({ uid, documentId }: { readonly uid: string | null; readonly documentId: string | null }) => {
  const { can } = useAllowed('submissions');
  const key = formKeyOf(uid);
  const { data: forms } = useListInboxFormsQuery(undefined, { skip: key === null || !can.read });
  const form = key === null ? undefined : forms?.find((one) => one.key === key);
  return { key, form, path: form && documentId ? submissionPath(documentId, { formId: form.id }) : null };
};
