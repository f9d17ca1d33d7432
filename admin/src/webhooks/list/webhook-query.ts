import type { WebhookListItem } from '../../../../shared/contracts';
import { findItems, type ListFacts, type ListQuery } from '../../ui/list/list-query';

/** The worst health of its receiver URLs, which is what somebody looks for. */
const healthOf = ({ receivers }: WebhookListItem): 'healthy' | 'troubled' =>
  receivers.every(({ state }) => state === 'healthy') ? 'healthy' : 'troubled';

const FACTS: ListFacts<WebhookListItem> = {
  name: ({ name }) => name.toLowerCase(),
  texts: ({ name, description, receivers, events }) => [
    name,
    description,
    ...receivers.map(({ url }) => url),
    ...events.map(({ type }) => type),
  ],
  filters: {
    isEnabled: ({ isEnabled }) => String(isEnabled),
    health: healthOf,
    isDeclared: ({ isDeclared }) => String(isDeclared),
    format: ({ format }) => format.kind,
  },
  ranks: {
    isEnabled: ({ isEnabled }) => Number(isEnabled),
    // Webhooks that sent nothing have no rate; they stand below the worst.
    successRate: ({ summary }) => summary.successRate ?? -1,
    lastDeliveryAt: ({ summary }) => summary.lastDeliveryAt ?? '',
  },
};

/** All webhooks that the query finds, in its order. */
export const findWebhooks = (webhooks: readonly WebhookListItem[], query: ListQuery): readonly WebhookListItem[] =>
  findItems(webhooks, query, FACTS);
