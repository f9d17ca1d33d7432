import type { Condition, PreviewInput, SampleChoice } from '../../../../../shared/contracts';
import type { Draft } from '../../draft';

/** The draft with the one receiver URL it is about, however many there are. */
const withOneReceiver = (webhookId: string | null, draft: Draft, receiverIndex: number, sample: SampleChoice): PreviewInput => ({
  webhookId,
  webhook: { ...draft, receivers: draft.receivers.slice(receiverIndex, receiverIndex + 1) },
  receiverIndex: 0,
  sample,
});

/** What a test needs. Who may not change the webhook tests the stored one, whose receiver URLs are all there to be counted. */
export const testInput = (
  webhookId: string | null,
  draft: Draft,
  receiverIndex: number,
  sample: SampleChoice,
  mayChange: boolean
): PreviewInput => ({ ...withOneReceiver(webhookId, draft, receiverIndex, sample), receiverIndex: mayChange ? 0 : receiverIndex });

/** Without the comparisons whose field is still to be chosen; `null` when nothing is left. */
const withoutBlanks = (condition: Condition): Condition | null => {
  if (condition.kind === 'compare') return condition.field === '' ? null : condition;
  if (condition.kind === 'not') {
    const inner = withoutBlanks(condition.of);
    return inner && { kind: 'not', of: inner };
  }
  const of = condition.of.flatMap((member) => withoutBlanks(member) ?? []);
  return of.length > 0 ? { ...condition, of } : null;
};

/**
 * What a preview needs. Where nothing is filled in yet an example stands, so that there is a request to look at from the first moment; what is
 * filled in and wrong stays, because its fault has to be seen.
 */
export const previewInput = (webhookId: string | null, draft: Draft, receiverIndex: number, sample: SampleChoice): PreviewInput => {
  const { webhook, ...rest } = withOneReceiver(webhookId, draft, receiverIndex, sample);
  const receivers = webhook.receivers.map((receiver) => ({
    ...receiver,
    url: receiver.url || 'https://example.com/webhooks/strapi',
  }));
  const events = webhook.events.length > 0 ? webhook.events : [{ type: sample.type, uid: sample.uid }];
  const condition = webhook.condition && withoutBlanks(webhook.condition);
  return { ...rest, webhook: { ...webhook, name: webhook.name || 'webhook', receivers, events, condition } };
};
