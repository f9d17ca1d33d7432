import { dataOf, timeOf } from './content';
import { defineFormat, jsonBody } from './define';

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#payload-structure */
export const envelope = defineFormat({
  kind: 'envelope',
  settings: {},
  write: (_format, { event, payload }) => jsonBody({ type: event.type, timestamp: timeOf(event), data: dataOf(event, payload) }),
});
