import { describe, expect, it } from 'vitest';

import { WEBHOOK_DEFAULTS, type ReceiverState, type WebhookListItem } from '../../../../shared/contracts';
import { readListQuery } from '../../../../admin/src/ui/list/list-query';
import { findWebhooks } from '../../../../admin/src/webhooks/list/webhook-query';

interface Facts {
  readonly name: string;
  readonly url?: string;
  readonly isEnabled?: boolean;
  readonly state?: ReceiverState;
  readonly successRate?: number | null;
}

const webhook = ({
  name,
  url = 'https://a.example',
  isEnabled = true,
  state = 'healthy',
  successRate = null,
}: Facts): WebhookListItem => ({
  ...WEBHOOK_DEFAULTS,
  id: name,
  name,
  isEnabled,
  isDeclared: false,
  fault: null,
  createdAt: '',
  updatedAt: '',
  events: [{ type: 'entry.publish', uid: 'api::*' }],
  secrets: [],
  receivers: [
    {
      id: 'r',
      url,
      format: null,
      state,
      pausedUntil: null,
      failingSince: null,
      consecutiveFailures: 0,
      lastError: null,
      pendingCount: 0,
    },
  ],
  summary: { lastDay: [], successRate, lastDeliveryAt: null },
});

const namesOf = (webhooks: readonly WebhookListItem[], query: Parameters<typeof readListQuery>[0]) =>
  findWebhooks(webhooks, readListQuery(query)).map(({ name }) => name);

describe('the list of webhooks', () => {
  const webhooks = [
    webhook({ name: 'search', url: 'https://search.example/in', successRate: 1 }),
    webhook({ name: 'Chat', isEnabled: false, successRate: 0.5 }),
    webhook({ name: 'build', state: 'gone' }),
  ];

  it('stands in the order of names, capitals apart or not', () => {
    expect(namesOf(webhooks, {})).toEqual(['build', 'Chat', 'search']);
  });

  it('puts webhooks that sent nothing below the worst', () => {
    expect(namesOf(webhooks, { sort: 'successRate:ASC' })).toEqual(['build', 'Chat', 'search']);
    expect(namesOf(webhooks, { sort: 'successRate:DESC' })).toEqual(['search', 'Chat', 'build']);
  });

  it('is searched by name, address and event', () => {
    expect(namesOf(webhooks, { _q: 'CHAT' })).toEqual(['Chat']);
    expect(namesOf(webhooks, { _q: 'search.example' })).toEqual(['search']);
    expect(namesOf(webhooks, { _q: 'entry.publish' })).toHaveLength(3);
  });

  it('is filtered as Strapi writes filters, all of which must hold', () => {
    const on = { isEnabled: { $eq: 'true' } };

    expect(namesOf(webhooks, { filters: { $and: [on] } })).toEqual(['build', 'search']);
    expect(namesOf(webhooks, { filters: { $and: [on, { health: { $ne: 'healthy' } }] } })).toEqual(['build']);
  });

  it('opens with a link that was written by hand', () => {
    expect(readListQuery({ page: '-3', pageSize: 'many' })).toMatchObject({ page: 1, pageSize: 20 });
    expect(namesOf(webhooks, { sort: 'constructor:ASC', filters: { $and: [{ unknown: { $eq: '1' } }] } })).toHaveLength(3);
  });
});
