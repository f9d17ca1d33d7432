import type { Values } from '../../shared/contracts/form';

/** A complete, unread submission as its row: for tests of many, which no visitor need send. */
export const submissionRow = (id: string, formId: string, values: Values) => ({
  document_id: id,
  form_id: formId,
  version: 1,
  language: 'en',
  state: 'complete',
  status: 'new',
  is_starred: false,
  is_test: false,
  values: JSON.stringify(values),
  consents: '[]',
  meta: '{}',
  notes: '[]',
  event_ids: '[]',
  search: '',
  changed_at: 1,
  completed_at: 1,
});
