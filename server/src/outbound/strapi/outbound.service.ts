import type { BulkResult, DeliveryFilter, DeliveryPage, DeliveryView } from '../../../../shared/contracts/delivery';
import type { WebhookCreated, WebhookDraft, WebhookListItem, WebhookRemoved } from '../../../../shared/contracts/webhook';
import type { PageRequest } from '../delivery-service';
import type { EmitInput } from '../emit';
import type { GetApi } from './outbound-api';

const NEWEST: PageRequest = { limit: 20 };

/**
 * What developers call: `strapi.plugin('switchboard').service('outbound')`. Ready once the plugin has bootstrapped; before that every call
 * throws. Mistakes are `PluginError`s with a `code`, and `fields` where an input is wrong.
 *
 * Only `emit` may be called inside a transaction of the caller's: the others read and write tables of their own, and on SQLite, which has one
 * connection, they would wait for it for ever.
 */
export interface OutboundService {
  /**
   * Makes an event of your own, in the caller's transaction where one is open: sent if that commits, forgotten if it rolls back.
   * Answers the event's id, which is the `webhook-id` of its requests. Throws `INVALID_INPUT`.
   */
  emit(input: EmitInput): Promise<{ readonly id: string }>;
  readonly webhooks: {
    /** All webhooks, declared ones first, with state and numbers of the last day; secret values are masked. */
    list(): Promise<readonly WebhookListItem[]>;
    /** Throws `WEBHOOK_NOT_FOUND`. */
    get(id: string): Promise<WebhookListItem>;
    /** What is left out has its default. `revealedSecret.value` is shown here and never again. Throws `INVALID_INPUT`, `ENCRYPTION_KEY_MISSING`. */
    create(draft: WebhookDraft): Promise<WebhookCreated>;
    /**
     * Replaces everything but the secrets: what is left out goes back to its default. Give receiver URLs their ids, or they begin anew; `MASK`
     * keeps a secret value. Throws `INVALID_INPUT`, `WEBHOOK_NOT_FOUND`, `WEBHOOK_IS_DECLARED`, `ENCRYPTION_KEY_MISSING`.
     */
    update(id: string, draft: WebhookDraft): Promise<WebhookListItem>;
    /** Cancels its unfinished deliveries and says how many. Throws `WEBHOOK_NOT_FOUND`, `WEBHOOK_IS_DECLARED`. */
    remove(id: string): Promise<WebhookRemoved>;
  };
  readonly deliveries: {
    /** A page of the log, newest first: 20 rows unless told otherwise, at most 100. */
    list(filter?: DeliveryFilter, page?: PageRequest): Promise<DeliveryPage>;
    /** With every attempt, request and answer. Throws `DELIVERY_NOT_FOUND`. */
    get(id: string): Promise<DeliveryView>;
    /** Sends it again, now. Throws `DELIVERY_NOT_FOUND`, `DELIVERY_IS_RUNNING`, `EVENT_NOT_FOUND`. */
    resend(id: string): Promise<DeliveryView>;
    /** Throws `DELIVERY_NOT_FOUND`, `DELIVERY_IS_RUNNING`, `DELIVERY_IS_FINAL`. */
    cancel(id: string): Promise<DeliveryView>;
    /**
     * Delivers what a webhook missed since then. A call looks at 10,000 events at most: while its answer has a `lastId`, call again with that as
     * `afterId`. `isDryRun` only counts. Throws `WEBHOOK_NOT_FOUND`.
     */
    recover(
      webhookId: string,
      since: Date,
      options?: { readonly isDryRun?: boolean; readonly afterId?: string }
    ): Promise<BulkResult>;
  };
}

export interface OutboundServiceTools {
  readonly api: GetApi;
  readonly emit: () => (input: EmitInput) => Promise<{ id: string }>;
}

/** The tools are asked for with each call, because Strapi makes services before there is a database. */
export const createOutboundService = ({ api, emit }: OutboundServiceTools): OutboundService => ({
  emit: async (input) => emit()(input),
  webhooks: {
    list: async () => api().webhooks.list(),
    get: async (id) => api().webhooks.get(id),
    create: async (draft) => api().webhooks.create(draft),
    update: async (id, draft) => api().webhooks.update(id, draft),
    remove: async (id) => api().webhooks.remove(id),
  },
  deliveries: {
    list: async (filter = {}, page = NEWEST) => api().deliveries.list(filter, page),
    get: async (id) => api().deliveries.get(id),
    resend: async (id) => api().deliveries.resend(id),
    cancel: async (id) => api().deliveries.cancel(id),
    recover: async (webhookId, since, { isDryRun = false, afterId } = {}) =>
      api().deliveries.recover(webhookId, { sinceMs: since.getTime(), ...(afterId ? { afterId } : {}) }, isDryRun),
  },
});
