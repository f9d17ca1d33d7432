import { expect, it } from 'vitest';
import { createDeliveryService } from '../../../server/src/outbound/delivery-service';
import { WHOLE_SIGHT, type Sight } from '../../../server/src/outbound/sight';
import type { Recovery } from '../../../server/src/outbound/ports';
import { ARTICLE, event, webhook } from './bundles';

const eventOf = (uid: string) =>
  event({ id: `evt_${uid}`, type: 'form.submission.complete', subject: { ...ARTICLE, uid, documentId: 'sub_1' } });

const EVENTS = [eventOf('form:contact'), eventOf('form:jobs')];

const hook = webhook({ events: [{ type: 'form.submission.*', uid: null }] });

/** Answers the events that a recovery would be about. */
const recoveredWith = async (sight: Sight) => {
  const wanted: string[] = [];
  const recovery: Recovery = {
    recover: async (_from, decide, isDryRun) => {
      for (const one of EVENTS) if (decide(one).length > 0) wanted.push(one.id);
      return { isDryRun, count: wanted.length, isCapped: false };
    },
  };
  const webhooks = { all: async () => [hook], current: async () => [hook], get: async () => hook };
  const service = createDeliveryService({ log: {} as never, recovery, receivers: {} as never, webhooks, wake: () => undefined });
  await service.recover(hook.id, { sinceMs: 0 }, true, sight);
  return wanted;
};

it('recovers nothing of forms that somebody may not know of', async () => {
  expect(await recoveredWith(WHOLE_SIGHT)).toEqual(['evt_form:contact', 'evt_form:jobs']);
  expect(await recoveredWith({ ...WHOLE_SIGHT, forms: ['form:contact'] })).toEqual(['evt_form:contact']);
});
