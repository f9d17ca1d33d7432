import { describe, expect, it } from 'vitest';
import { createInterest, wants } from '../../../server/src/outbound/wants';

const ARTICLE = 'api::article.article';
const USER = 'plugin::users-permissions.user';

describe('which patterns want which events', () => {
  it.each([
    ['entry.publish', null, 'entry.publish', ARTICLE, true],
    ['entry.publish', null, 'entry.update', ARTICLE, false],
    ['entry.*', null, 'entry.draft-discard', ARTICLE, true],
    ['entry.*', ARTICLE, 'entry.publish', ARTICLE, true],
    ['entry.*', ARTICLE, 'entry.publish', 'api::page.page', false],
    ['entry.*', 'api::*', 'entry.publish', ARTICLE, true],
    ['entry.*', 'api::*', 'entry.create', USER, false],
    ['entry.*', null, 'entry.create', USER, false],
    ['entry.*', '*', 'entry.create', USER, true],
    ['entry.*', USER, 'entry.create', USER, true],
    ['entry.*', null, 'entryish.create', ARTICLE, false],
    ['media.*', null, 'media.create', null, true],
    ['media.create', null, 'media.delete', null, false],
    ['*', null, 'entry.publish', ARTICLE, true],
    ['*', null, 'entry.create', USER, false],
    ['*', '*', 'entry.create', USER, true],
    ['*', null, 'media.create', null, true],
    ['*', '*', 'media.create', null, true],
    ['*', ARTICLE, 'media.create', null, false],
    ['*', null, 'order.paid', null, true],
    ['order.*', null, 'order.paid', USER, true],
    ['*', ARTICLE, 'order.paid', ARTICLE, true],
    ['*', null, 'switchboard.receiver.gone', null, false],
    ['*', '*', 'switchboard.receiver.gone', null, false],
    ['switchboard.*', null, 'switchboard.receiver.gone', null, true],
    ['switchboard.receiver.gone', null, 'switchboard.receiver.gone', null, true],
    ['switchboard.receiver.gone', null, 'switchboard.receiver.disabled', null, false],
  ])('%s of %s and %s of %s: %s', (type, uid, eventType, eventUid, isWanted) => {
    expect(wants([{ type, uid }], { type: eventType, uid: eventUid })).toBe(isWanted);
  });

  it('is content with one pattern of many, and wants nothing without any', () => {
    const patterns = [
      { type: 'media.*', uid: null },
      { type: 'entry.publish', uid: null },
    ];

    expect(wants(patterns, { type: 'entry.publish', uid: ARTICLE })).toBe(true);
    expect(wants([], { type: 'entry.publish', uid: ARTICLE })).toBe(false);
  });
});

describe('interest', () => {
  it('is that of the enabled webhooks alone', () => {
    const interest = createInterest([
      { isEnabled: false, events: [{ type: 'media.*', uid: null }] },
      { isEnabled: true, events: [{ type: 'entry.publish', uid: ARTICLE }] },
    ]);

    expect(interest.couldWant('entry.publish', ARTICLE)).toBe(true);
    expect(interest.couldWant('entry.publish', 'api::page.page')).toBe(false);
    expect(interest.couldWant('media.create', null)).toBe(false);
    expect(createInterest([]).couldWant('entry.publish', ARTICLE)).toBe(false);
  });

  it('gives the same answer when asked again, and does not mistake a type for a uid', () => {
    const interest = createInterest([{ isEnabled: true, events: [{ type: 'order.*', uid: null }] }]);

    expect([1, 2].map(() => interest.couldWant('order.paid', null))).toEqual([true, true]);
    expect(interest.couldWant('order', 'paid')).toBe(false);
  });

  it('does not grow with the number of webhooks, nor with types made up by callers', () => {
    const webhooks = Array.from({ length: 5_000 }, (_, i) => ({
      isEnabled: true,
      events: [{ type: 'entry.publish', uid: `api::a${i}.a${i}` }],
    }));
    const interest = createInterest(webhooks);
    const ask = () => {
      const startedAt = performance.now();
      for (let i = 0; i < 100_000; i += 1) interest.couldWant('entry.publish', ARTICLE);
      return performance.now() - startedAt;
    };
    ask();

    expect(ask()).toBeLessThan(500);
    for (let i = 0; i < 12_000; i += 1) interest.couldWant(`made.up-${i % 11_000}`, null);
    expect(interest.couldWant('entry.publish', 'api::a7.a7')).toBe(true);
  }, 30_000);
});
