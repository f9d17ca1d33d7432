import * as yup from 'yup';
import { exactly, text, whole } from './input';

const INDEX = 'Expected receiverIndex to be the position of a receiver URL, from 0.';

const SAMPLE_TYPE = 'Expected sample.type to be the type of an event, as in entry.publish.';

/** The frame of a preview; the webhook in it is parsed with everything else that is a webhook. */
export const previewSchema = exactly({
  webhookId: text('webhookId').nullable().default(null),
  webhook: yup.mixed<object>().required('Expected webhook to be the webhook to preview.'),
  receiverIndex: whole(INDEX, 0, 9_999, 'body').default(0),
  sample: exactly({
    type: text('sample.type').required(SAMPLE_TYPE),
    uid: text('sample.uid').nullable().default(null),
    documentId: text('sample.documentId').nullable().default(null),
  }),
});
