import type { WebhookListItem } from '../../../../shared/contracts';
import { compareRanks, type ListFilter, type ListQuery } from '../../ui/list-query';

/** The worst health of its receiver URLs, which is what somebody looks for. */
export const healthOf = ({ receivers }: WebhookListItem): 'healthy' | 'troubled' =>
  receivers.every(({ state }) => state === 'healthy') ? 'healthy' : 'troubled';

const FACTS: Readonly<Record<string, (webhook: WebhookListItem) => string>> = {
  isEnabled: (webhook) => String(webhook.isEnabled),
  health: healthOf,
  isDeclared: (webhook) => String(webhook.isDeclared),
  format: (webhook) => webhook.format.kind,
};

const passes = (webhook: WebhookListItem, { name, operator, value }: ListFilter): boolean => {
  const fact = FACTS[name]?.(webhook);
  if (fact === undefined) return true;
  return operator === '$ne' ? fact !== value : fact === value;
};

const isFound = (webhook: WebhookListItem, search: string): boolean => {
  const text = search.toLowerCase().trim();
  const texts = [
    webhook.name,
    webhook.description,
    ...webhook.receivers.map(({ url }) => url),
    ...webhook.events.map(({ type }) => type),
  ];
  return text === '' || texts.some((one) => one.toLowerCase().includes(text));
};

const RANKS: Readonly<Record<string, (webhook: WebhookListItem) => string | number>> = {
  name: (webhook) => webhook.name.toLowerCase(),
  isEnabled: (webhook) => Number(webhook.isEnabled),
  // Webhooks that sent nothing have no rate; they stand below the worst.
  successRate: (webhook) => webhook.summary.successRate ?? -1,
  lastDeliveryAt: (webhook) => webhook.summary.lastDeliveryAt ?? '',
};

/** All webhooks that the query finds, in its order; the page is cut from them afterwards. */
export const findWebhooks = (webhooks: readonly WebhookListItem[], query: ListQuery): readonly WebhookListItem[] => {
  const rank = RANKS[query.sort.by] ?? RANKS.name ?? (() => 0);
  const sign = query.sort.isDescending ? -1 : 1;
  return webhooks
    .filter((webhook) => isFound(webhook, query.search) && query.filters.every((filter) => passes(webhook, filter)))
    .sort((a, b) => sign * compareRanks(rank(a), rank(b)) || a.name.localeCompare(b.name));
};
