import { describe, expect, it } from 'vitest';
import { routeEvent, skipReason } from '../../../server/src/outbound/route';
import { event, ownEvent, webhook } from './bundles';

const TWO = [
  { id: 'rcv1', url: 'https://one.example/', format: null },
  { id: 'rcv2', url: 'https://two.example/', format: null },
];

describe('routing', () => {
  it('makes one delivery for each receiver URL, with the order of the webhook', () => {
    const order = { kind: 'per-document' } as const;

    expect(routeEvent(event(), [webhook({ receivers: TWO, order }), webhook({ id: 'wh2' })])).toEqual([
      { webhookId: 'wh1', receiverId: 'rcv1', url: 'https://one.example/', order },
      { webhookId: 'wh1', receiverId: 'rcv2', url: 'https://two.example/', order },
      { webhookId: 'wh2', receiverId: 'rcv1', url: 'https://one.example/hook', order: { kind: 'none' } },
    ]);
  });

  it('leaves out disabled webhooks, unwanted events and conditions that do not hold', () => {
    const condition = { kind: 'compare', field: 'title', operator: 'is', value: 'Other' } as const;

    expect(routeEvent(event(), [webhook({ isEnabled: false })])).toEqual([]);
    expect(routeEvent(event(), [webhook({ events: [{ type: 'media.*', uid: null }] })])).toEqual([]);
    expect(routeEvent(event(), [webhook({ condition })])).toEqual([]);
  });

  it('tells why an event is left out', () => {
    const condition = { kind: 'compare', field: 'title', operator: 'is', value: 'Other' } as const;

    expect(skipReason(event(), webhook())).toBeNull();
    expect(skipReason(event({ type: 'media.create', subject: null }), webhook())).toBe('event');
    expect(skipReason(event(), webhook({ condition }))).toBe('condition');
  });

  it('asks a mailing whether the event is one to write about', () => {
    const mailing = (isFor: boolean) => webhook({ mailing: { isFor: () => isFor, write: () => null } });

    expect(skipReason(event(), mailing(true))).toBeNull();
    expect(skipReason(event(), mailing(false))).toBe('condition');
  });

  it('tells of a dead receiver to others, never to the webhook it belongs to', () => {
    const events = [{ type: 'switchboard.*', uid: null }];
    const news = ownEvent({ webhookId: 'wh1', receiverId: 'rcv1' }, { type: 'switchboard.receiver.disabled' });

    expect(routeEvent(news, [webhook({ events }), webhook({ id: 'wh2', events })]).map(({ webhookId }) => webhookId)).toEqual([
      'wh2',
    ]);
  });

  it('does not take a developer’s own event for news of a receiver', () => {
    const events = [{ type: 'order.*', uid: null }];

    expect(routeEvent(ownEvent({ webhookId: 'wh1' }), [webhook({ events })])).toHaveLength(1);
  });

  it('gives the same answer to the same question', () => {
    const webhooks = [webhook({ receivers: TWO })];

    expect(routeEvent(event(), webhooks)).toEqual(routeEvent(event(), webhooks));
  });
});
