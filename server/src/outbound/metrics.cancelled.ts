import type { Announce } from '../kernel/telemetry';
import type { DeliveryLog } from './ports';

/** The same log; what people cancel in it is announced, because no attempt tells of it. */
export const announceCancelled = (log: DeliveryLog, announce: Announce): DeliveryLog => ({
  ...log,
  async cancel(id) {
    const result = await log.cancel(id);
    if (result === 'done') announce('deliveries.cancelled', { webhookId: null, count: 1 });
    return result;
  },
  async cancelMatching(filter, isDryRun) {
    const result = await log.cancelMatching(filter, isDryRun);
    if (!isDryRun && result.count > 0)
      announce('deliveries.cancelled', { webhookId: filter.webhookId ?? null, count: result.count });
    return result;
  },
});
