import { objectOf } from './content';
import { defineFormat, jsonBody } from './define';

/**
 * What Strapi's own webhooks send (`event`, `createdAt`, `model`, `uid`, `entry`; `media` for files), and more beside it. One difference on
 * purpose: Strapi's `createdAt` is the moment of sending, ours that of the event, so it is the same on every attempt.
 */
export const json = defineFormat({
  kind: 'json',
  settings: {},
  write: (_format, { event, payload }) => jsonBody(objectOf(event, payload)),
});
