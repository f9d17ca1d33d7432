import type {
  BulkResult,
  DeliveryFilter,
  DeliveryListItem,
  DeliveryPage,
  DeliveryView,
  Overview,
  OverviewRange,
} from '../../../shared/contracts/delivery';
import { PluginError, type ErrorCode } from '../kernel/errors';
import type { DeliveryLog, ReceiverStore, Recovery, WebhookSource } from './ports';
import { routeEvent } from './route';

export interface DeliveryServiceTools {
  readonly log: DeliveryLog;
  readonly recovery: Recovery;
  readonly receivers: Pick<ReceiverStore, 'overview'>;
  readonly webhooks: WebhookSource;
  /** Something may be due now. */
  readonly wake: () => void;
}

/** A page of the log: at most 100 rows, older than `before` or newer than `after`. */
export interface PageRequest {
  readonly limit: number;
  readonly before?: string;
  readonly after?: string;
}

const REFUSALS: Readonly<Record<string, ErrorCode>> = {
  'not-found': 'DELIVERY_NOT_FOUND',
  running: 'DELIVERY_IS_RUNNING',
  final: 'DELIVERY_IS_FINAL',
  'event-gone': 'EVENT_NOT_FOUND',
  'receiver-gone': 'RECEIVER_NOT_FOUND',
};

/** Throws what stands for a refusal of the log; `done` passes. */
const expectDone = (result: string): void => {
  const code = REFUSALS[result];
  if (code) throw new PluginError(code);
};

/** A delivery without what was sent and answered: for those who may see the log but not the payloads. */
export const withoutPayloads = (view: DeliveryView): DeliveryView => ({
  ...view,
  event: view.event && { ...view.event, data: null },
  attempts: view.attempts.map((attempt) => ({
    ...attempt,
    request: attempt.request && { ...attempt.request, headers: [], body: null },
    response: attempt.response && { ...attempt.response, headers: [], body: null },
  })),
});

/** What people and developers do with deliveries: read, resend, cancel, recover. */
export const createDeliveryService = ({ log, recovery, receivers, webhooks, wake }: DeliveryServiceTools) => {
  /** The log knows webhooks by id; their names are with the webhooks. */
  const nameOf = async (): Promise<(id: string) => string | null> => {
    const names = new Map((await webhooks.all()).map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? null;
  };

  const list = async (filter: DeliveryFilter, page: PageRequest): Promise<DeliveryPage> => {
    const found = await log.list(filter, page);
    const name = await nameOf();
    return { ...found, items: found.items.map((item): DeliveryListItem => ({ ...item, webhookName: name(item.webhookId) })) };
  };

  const get = async (id: string): Promise<DeliveryView> => {
    const view = await log.get(id);
    if (!view) throw new PluginError('DELIVERY_NOT_FOUND');
    const name = await nameOf();
    return {
      ...view,
      webhookName: name(view.webhookId),
      siblings: view.siblings.map((sibling) => ({ ...sibling, webhookName: name(sibling.webhookId) })),
    };
  };

  const wakeAfter = (result: BulkResult): BulkResult => {
    if (!result.isDryRun && result.count > 0) wake();
    return result;
  };

  return {
    list,
    get,

    /** Sends a delivery again, now, with a fresh schedule. Throws `DELIVERY_NOT_FOUND`, `DELIVERY_IS_RUNNING`, `EVENT_NOT_FOUND`, `WEBHOOK_NOT_FOUND`. */
    async resend(id: string): Promise<DeliveryView> {
      const item = await log.get(id);
      // A webhook that is no more would only give it up again.
      if (item && !(await webhooks.get(item.webhookId))) throw new PluginError('WEBHOOK_NOT_FOUND');
      expectDone(await log.resend(id));
      wake();
      return get(id);
    },

    /** Ends a delivery that is not final. Throws `DELIVERY_NOT_FOUND`, `DELIVERY_IS_RUNNING`, `DELIVERY_IS_FINAL`. */
    async cancel(id: string): Promise<DeliveryView> {
      expectDone(await log.cancel(id));
      wake();
      return get(id);
    },

    async resendMatching(filter: DeliveryFilter, isDryRun: boolean): Promise<BulkResult> {
      return wakeAfter(await log.resendMatching(filter, isDryRun));
    },

    async cancelMatching(filter: DeliveryFilter, isDryRun: boolean): Promise<BulkResult> {
      return wakeAfter(await log.cancelMatching(filter, isDryRun));
    },

    /** Makes up for what a webhook missed since an instant, as it is now: missing deliveries are made, failed ones resent. In bounded steps. */
    async recover(webhookId: string, from: { sinceMs: number; afterId?: string }, isDryRun: boolean): Promise<BulkResult> {
      const webhook = await webhooks.get(webhookId);
      if (!webhook) throw new PluginError('WEBHOOK_NOT_FOUND');
      return wakeAfter(await recovery.recover(from, (event) => routeEvent(event, [webhook]), isDryRun));
    },

    /** Numbers about all deliveries, for the overview. */
    async overview(range: OverviewRange): Promise<Overview> {
      const numbers = await receivers.overview(range);
      const name = await nameOf();
      return {
        ...numbers,
        troubled: numbers.troubled.map((one) => ({ ...one, webhookName: name(one.webhookId) ?? one.webhookId })),
      };
    },
  };
};

export type DeliveryService = ReturnType<typeof createDeliveryService>;
