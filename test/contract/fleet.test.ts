import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Topic } from '../../server/src/outbound/fleet';
import { createFleet } from '../../server/src/outbound/fleet';
import { createPostgresBell, migrate } from '../../server/src/outbound/drivers/database';
import { createDatabase } from '../../server/src/outbound/drivers/database/dialect';
import { createInstanceStore } from '../../server/src/outbound/drivers/database/instances';
import { createTurnStore } from '../../server/src/outbound/drivers/database/turns';
import { createTurns } from '../../server/src/outbound/turns';
import { describeOnDatabases, type TestDatabase } from '../support/databases';
import { eventually } from '../support/eventually';

await describeOnDatabases('a fleet’s tables', (open, client) => {
  let database: TestDatabase;
  const connected = () => createDatabase(database.knex, client, database.schema);

  beforeAll(async () => {
    database = await open();
    await migrate(database.knex, client, database.schema);
  });
  afterAll(() => database.drop());

  const fail = (error: unknown): never => {
    throw error;
  };

  describe('turns', () => {
    it('are had by one at a time, however many ask', async () => {
      const store = createTurnStore(connected());

      const proofs = await Promise.all(Array.from({ length: 10 }, () => store.take('purge', 60_000)));

      const taken = proofs.filter((proof) => proof !== null);
      expect(taken).toHaveLength(1);
      await store.hold('purge', taken[0]!, 0);
      expect(await store.take('purge', 60_000)).not.toBeNull();
    });

    it('end by themselves, and what proved them proves nothing any more', async () => {
      const store = createTurnStore(connected());
      const first = await store.take('notices', 50);

      const second = await eventually(() => store.take('notices', 60_000));

      expect(second).toBeGreaterThan(first!);
      expect(await store.hold('notices', first!, 60_000)).toBeNull();
      expect(await store.hold('notices', second, 0)).not.toBeNull();
    });

    it('last as long as the work, rest afterwards, and end with work that failed', async () => {
      const store = createTurnStore(connected());
      const inTurn = createTurns({ store, leaseMs: 300, onFault: fail });
      const notices = { name: 'notices', restMs: 0 };
      let endWork: (() => void) | null = null;
      const working = inTurn(notices, () => new Promise((resolve) => (endWork = resolve)))();
      await eventually(() => endWork !== null);
      const startedAt = Date.now();
      // Three leases long, somebody else asks in vain.
      while (Date.now() - startedAt < 900) {
        expect(await store.take('notices', 1_000)).toBeNull();
        await new Promise(setImmediate); // SQLite answers at once, and the timer that renews must get its turn
      }
      endWork!();
      await working;

      let count = 0;
      const countOnce = inTurn({ name: 'notices', restMs: 60_000 }, async () => void (count += 1));
      await eventually(async () => {
        await countOnce();
        return count > 0;
      });
      await countOnce();
      expect(count).toBe(1);

      const { run, tables } = connected();
      await run(database.knex, `update ${tables.locks} set taken_at = null where name = 'notices'`);
      const failing = inTurn(notices, () => Promise.reject(new Error('mail server')));
      await expect(failing()).rejects.toThrow('mail server');
      expect(await eventually(() => store.take('notices', 0))).toBeGreaterThan(0);
    });
  });

  describe('a save of a webhook', () => {
    const join = (id: string, refresh: () => Promise<void> = async () => undefined, leaseMs = 3_000) =>
      createFleet({
        id,
        store: createInstanceStore(connected()),
        bell: { ring: () => undefined },
        refresh: async () => {
          await refresh();
          return true;
        },
        judged: async () => undefined,
        monotonic: () => performance.now(),
        leaseMs,
      });

    it('waits until every other instance has read the webhooks again', async () => {
      const a = join('ins_a');
      const b = join('ins_b');
      await a.beat();
      await b.beat();
      let hasSpread = false;

      const spreading = a.spread().then(() => (hasSpread = true));
      for (let i = 0; i < 3; i += 1) {
        await a.beat();
        expect(hasSpread).toBe(false);
      }
      await b.beat();
      await spreading;

      expect(hasSpread).toBe(true);
      await a.leave();
      await b.leave();
    });

    it('is not taken for read by an instance that was reading already', async () => {
      const a = join('ins_a');
      let endReading = (): void => undefined;
      const b = join('ins_b', () => new Promise((resolve) => (endReading = resolve)), 60_000);
      const reading = b.beat();
      await eventually(
        async () => (await createInstanceStore(connected()).countBehind('ins_a', Date.now() + 1_000_000, 60_000)) === 1
      );
      let hasSpread = false;

      // The lease of those who wait is what counts, so it must be as long.
      const spreading = join('ins_a', undefined, 60_000)
        .spread()
        .then(() => (hasSpread = true));
      await a.beat();
      endReading();
      await reading;
      expect(hasSpread).toBe(false);
      const again = b.beat();
      await eventually(() => {
        endReading();
        return hasSpread;
      });
      await Promise.all([spreading, again]);
      await a.leave();
      await b.leave();
    });

    it('waits no longer than its lease for an instance that fell silent, which trusts itself no longer then', async () => {
      const a = join('ins_a', undefined, 400);
      const b = join('ins_b', undefined, 400);
      await b.beat();
      expect(b.isFresh()).toBe(true);

      await a.spread();

      expect(b.isFresh()).toBe(false);
      await b.leave();
    });
  });

  if (client === 'postgres')
    describe('the bell', () => {
      const listen = (instanceId: string, schema = 'cms') => {
        const knex = database.connect();
        const heard: Topic[] = [];
        const bell = createPostgresBell({ knex, schema, instanceId, onRing: (topic) => void heard.push(topic) });
        const stop = async () => {
          await bell.stop();
          await knex.destroy();
        };
        return { bell, heard, stop };
      };

      it('is heard by the other instances of the site, also after their connection was cut', async () => {
        const a = listen('ins_a');
        const b = listen('ins_b');
        const other = listen('ins_c', 'another');
        // Whoever begins to listen takes it that something was rung before.
        await eventually(() => [a, b, other].every(({ heard }) => heard.length === 2));
        for (const one of [a, b, other]) one.heard.length = 0;

        a.bell.ring('webhooks');
        await eventually(() => b.heard.includes('webhooks'));
        await database.knex.raw(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'`
        );
        b.heard.length = 0;
        await eventually(() => b.heard.length === 2, { what: 'the new connection' });
        b.heard.length = 0;
        a.bell.ring('events');
        await eventually(() => b.heard.includes('events'));

        expect(a.heard.filter((topic) => topic === 'webhooks')).toHaveLength(1); // of its own new connection
        expect(other.heard.length).toBeLessThanOrEqual(2);
        await Promise.all([a.stop(), b.stop(), other.stop()]);
      });
    });
});
