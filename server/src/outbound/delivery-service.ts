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
import type { StoredEvent } from './event';
import type { DeliveryLog, ReceiverStore, Recovery, WebhookSource } from './ports';
import { routeEvent } from './route';
import { asSeen, isInSight, narrowTo, WHOLE_SIGHT, type Sight } from './sight';

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

/** What people and developers do with deliveries: read, resend, cancel, recover. What is out of somebody's sight does not exist for them. */
export const createDeliveryService = ({ log, recovery, receivers, webhooks, wake }: DeliveryServiceTools) => {
  /** The log knows webhooks by id; their names are with the webhooks. */
  const nameOf = async (): Promise<(id: string) => string | null> => {
    const names = new Map((await webhooks.all()).map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? null;
  };

  const list = async (filter: DeliveryFilter, page: PageRequest, sight: Sight = WHOLE_SIGHT): Promise<DeliveryPage> => {
    const found = await log.list(narrowTo(filter, sight), page);
    const name = await nameOf();
    return { ...found, items: found.items.map((item): DeliveryListItem => ({ ...item, webhookName: name(item.webhookId) })) };
  };

  const expectInSight = async (id: string, sight: Sight): Promise<DeliveryView> => {
    const view = await log.get(id);
    if (!view || !isInSight(view, sight)) throw new PluginError('DELIVERY_NOT_FOUND');
    return view;
  };

  const get = async (id: string, sight: Sight = WHOLE_SIGHT): Promise<DeliveryView> => {
    const view = asSeen(await expectInSight(id, sight), sight);
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
    async resend(id: string, sight: Sight = WHOLE_SIGHT): Promise<DeliveryView> {
      const { webhookId } = await expectInSight(id, sight);
      // A webhook that is no more would only give it up again.
      if (!(await webhooks.get(webhookId))) throw new PluginError('WEBHOOK_NOT_FOUND');
      expectDone(await log.resend(id));
      wake();
      return get(id, sight);
    },

    /** Ends a delivery that is not final. Throws `DELIVERY_NOT_FOUND`, `DELIVERY_IS_RUNNING`, `DELIVERY_IS_FINAL`. */
    async cancel(id: string, sight: Sight = WHOLE_SIGHT): Promise<DeliveryView> {
      await expectInSight(id, sight);
      expectDone(await log.cancel(id));
      wake();
      return get(id, sight);
    },

    async resendMatching(filter: DeliveryFilter, isDryRun: boolean, sight: Sight = WHOLE_SIGHT): Promise<BulkResult> {
      return wakeAfter(await log.resendMatching(narrowTo(filter, sight), isDryRun));
    },

    async cancelMatching(filter: DeliveryFilter, isDryRun: boolean, sight: Sight = WHOLE_SIGHT): Promise<BulkResult> {
      return wakeAfter(await log.cancelMatching(narrowTo(filter, sight), isDryRun));
    },

    /** Makes up for what a webhook missed since an instant, as it is now: missing deliveries are made, failed ones resent. In bounded steps. */
    async recover(
      webhookId: string,
      from: { sinceMs: number; afterId?: string },
      isDryRun: boolean,
      sight: Sight = WHOLE_SIGHT
    ): Promise<BulkResult> {
      const webhook = await webhooks.get(webhookId);
      if (!webhook) throw new PluginError('WEBHOOK_NOT_FOUND');
      const decide = (event: StoredEvent) =>
        isInSight({ uid: event.subject?.uid ?? null }, sight) ? routeEvent(event, [webhook]) : [];
      return wakeAfter(await recovery.recover(from, decide, isDryRun));
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
