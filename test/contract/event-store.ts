import { beforeEach, expect, it } from 'vitest';
import type { NewEvent } from '../../server/src/outbound/event';
import type { Transaction } from '../../server/src/outbound/ports';
import type { TestDatabase } from '../support/databases';
import { empty, eventOf, useBench } from '../support/deliveries';

/** The exam of an `EventStore`: the outbox. */
export const examineEventStore = (open: () => Promise<TestDatabase>): void => {
  const bench = useBench(open);
  beforeEach(() => empty(bench));

  const stored = async (events: readonly NewEvent[]) => (await bench.events.read(events.map(({ id }) => id))).size;

  it('vanishes with the transaction of the caller, and commits with it', async () => {
    const [gone, kept] = [eventOf(bench.ids), eventOf(bench.ids)];

    await expect(
      bench.database.knex.transaction(async (trx) => {
        await bench.events.append([gone!], trx as unknown as Transaction);
        throw new Error('the content was refused');
      })
    ).rejects.toThrow('refused');
    await bench.database.knex.transaction((trx) => bench.events.append([kept!], trx as unknown as Transaction));

    expect([...(await bench.events.read([gone!.id, kept!.id])).keys()]).toEqual([kept!.id]);
    expect((await bench.deliveries.route(10, () => [])).map(({ event }) => event.id)).toEqual([kept!.id]);
  });

  it('takes many and large events, and numbers them in their order', async () => {
    const text = 'ä'.repeat(400_000);
    const events = Array.from({ length: 230 }, (_, i) =>
      eventOf(bench.ids, i % 40 === 0 ? { data: { entry: { text }, changed: null, actor: null, own: null } } : {})
    );

    await bench.events.append(events, null);

    expect(await stored(events)).toBe(230);
    const found = [...(await bench.events.read(events.map(({ id }) => id))).values()].sort((a, b) => a.seq - b.seq);
    expect(found.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(found[40]!.data.entry).toEqual({ text });
  });

  it('keeps events that are about nothing but themselves', async () => {
    const own = eventOf(bench.ids, {
      type: 'order.paid',
      subject: null,
      data: { entry: null, changed: null, actor: null, own: { n: 1, quote: "it's \\ ?" } },
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    });

    await bench.events.append([own], null);

    expect((await bench.events.read([own.id])).get(own.id)).toEqual({ ...own, seq: expect.any(Number) });
  });

  it('does nothing when there is nothing', async () => {
    await bench.events.append([], null);
    expect(await bench.events.read([])).toEqual(new Map());
  });
};
