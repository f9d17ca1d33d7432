import { describe, expect, it } from 'vitest';

import type { Catalog } from '../../../../shared/contracts';
import { coverageOf, samplesOf, toggled } from '../../../../admin/src/webhooks/event-coverage';
import { wants } from '../../../../server/src/outbound/wants';

const ARTICLE = 'api::article.article';
const USER = 'plugin::users-permissions.user';

const catalog: Catalog = {
  contentTypes: [
    { uid: ARTICLE, displayName: 'Article', hasDraftAndPublish: true, isLocalized: false, fields: [] },
    { uid: 'api::tag.tag', displayName: 'Tag', hasDraftAndPublish: false, isLocalized: false, fields: [] },
    { uid: USER, displayName: 'User', hasDraftAndPublish: false, isLocalized: false, fields: [] },
  ],
  entryTypes: ['entry.create', 'entry.update', 'entry.publish', 'entry.unpublish', 'entry.delete', 'entry.draft-discard'],
  otherTypes: ['media.create', 'media.update', 'switchboard.receiver.gone', 'order.paid'],
  presets: [],
};

describe('coverageOf', () => {
  it('tells a choice of its own from one that a wider choice includes', () => {
    const events = [
      { type: 'entry.publish', uid: 'api::*' },
      { type: 'entry.update', uid: ARTICLE },
    ];

    expect(coverageOf(events, 'entry.update', ARTICLE)).toBe('exact');
    expect(coverageOf(events, 'entry.publish', ARTICLE)).toBe('included');
    expect(coverageOf(events, 'entry.delete', ARTICLE)).toBe('none');
  });

  it.each([
    [{ type: 'entry.*', uid: 'api::*' }],
    [{ type: 'entry.*', uid: null }],
    [{ type: 'entry.publish', uid: '*' }],
    [{ type: '*', uid: null }],
    [{ type: '*', uid: '*' }],
    [{ type: 'media.*', uid: null }],
    [{ type: 'switchboard.*', uid: null }],
    [{ type: 'order.paid', uid: null }],
  ])('shows as wanted exactly what the engine will send for %j', (pattern) => {
    const events = [
      ...catalog.contentTypes.flatMap(({ uid }) => catalog.entryTypes.map((type) => ({ type, uid }))),
      ...catalog.otherTypes.map((type) => ({ type, uid: null })),
    ];

    for (const { type, uid } of events) {
      expect({ type, uid, isWanted: coverageOf([pattern], type, uid) !== 'none' }).toEqual({
        type,
        uid,
        isWanted: wants([pattern], { type, uid }),
      });
    }
  });
});

describe('toggled', () => {
  it('drops what a wider choice includes', () => {
    const events = [
      { type: 'entry.publish', uid: ARTICLE },
      { type: 'media.create', uid: null },
    ];

    expect(toggled(events, 'entry.*', 'api::*')).toEqual([
      { type: 'media.create', uid: null },
      { type: 'entry.*', uid: 'api::*' },
    ]);
  });

  it('keeps content types of plugins when every content type is chosen, because those are not meant', () => {
    const events = [{ type: 'entry.create', uid: USER }];

    expect(toggled(events, 'entry.*', 'api::*')).toContainEqual({ type: 'entry.create', uid: USER });
  });

  it('takes a choice back', () => {
    expect(toggled([{ type: 'entry.publish', uid: ARTICLE }], 'entry.publish', ARTICLE)).toEqual([]);
  });
});

describe('samplesOf', () => {
  it('offers no publishing of content types without drafts', () => {
    const samples = samplesOf([{ type: 'entry.publish', uid: 'api::*' }], catalog);

    expect(samples).toEqual([{ type: 'entry.publish', uid: ARTICLE, documentId: null }]);
  });

  it('offers an event that nobody has seen yet, if it was asked for by name', () => {
    expect(samplesOf([{ type: 'cart.left', uid: null }], catalog)).toEqual([{ type: 'cart.left', uid: null, documentId: null }]);
  });
});
