import { objectOf } from './content';
import { submissionIn } from '../submission';
import { defineFormat, jsonBody } from './define';
import { submissionPairs } from './submission';

/**
 * What Strapi's own webhooks send (`event`, `createdAt`, `model`, `uid`, `entry`; `media` for files), and more beside it. One difference on
 * purpose: Strapi's `createdAt` is the moment of sending, ours that of the event, so it is the same on every attempt. A form submission is one
 * flat object: its answers, then the system columns.
 */
export const json = defineFormat({
  kind: 'json',
  settings: {},
  write: (_format, { event, payload, webhook }) => {
    const submission = submissionIn(payload.own);
    // `fromEntries` because a field may be called anything.
    return jsonBody(submission ? Object.fromEntries(submissionPairs(submission, webhook.submissions)) : objectOf(event, payload));
  },
});
