import type { FormVersion, SubmissionReceipt } from '../../../shared/contracts/form';
import type { Submission } from './submission';

/** What the visitor is told, but for the token that resumes. Nothing of it says whether it was taken for spam. Pure. */
export const receiptOf = (
  { id, state, page }: Pick<Submission, 'id' | 'state' | 'page'>,
  { definition }: Pick<FormVersion, 'definition'>
): SubmissionReceipt => {
  const { success } = definition.settings;
  if (state === 'partial') return { id, state, message: null, redirectTo: null, nextPage: page, resumeToken: null };
  return {
    id,
    state,
    message: success.kind === 'message' ? success.text : null,
    redirectTo: success.kind === 'redirect' ? success.url : null,
    nextPage: null,
    resumeToken: null,
  };
};
