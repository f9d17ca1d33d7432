import { describe, expect, it } from 'vitest';

import { MASK, WEBHOOK_DEFAULTS, type Condition, type WebhookView } from '../../../../shared/contracts';
import { faultsOf } from '../../../../admin/src/api/faults';
import { checkDraft } from '../../../../admin/src/webhooks/check-draft';
import { draftOf, duplicateOf, emptyDraft, type Draft } from '../../../../admin/src/webhooks/draft';
import { conditionOf, groupOf, GROUP_MODES, membersPath } from '../../../../admin/src/webhooks/editor/condition/group';
import { operatorsFor } from '../../../../admin/src/webhooks/editor/condition/operators';
import { previewInput, testInput } from '../../../../admin/src/webhooks/editor/preview/preview-input';
import { urlsIn } from '../../../../admin/src/webhooks/editor/receivers/urls-in';
import { formErrorsOf } from '../../../../admin/src/webhooks/faults';

const view: WebhookView = {
  ...WEBHOOK_DEFAULTS,
  id: 'wh_1',
  name: 'Search',
  isDeclared: false,
  fault: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  events: [{ type: 'entry.*', uid: 'api::*' }],
  headers: [
    { name: 'X-Key', value: MASK, isSecret: true },
    { name: 'X-Site', value: 'a', isSecret: false },
  ],
  auth: { kind: 'oauth2', tokenUrl: 'https://id.example', clientId: 'me', clientSecret: MASK, scope: '', audience: '' },
  secrets: [],
  receivers: [
    {
      id: 'rcv_1',
      url: 'https://a.example',
      format: null,
      state: 'failing',
      pausedUntil: null,
      failingSince: null,
      consecutiveFailures: 1,
      lastError: null,
      pendingCount: 0,
    },
  ],
};

const comparison: Condition = { kind: 'compare', field: 'title', operator: 'is', value: 'x' };
const sample = { type: 'entry.publish', uid: 'api::article.article', documentId: null };

describe('a draft of a stored webhook', () => {
  it('sends back nothing but what can be edited', () => {
    expect(Object.keys(draftOf(view)).sort()).toEqual(Object.keys(emptyDraft()).sort());
    expect(draftOf(view).receivers).toEqual([{ id: 'rcv_1', url: 'https://a.example', format: null }]);
  });

  it('keeps masked values, which the server takes for "unchanged"', () => {
    expect(draftOf(view).headers[0]?.value).toBe(MASK);
  });

  it('has no masked value when it is duplicated, because nobody could say what it stands for', () => {
    const copy = duplicateOf(view, 'Copy');

    expect(JSON.stringify(copy)).not.toContain(MASK);
    expect(copy).toMatchObject({
      name: 'Copy',
      isEnabled: false,
      receivers: [{ id: '' }],
      headers: [{ value: '' }, { value: 'a' }],
    });
  });
});

describe('urlsIn', () => {
  it('finds each address once, however they are set apart', () => {
    const text = 'https://a.example/1, https://b.example/2;\n"https://c.example/3"\t<https://a.example/1> and words';

    expect(urlsIn(text)).toEqual(['https://a.example/1', 'https://b.example/2', 'https://c.example/3']);
  });
});

describe('checkDraft', () => {
  it('names every field that was forgotten', () => {
    expect(checkDraft(emptyDraft(), null, (key) => key).map(({ path }) => path)).toEqual(['name', 'receivers.0.url', 'events']);
  });

  it('has nothing to say about a draft that is complete', () => {
    expect(checkDraft(draftOf(view), view, (key) => key)).toEqual([]);
  });

  it('asks for secrets again before they go to another server', () => {
    const stored = {
      ...view,
      auth: { kind: 'bearer', token: MASK },
      headers: [{ name: 'X-Key', value: MASK, isSecret: true }],
    } as const;
    const to = (url: string) => ({ ...draftOf(stored), receivers: [{ id: 'rcv1', url, format: null }] });
    const pathsOf = (draft: Draft) => checkDraft(draft, stored, (key) => key).map(({ path }) => path);

    expect(pathsOf(to(`${new URL(view.receivers[0]!.url).origin}/another/path`))).toEqual([]);
    expect(pathsOf(to('https://elsewhere.example/hook'))).toEqual(['auth.token', 'headers.0.value']);
    expect(pathsOf({ ...to('https://elsewhere.example/hook'), headers: [], auth: { kind: 'bearer', token: 'new' } })).toEqual([]);
  });
});

describe('faults of the server', () => {
  it('are found in its answer', () => {
    const error = {
      name: 'INVALID_INPUT',
      message: '…',
      details: { errors: [{ path: ['receivers', '1', 'url'], message: 'Bad.' }] },
    };

    expect(faultsOf(error)).toEqual([{ path: 'receivers.1.url', message: 'Bad.' }]);
    expect(faultsOf({ name: 'Error', message: 'Down' })).toEqual([]);
  });

  it('come to stand at their fields', () => {
    const errors = formErrorsOf([
      { path: 'receivers.1.url', message: 'Bad.' },
      { path: 'receivers.1.url', message: 'Bad again.' },
      { path: 'format.body', message: 'Empty.' },
    ]);

    expect(errors).toEqual({ receivers: [undefined, { url: 'Bad.' }], format: { body: 'Empty.' } });
  });

  it('about a whole part hide those about its pieces', () => {
    const errors = formErrorsOf([
      { path: 'events.0.type', message: 'Bad.' },
      { path: 'events', message: 'Too many.' },
    ]);

    expect(errors).toEqual({ events: 'Too many.' });
  });
});

describe('groups of conditions', () => {
  it.each(GROUP_MODES)('come back as they were (%s)', (mode) => {
    expect(groupOf(conditionOf({ mode, of: [comparison] }))).toEqual({ mode, of: [comparison] });
  });

  it('show a negated comparison as a group of which none holds', () => {
    expect(groupOf({ kind: 'not', of: comparison })).toEqual({ mode: 'none', of: [comparison] });
  });

  it.each([
    ['all', 'condition.of'],
    ['any', 'condition.of'],
    ['not-all', 'condition.of.of'],
    ['none', 'condition.of.of'],
  ] as const)('know where their members stand (%s)', (mode, path) => {
    expect(membersPath('condition', conditionOf({ mode, of: [comparison] }), mode)).toBe(path);
  });
});

describe('operatorsFor', () => {
  it('offers what makes sense for a type', () => {
    expect(operatorsFor('isFeatured', 'boolean')).toEqual([
      'is',
      'isNot',
      'in',
      'notIn',
      'isEmpty',
      'isNotEmpty',
      'changed',
      'changedTo',
      'changedFrom',
    ]);
    expect(operatorsFor('stock', 'integer')).toContain('gt');
    expect(operatorsFor('title', 'string')).not.toContain('gt');
  });

  it('offers everything for a path whose type is not known, and no changes of the event itself', () => {
    expect(operatorsFor('category.slug', undefined)).toContain('changedTo');
    expect(operatorsFor('$locale', 'string')).not.toContain('changed');
  });
});

describe('the preview of a draft', () => {
  it('has something to show before anything is filled in', () => {
    const { webhook } = previewInput(null, emptyDraft(), 0, sample);

    expect(webhook.receivers[0]?.url).toMatch(/^https:/);
    expect(webhook.events).toEqual([{ type: 'entry.publish', uid: 'api::article.article' }]);
  });

  it('leaves out comparisons whose field is still to be chosen', () => {
    const blank: Condition = { kind: 'compare', field: '', operator: 'is', value: '' };
    const draft = { ...draftOf(view), condition: { kind: 'all', of: [comparison, { kind: 'not', of: blank }] } as Condition };

    expect(previewInput('wh_1', draft, 0, sample).webhook.condition).toEqual({ kind: 'all', of: [comparison] });
    expect(previewInput('wh_1', { ...draft, condition: blank }, 0, sample).webhook.condition).toBeNull();
  });

  it('names the stored receiver URL in the test of somebody who may not change it', () => {
    expect(testInput('wh_1', draftOf(view), 7, sample, false).receiverIndex).toBe(7);
  });

  it('carries the one receiver URL it is about, a test nothing made up', () => {
    const receivers = ['https://a.example', 'https://b.example', ''].map((url) => ({ id: '', url, format: null }));
    const draft = { ...draftOf(view), receivers };

    expect(previewInput('wh_1', draft, 1, sample)).toMatchObject({
      receiverIndex: 0,
      webhook: { receivers: [{ url: 'https://b.example' }] },
    });
    expect(testInput('wh_1', draft, 2, sample, true)).toMatchObject({ receiverIndex: 0, webhook: { receivers: [{ url: '' }] } });
  });
});
