import { describe, expect, it } from 'vitest';
import { createIds } from '../../../server/src/kernel/ids';
import type { Announce } from '../../../server/src/kernel/telemetry';
import type { NewEvent } from '../../../server/src/outbound/event';
import { createOutbox, type Happening } from '../../../server/src/outbound/outbox';
import type { Transaction } from '../../../server/src/outbound/ports';
import { createPassing } from '../../../server/src/outbound/tracing';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const happening = (type: string): Happening => ({ type, subject: null, data: { entry: null, changed: null, actor: null, own: 1 } });

const bench = (wake: () => void = () => undefined) => {
  const stored: NewEvent[] = [];
  const facts: string[] = [];
  const callbacks: (() => void)[] = [];
  const announce: Announce = (name) => void facts.push(name);
  const outbox = createOutbox({
    events: { append: async (events) => void stored.push(...events) },
    ids: createIds(() => 5),
    clock: () => 5,
    announce,
    tracing: createPassing(() => TRACEPARENT),
    wake,
    payloadLimitBytes: 1_000,
  });
  const open = { transaction: {} as Transaction, onCommit: (callback: () => void) => void callbacks.push(callback) };
  return { outbox, open, stored, facts, commit: () => callbacks.forEach((callback) => callback()) };
};

describe('outbox', () => {
  it('stores in order, with ids that sort like it', async () => {
    const { outbox, open, stored } = bench();

    const ids = await outbox.append([happening('a.a'), happening('a.b')], open);

    expect(stored.map(({ type, occurredAt }) => [type, occurredAt])).toEqual([
      ['a.a', 5],
      ['a.b', 5],
    ]);
    expect(stored.map(({ id }) => id)).toEqual(ids);
    expect([...ids].sort()).toEqual(ids);
    expect(stored.map(({ traceparent }) => traceparent)).toEqual([TRACEPARENT, TRACEPARENT]);
  });

  it('wakes and tells once it is committed, and for nothing does neither', async () => {
    let wakes = 0;
    const { outbox, open, facts, commit } = bench(() => (wakes += 1));

    await outbox.append([], open);
    await outbox.append([happening('a.a'), happening('a.b')], open);
    expect([wakes, facts]).toEqual([0, []]);
    commit();

    expect([wakes, facts]).toEqual([1, ['event.captured', 'event.captured']]);
  });

  it('lets no fault of ours look like a failed commit', async () => {
    const { outbox, open, facts, commit } = bench(() => {
      throw new Error('asleep');
    });
    await outbox.append([happening('a.a')], open);

    expect(commit).not.toThrow();
    expect(facts).toEqual(['event.captured', 'engine.fault']);
  });
});
