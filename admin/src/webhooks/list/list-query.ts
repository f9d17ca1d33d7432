import type { WebhookListItem } from '../../../../shared/contracts';

/** What the list shows; read from the URL, where Strapi's own parts write it. */
export interface ListQuery {
  readonly search: string;
  readonly filters: readonly Filter[];
  readonly sort: { readonly by: string; readonly isDescending: boolean };
  readonly page: number;
  readonly pageSize: number;
}

interface Filter {
  readonly name: string;
  readonly operator: string;
  readonly value: string;
}

/** The query as Strapi's search field, filters, table headers and pagination write it. */
export interface RawQuery {
  _q?: string;
  sort?: string;
  page?: string;
  pageSize?: string;
  filters?: { $and?: Record<string, Record<string, string>>[] };
}

export const DEFAULT_PAGE_SIZE = 20;

const positive = (text: string | undefined, otherwise: number): number => {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
};

export const readListQuery = (query: RawQuery): ListQuery => {
  const [by = 'name', direction = 'ASC'] = (query.sort ?? 'name:ASC').split(':');
  const conditions = Array.isArray(query.filters?.$and) ? query.filters.$and : [];
  return {
    search: query._q ?? '',
    filters: conditions.flatMap((condition) =>
      Object.entries(condition).flatMap(([name, operators]) =>
        Object.entries(operators).map(([operator, value]) => ({ name, operator, value }))
      )
    ),
    sort: { by, isDescending: direction === 'DESC' },
    page: positive(query.page, 1),
    pageSize: positive(query.pageSize, DEFAULT_PAGE_SIZE),
  };
};

/** The worst health of its receiver URLs, which is what somebody looks for. */
export const healthOf = ({ receivers }: WebhookListItem): 'healthy' | 'troubled' =>
  receivers.every(({ state }) => state === 'healthy') ? 'healthy' : 'troubled';

const FACTS: Readonly<Record<string, (webhook: WebhookListItem) => string>> = {
  isEnabled: (webhook) => String(webhook.isEnabled),
  health: healthOf,
  isDeclared: (webhook) => String(webhook.isDeclared),
  format: (webhook) => webhook.format.kind,
};

const passes = (webhook: WebhookListItem, { name, operator, value }: Filter): boolean => {
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

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b);

/** All webhooks that the query finds, in its order; the page is cut from them afterwards. */
export const findWebhooks = (webhooks: readonly WebhookListItem[], query: ListQuery): readonly WebhookListItem[] => {
  const rank = RANKS[query.sort.by] ?? RANKS.name ?? (() => 0);
  const sign = query.sort.isDescending ? -1 : 1;
  return webhooks
    .filter((webhook) => isFound(webhook, query.search) && query.filters.every((filter) => passes(webhook, filter)))
    .sort((a, b) => sign * compare(rank(a), rank(b)) || a.name.localeCompare(b.name));
};
