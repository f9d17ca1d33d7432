import { holds } from './condition';
import type { NewDelivery } from './delivery';
import type { StoredEvent } from './event';
import { isOwnType, wants } from './wants';
import type { Webhook } from './webhook';

/** Own events carry the id of the webhook they are about in `data.own.webhookId`. */
const isAbout = (event: StoredEvent, webhookId: string): boolean => {
  const { own } = event.data;
  return isOwnType(event.type) && typeof own === 'object' && own !== null && 'webhookId' in own && own.webhookId === webhookId;
};

/** Why a webhook does not get an event; `null` when it does. */
export const skipReason = (
  event: StoredEvent,
  webhook: Pick<Webhook, 'id' | 'events' | 'condition' | 'mailing'>
): 'event' | 'condition' | null => {
  if (!wants(webhook.events, { type: event.type, uid: event.subject?.uid ?? null })) return 'event';
  // A dead receiver would be told of its own death, for ever.
  if (isAbout(event, webhook.id)) return 'event';
  if (webhook.mailing && !webhook.mailing.isFor(event)) return 'condition';
  return holds(webhook.condition, event) ? null : 'condition';
};

/** The deliveries of an event: one for each receiver URL of each enabled webhook that wants it, that was not asked before, and whose condition holds. */
export const routeEvent = (event: StoredEvent, webhooks: readonly Webhook[]): readonly NewDelivery[] =>
  webhooks
    .filter((webhook) => webhook.isEnabled && webhook.asksFirst === null && skipReason(event, webhook) === null)
    .flatMap(({ id, receivers, order }) =>
      receivers.map((receiver) => ({ webhookId: id, receiverId: receiver.id, url: receiver.url, order }))
    );
