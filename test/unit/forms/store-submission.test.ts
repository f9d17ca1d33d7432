import { describe, expect, it } from 'vitest';
import type { FormHead, OpenTransaction } from '../../../server/src/forms/ports';
import { writeSubmission, type ReadySubmission, type StoreTools } from '../../../server/src/forms/store-submission';
import type { Submission, SubmissionPatch } from '../../../server/src/forms/submission';
import { createKeys } from '../../../server/src/forms/keys';
import { EMPTY_ENVELOPE } from '../../../server/src/forms/posted';
import { definition, page } from '../../support/forms';

const NOW = Date.parse('2026-02-12T09:30:00.000Z');
const OPEN = { transaction: {}, onCommit: () => undefined } as unknown as OpenTransaction;
const HEAD: FormHead = { formId: 'frm', formKey: 'contact', liveNumber: 1, revision: 1, roles: [], isAnswered: false };
const FORM = {
  formId: 'frm',
  formKey: 'contact',
  number: 1,
  title: 'Contact',
  description: '',
  definition: definition([page([])]),
  publishedAt: NOW,
};

const submission = (more: Partial<Submission> = {}): Submission => ({
  id: 'sub_1',
  formId: 'frm',
  version: 1,
  locale: 'en',
  state: 'partial',
  status: 'new',
  isStarred: false,
  isTest: false,
  values: {},
  consents: [],
  meta: {},
  notes: [],
  user: null,
  page: null,
  resumeHash: 'hash',
  eventIds: [],
  changedAt: NOW,
  completedAt: null,
  ...more,
});

/** Writes `after` where `row` lies in the database by now. */
const write = async (before: Submission | null, row: Submission | null, after: Submission, head: FormHead | null = HEAD) => {
  const inserted: Submission[] = [];
  const changes: SubmissionPatch[] = [];
  const tools: StoreTools = {
    heads: { find: async () => head, lock: async () => head },
    submissions: {
      insert: async (one) => void inserted.push(one),
      change: async (_id, patch) => changes.push(patch) > 0,
      resume: async () => row,
      countComplete: async () => 0,
    },
    files: {
      insert: async () => undefined,
      ofSubmissions: async () => [],
      abandon: async () => undefined,
      remove: async () => undefined,
    },
    guards: { claim: async () => ({ kind: 'claimed' }) },
    events: { append: async () => [] },
    keys: createKeys(['secret']),
  };
  const ready: ReadySubmission = {
    arrival: {
      form: FORM,
      posted: { answers: {}, envelope: EMPTY_ENVELOPE, files: [] },
      isLenient: false,
      visitor: { address: '', userAgent: '', user: null },
      resumeToken: null,
      isTest: false,
    },
    version: FORM,
    submission: after,
    before,
    files: [],
    answered: { status: 201, receipt: {} as never },
    sameness: null,
    solved: null,
    fileIds: new Set(),
    now: NOW,
  };
  const refusal = await writeSubmission(tools, ready, OPEN).then(
    () => null,
    (error: { code: string }) => error.code
  );
  return { inserted, changes, refusal };
};

describe('writing a submission', () => {
  it.each([
    ['is being removed', { ...HEAD, formKey: null }],
    ['is gone', null],
  ])('leaves nothing behind of a form that %s', async (_what, head) => {
    expect(await write(null, null, submission(), head)).toEqual({ inserted: [], changes: [], refusal: 'FORM_NOT_FOUND' });
  });

  it('leaves alone what editors did with it while the visitor went on', async () => {
    const before = submission();
    const notes = [{ text: 'Call back', by: 'Ada', at: new Date(NOW).toISOString() }];
    const row = submission({ status: 'read', isStarred: true, notes });

    const { changes } = await write(before, row, submission({ state: 'complete', changedAt: NOW + 1 }));

    expect(changes).toMatchObject([{ state: 'complete', status: 'read' }]);
    expect(changes[0]).not.toHaveProperty('notes');
    expect(changes[0]).not.toHaveProperty('isStarred');
  });

  it('does not tell of what an editor marked as spam meanwhile', async () => {
    expect(await write(submission(), submission({ status: 'spam' }), submission({ state: 'complete' }))).toMatchObject({
      changes: [],
      refusal: 'SUBMISSION_CHANGED',
    });
  });
});
