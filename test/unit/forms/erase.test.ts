import { describe, expect, it } from 'vitest';
import { createErase } from '../../../server/src/forms/erase';
import type { FileRecord, OpenTransaction } from '../../../server/src/forms/ports';
import type { Submission } from '../../../server/src/forms/submission';

const submission = (part: Partial<Submission> = {}): Submission =>
  ({ id: 'sub_1', formId: 'frm', state: 'partial', eventIds: ['evt_1'], changedAt: 1, ...part }) as Submission;

const file = (id: string): FileRecord => ({ id, submissionId: 'sub_1' }) as FileRecord;

/** One submission, and what its visitor does with it while the events of it are being forgotten. */
const bench = (visitorDoes: (world: { row: Submission | null; files: FileRecord[] }) => void = () => undefined) => {
  const world = { row: submission() as Submission | null, files: [file('fil_1')] };
  const forgotten: string[] = [];
  const bytes: string[] = [];
  let isFirst = true;
  const erase = createErase({
    submissions: {
      find: async () => world.row,
      lock: async () => world.row,
      remove: async (ids) => {
        if (ids.length === 0) return 0;
        world.row = null;
        return 1;
      },
    },
    files: {
      ofSubmissions: async (ids) => world.files.filter(({ submissionId }) => ids.includes(submissionId)),
      remove: async (ids) => void (world.files = world.files.filter(({ id }) => !ids.includes(id))),
    },
    heads: { find: async () => null, change: async () => undefined },
    vault: { remove: async ({ id }) => void bytes.push(id) },
    forgetEvents: async (ids) => {
      forgotten.push(...ids);
      if (isFirst) visitorDoes(world);
      isFirst = false;
    },
    transact: async (work) => work({ transaction: {}, onCommit: () => undefined } as unknown as OpenTransaction),
  });
  return { erase, world, forgotten, bytes };
};

describe('erasing a submission', () => {
  it('takes its events, the bytes of its files, and the row', async () => {
    const { erase, world, forgotten, bytes } = bench();

    expect(await erase([submission()])).toEqual({ submissions: 1, files: 1 });

    expect([forgotten, bytes, world.row, world.files]).toEqual([['evt_1'], ['fil_1'], null, []]);
  });

  it('takes what its visitor added meanwhile as well', async () => {
    const { erase, world, forgotten, bytes } = bench((now) => {
      now.row = submission({ state: 'complete', eventIds: ['evt_1', 'evt_2'], changedAt: 2 });
      now.files = [...now.files, file('fil_2')];
    });

    expect(await erase([submission()])).toEqual({ submissions: 1, files: 2 });

    expect(forgotten).toContain('evt_2');
    expect(bytes).toContain('fil_2');
    expect([world.row, world.files]).toEqual([null, []]);
  });

  it('takes a file of which no event told', async () => {
    const { erase, world } = bench((now) => {
      now.row = submission({ changedAt: 2 });
      now.files = [file('fil_2')];
    });

    await erase([submission()]);

    expect([world.row, world.files]).toEqual([null, []]);
  });

  it('leaves alone what is not due any more', async () => {
    const { erase, world, bytes } = bench((now) => {
      now.row = submission({ state: 'complete', changedAt: 2 });
    });

    expect(await erase([submission()], ({ changedAt }) => changedAt < 2)).toEqual({ submissions: 0, files: 0 });

    expect([world.row?.state, world.files.length, bytes]).toEqual(['complete', 1, []]);
  });
});
