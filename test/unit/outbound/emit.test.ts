import { describe, expect, it } from 'vitest';
import { PluginError } from '../../../server/src/kernel/errors';
import { createEmit, type EmitInput } from '../../../server/src/outbound/emit';
import type { Happening, Outbox } from '../../../server/src/outbound/outbox';
import type { Transaction } from '../../../server/src/outbound/ports';

const bench = (payloadLimitBytes = 1_000) => {
  const stored: Happening[] = [];
  const outbox: Outbox = { append: async (happenings) => happenings.map((one) => `evt_${stored.push(one)}`) };
  const open = { transaction: {} as Transaction, onCommit: () => undefined };
  return { stored, emit: createEmit({ outbox, transact: (work) => work(open), payloadLimitBytes }) };
};

const faultOf = async (input: unknown): Promise<{ path: string; message: string } | undefined> => {
  const { emit, stored } = bench();
  const error: unknown = await emit(input as EmitInput).then(
    () => null,
    (reason: unknown) => reason
  );
  expect(stored).toEqual([]);
  return error instanceof PluginError && error.code === 'INVALID_INPUT' ? error.fields[0] : undefined;
};

describe('emit', () => {
  it('stores what JSON makes of the data, and answers the id', async () => {
    const { emit, stored } = bench();
    const data = { at: new Date(0), gone: undefined, list: [1] };

    expect(await emit({ type: 'order.paid-in-full.v2', data })).toEqual({ id: 'evt_1' });
    data.list.push(2);
    expect(stored[0]).toMatchObject({
      type: 'order.paid-in-full.v2',
      subject: null,
      data: { own: { at: '1970-01-01T00:00:00.000Z', list: [1] } },
    });
  });

  it.each(['order', 'Order.paid', 'order..paid', '.paid', 'order.paid!', '1order.paid', '', null, 7, `order.${'x'.repeat(100)}`])(
    'refuses the type %j',
    async (type) =>
      expect(await faultOf({ type, data: 1 })).toMatchObject({ path: 'type', message: expect.stringContaining('order.paid') })
  );

  it.each(['entry.create', 'media.create', 'switchboard.receiver.gone'])('refuses %s, which is ours', async (type) =>
    expect(await faultOf({ type, data: 1 })).toMatchObject({ path: 'type' })
  );

  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  it.each([
    ['a circle', circle],
    ['a bigint', { n: 1n }],
    ['nothing', undefined],
    ['a function', () => 1],
    [
      'what throws when it is written',
      {
        toJSON: () => {
          throw new Error('no');
        },
      },
    ],
    ['more than fits', 'x'.repeat(1_001)],
  ])('refuses %s as data', async (_, data) => expect(await faultOf({ type: 'a.b', data })).toMatchObject({ path: 'data' }));

  it('refuses a subject that leads nowhere', async () => {
    expect(await faultOf({ type: 'a.b', data: 1, subject: { uid: '', documentId: 'x' } })).toMatchObject({ path: 'subject.uid' });
    expect(await faultOf({ type: 'a.b', data: 1, subject: { uid: 'api::a.a' } })).toMatchObject({ path: 'subject.documentId' });
  });
});
