import { setTimeout as pause } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { createIds } from '../../server/src/kernel/ids';
import type { Facts, FactName } from '../../server/src/kernel/telemetry';
import { createDatabase, type DatabaseClient } from '../../server/src/outbound/drivers/database/dialect';
import { createEventStore, toEvent, type EventRow } from '../../server/src/outbound/drivers/database/event-store';
import { createRecentEvents } from '../../server/src/outbound/drivers/database/recent-events';
import { migrate } from '../../server/src/outbound/drivers/database/migrations';
import { createEmit } from '../../server/src/outbound/emit';
import type { StoredEvent } from '../../server/src/outbound/event';
import { createOutbox } from '../../server/src/outbound/outbox';
import type { EventStore } from '../../server/src/outbound/ports';
import { createCapture } from '../../server/src/outbound/strapi/capture';
import { createPassing } from '../../server/src/outbound/tracing';
import { createTransact } from '../../server/src/outbound/strapi/transact';
import { createInterest, type Interest } from '../../server/src/outbound/wants';
import { startStrapi, type StartOptions } from '../support/strapi';

export const EVERYTHING = [
  { type: 'entry.*', uid: '*' },
  { type: 'media.*', uid: null },
];

export const interestIn = (events: readonly { type: string; uid: string | null }[]): Interest =>
  createInterest([{ isEnabled: true, events }]);

const clientOf = (strapi: Core.Strapi): DatabaseClient => strapi.db.dialect.client as DatabaseClient;

export interface CaptureOptions extends StartOptions {
  readonly actor?: boolean;
  readonly payloadLimitBytes?: number;
}

/**
 * A real Strapi with nothing of the plugin but its capture: the outbox is the real table, the interest is what the test sets. Nothing
 * delivers here, so what was captured stays to be looked at.
 */
export const startCapture = async ({ actor = false, payloadLimitBytes = 1_048_576, ...options }: CaptureOptions = {}) => {
  const heard: { name: FactName; fact: Facts[FactName] }[] = [];
  const now = {
    interest: interestIn(EVERYTHING),
    /** Document calls go past the capture, as if it had never been registered. */
    isBypassed: false,
    wakes: 0,
    /** Runs right after an event was stored, in its transaction. */
    append: null as ((knex: Knex) => Promise<void>) | null,
  };

  /** Lets a test compare with a Strapi that has no capture. */
  const withBypass = (strapi: Core.Strapi, register: () => void) => {
    const { use } = strapi.documents;
    Object.assign(strapi.documents, {
      use: (middleware: (context: never, next: () => Promise<never>) => Promise<never>) =>
        use((context, next) => (now.isBypassed ? next() : middleware(context as never, next as never))),
    });
    register();
    Object.assign(strapi.documents, { use });
  };

  const tools = (strapi: Core.Strapi) => {
    const knex = strapi.db.connection;
    const store = createEventStore(createDatabase(knex, clientOf(strapi), strapi.db.getSchemaName()), createRecentEvents());
    const events: EventStore = {
      read: store.read,
      async append(list, transaction) {
        await store.append(list, transaction);
        await now.append?.(transaction as unknown as Knex);
      },
    };
    return {
      events,
      ids: createIds(Date.now),
      clock: Date.now,
      announce: <N extends FactName>(name: N, fact: Facts[N]) => void heard.push({ name, fact }),
      tracing: createPassing(() => null),
      wake: () => void (now.wakes += 1),
    };
  };

  const running = await startStrapi({
    ...options,
    // Its own capture and engine would write to the same tables.
    plugins: { ...options.plugins, switchboard: { enabled: false } },
    async registered(strapi) {
      const capture = createCapture({
        strapi,
        interest: () => now.interest,
        config: { actor, payloadLimitBytes },
        ...tools(strapi),
      });
      withBypass(strapi, capture.register);
      await options.registered?.(strapi);
    },
  });
  const { strapi } = running;
  // Once a week, at a time of its own choosing, Strapi counts what is uploaded: those statements are nobody's here.
  strapi.cron.stop();
  const knex = strapi.db.connection as unknown as Knex;
  const schema = strapi.db.getSchemaName();
  await migrate(knex, clientOf(strapi), schema);
  const database = createDatabase(knex, clientOf(strapi), schema);
  await knex.raw(`delete from ${database.tables.events}`);

  const events = async (): Promise<StoredEvent[]> =>
    (await database.query<EventRow>(knex, `select * from ${database.tables.events} order by seq`)).map(toEvent);

  /**
   * Waits until no more statements come: Strapi reads entries for its own webhooks some time after a commit. Nothing tells when it is done, so
   * silence has to: many looks in a row without a statement, because after a stall of the machine a single timer is over before the answers
   * that were due in the meantime are read.
   */
  const quiet = async (): Promise<void> => {
    let count = 0;
    const note = () => void (count += 1);
    knex.on('query', note);
    for (let last = -1, silent = 0; silent < 12; silent = last === count ? silent + 1 : 0) {
      last = count;
      await pause(25);
    }
    knex.removeListener('query', note);
  };

  return {
    ...running,
    async stop() {
      // Their reads would meet a pool that is gone, and nobody catches that.
      await quiet();
      await running.stop();
    },
    knex,
    now,
    heard,
    emit: createEmit({
      outbox: createOutbox({ ...tools(strapi), payloadLimitBytes }),
      transact: createTransact(strapi),
      payloadLimitBytes,
    }),
    /** Everything captured so far, in commit order. */
    events,
    /** What the work captured, and its result; forgets it again. */
    async during<T>(work: () => Promise<T>): Promise<{ result: T; events: StoredEvent[] }> {
      await knex.raw(`delete from ${database.tables.events}`);
      const result = await work();
      return { result, events: await events() };
    },
    /**
     * The statements that the work sends to the database, sorted. Strapi reads entries for its own webhooks some time after the commit, so
     * it is waited for: first for those of earlier work, then for those of this.
     */
    async statements(work: () => Promise<unknown>): Promise<string[]> {
      const seen: string[] = [];
      const note = ({ sql }: { sql: string }) => void seen.push(sql);
      knex.on('query', note);
      try {
        await quiet();
        seen.length = 0;
        await work();
        await quiet();
        return [...seen].sort();
      } finally {
        knex.removeListener('query', note);
      }
    },
  };
};

export type Captured = Awaited<ReturnType<typeof startCapture>>;

/** An event in one line: `entry.publish article en published`. */
export const lineOf = ({ type, subject }: StoredEvent): string =>
  subject ? [type, subject.model, subject.locale ?? '-', subject.status].join(' ') : type;
