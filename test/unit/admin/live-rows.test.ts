import { describe, expect, it } from 'vitest';

import { mergeLive } from '../../../admin/src/deliveries/log/live-rows';
import type { DeliveryListItem, DeliveryState } from '../../../shared/contracts/delivery';

/** A row made at a second; later ones stand higher in the log. */
const row = (second: number, state: DeliveryState = 'delivered'): DeliveryListItem => ({
  id: `del_${String(second).padStart(4, '0')}`,
  eventId: 'evt_1',
  eventType: 'entry.publish',
  uid: 'api::article.article',
  documentId: 'abc',
  locale: null,
  webhookId: '1',
  webhookName: 'Search',
  receiverId: 'rcv_1',
  url: 'https://example.com/hook',
  state,
  attemptCount: 1,
  lastStatus: 200,
  lastError: null,
  createdAt: new Date(second * 1_000).toISOString(),
  dueAt: null,
  settledAt: null,
});

const secondsOf = (rows: readonly DeliveryListItem[]) => rows.map(({ createdAt }) => Date.parse(createdAt) / 1_000);

describe('mergeLive', () => {
  it('counts what is new instead of showing it', () => {
    const { rows, newCount } = mergeLive([row(3), row(2), row(1)], [row(5), row(4), row(3)], 3);

    expect(secondsOf(rows)).toEqual([3, 2, 1]);
    expect(newCount).toBe(2);
  });

  it('changes the state of shown rows in place', () => {
    const { rows } = mergeLive([row(2, 'pending'), row(1)], [row(2, 'delivered'), row(1)], 3);

    expect(rows.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('drops a row that no longer matches, and does not call the one that moved up new', () => {
    const { rows, newCount } = mergeLive([row(4), row(3), row(2)], [row(4), row(2), row(1)], 3);

    expect(secondsOf(rows)).toEqual([4, 2]);
    expect(newCount).toBe(0);
  });

  it('drops every missing row when the answer was all there is', () => {
    expect(mergeLive([row(2), row(1)], [row(2)], 3).rows).toHaveLength(1);
  });

  it('shows rows at once where there were none', () => {
    expect(mergeLive([], [row(1)], 3)).toEqual({ rows: [row(1)], newCount: 0 });
  });

  it('counts an old row that newly matches on a page with room for it', () => {
    expect(mergeLive([row(9)], [row(9), row(1)], 3).newCount).toBe(1);
  });
});
