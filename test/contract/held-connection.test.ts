import knex, { type Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDatabase } from '../../server/src/outbound/drivers/database/dialect';
import type { ConnectionLimits } from '../../server/src/outbound/drivers/database/held-connection';
import { describeOnDatabases, type TestDatabase } from '../support/databases';
import { addReceivers, limitsOf, openBench } from '../support/deliveries';
import { eventually } from '../support/eventually';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';

/** Never silent, never idle, as far as a test goes. */
const FAR: ConnectionLimits = { silenceMs: 60_000, idleS: 60, lockWaitS: 60 };

await describeOnDatabases(
  'a transaction',
  (open, client) => {
    let database: TestDatabase;
    let proxy: TcpProxy;
    /** As of a process that reaches the server through the proxy. */
    let through: Knex;

    beforeAll(async () => {
      database = await open();
      await addReceivers(await openBench(database), [limitsOf('A')]);
    });
    afterAll(() => database?.drop());
    beforeEach(async () => {
      const { connection } = (database.knex.client as { config: { connection: { port: number } } }).config;
      proxy = await startTcpProxy(connection.port);
      through = knex({
        client: client === 'mysql' ? 'mysql2' : 'pg',
        connection: { ...connection, host: '127.0.0.1', port: proxy.port },
        pool: { min: 0, max: 2 },
      });
    });
    afterEach(async () => {
      await proxy.close();
      await through.destroy();
    });

    const on = (pool: Knex, limits: Partial<ConnectionLimits> = {}) =>
      createDatabase(pool, client, database.schema, { ...FAR, ...limits });

    const touch = (store: ReturnType<typeof on>, then: () => Promise<unknown> = async () => undefined) =>
      store.transaction(async (trx) => {
        await store.run(trx, `update ${store.tables.receivers} set last_error = 'touched' where id = 'A'`);
        await then();
      });

    it('that stands still gives its locks up, and cannot commit any more', async () => {
      let goOn: (() => void) | null = null;
      const paused = touch(on(database.knex, { idleS: 1 }), () => new Promise<void>((resolve) => (goOn = resolve)));
      const fate = paused.then(
        () => 'committed',
        () => 'refused'
      );
      await eventually(() => goOn !== null);

      await touch(on(through));
      goOn!();

      expect(await fate).toBe('refused');
    });

    it('whose connection falls silent fails instead of waiting for ever, and the next one has another connection', async () => {
      // The server still has its locks: they end there.
      const store = on(through, { silenceMs: 300, idleS: 1 });

      const silent = touch(store, async () => proxy.freeze()).catch((error: Error) => error.message);
      expect(await silent).toContain('the database gave no answer for 0.3 s');

      await touch(on(through));
    });

    it('that cannot even begin fails as well', async () => {
      const store = on(through, { silenceMs: 300 });
      await touch(store);
      proxy.freeze();

      await expect(touch(store)).rejects.toThrow('the database gave no answer');
      await touch(store);
    });

    it('leaves no statement behind that waits for ever outside of it', async () => {
      const store = on(through, { silenceMs: 300 });
      await store.now(through);
      proxy.freeze();

      await expect(store.now(through)).rejects.toThrow();
      expect(await store.now(through)).toBeGreaterThan(0);
    });

    it('leaves the session as it was', async () => {
      const setting =
        client === 'mysql'
          ? 'select @@session.wait_timeout as idle, @@session.innodb_lock_wait_timeout as lock_wait'
          : `select current_setting('idle_in_transaction_session_timeout') as idle, current_setting('lock_timeout') as lock_wait`;
      const store = on(through, { idleS: 7, lockWaitS: 7 });
      const [before] = await store.query(through, setting);
      await touch(store);
      await store.transaction(async () => Promise.reject(new Error('no'))).catch(() => undefined);

      expect(await store.query(through, setting)).toEqual([before]);
    });
  },
  ['postgres', 'mysql']
);
