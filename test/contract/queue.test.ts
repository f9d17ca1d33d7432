import { createBullmqQueue } from '../../server/src/queue/drivers/bullmq';
import { createDatabaseQueue } from '../../server/src/queue/drivers/database';
import type { Queue } from '../../server/src/queue/queue';
import { describeOnRedis, randomPrefix, REDIS_URL, removeKeys } from '../support/redis';
import { examineQueue, MINUTE_MS, type QueueBench } from './queue';

const silent = () => undefined;

examineQueue('the database queue', async (): Promise<QueueBench> => {
  const queues: Queue[] = [];
  return {
    async open({ lookMs = MINUTE_MS, onFault = silent, ...rest } = {}) {
      // As NOTIFY of PostgreSQL, which the one who rings does not hear.
      const ring = () => queues.filter((other) => other !== queue).forEach((other) => setImmediate(other.wake));
      const queue = createDatabaseQueue({ pollMs: lookMs, onFault, ring, ...rest });
      queues.push(queue);
      return queue;
    },
    close: async () => undefined,
  };
});

await describeOnRedis('on Redis', () =>
  examineQueue('the BullMQ queue', async (): Promise<QueueBench> => {
    const prefix = randomPrefix();
    return {
      open: ({ lookMs = MINUTE_MS, onFault = silent, ...rest } = {}) =>
        createBullmqQueue({
          connection: REDIS_URL,
          prefix,
          site: 'site',
          pollMs: lookMs,
          sweepMs: lookMs,
          onFault,
          onLost: (error) => onFault(error),
          onFound: silent,
          ...rest,
        }),
      close: () => removeKeys(prefix),
    };
  })
);
