import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormView } from '../../shared/contracts/form';
import { createIds } from '../../server/src/kernel/ids';
import { eventually } from '../support/eventually';
import { field, form } from '../support/forms';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { submissionRow } from '../support/submission-row';
import { visitor } from './form-submit-bench';

const ROWS = 4_000;
const TEXT = 'All work and no play makes an export long. '.repeat(100);

let app: RunningStrapi;
let made: FormView;
let walks = 0;

beforeAll(async () => {
  app = await startStrapi();
  made = await visitor(app).publish(form('long', [field('story', { type: 'long-text' })]));
  const ids = createIds(Date.now);
  const row = () => ({ ...submissionRow(ids('sub'), made.id, { story: TEXT }), search: 'all' });
  const table = app.strapi.db.getConnection('switchboard_submissions');
  for (let i = 0; i < ROWS; i += 500) await table.clone().insert(Array.from({ length: 500 }, row));
  app.strapi.db.connection.on('query', ({ sql }: { sql: string }) => {
    if (/select .*switchboard_submissions.* limit/is.test(sql)) walks += 1;
  });
});
afterAll(() => app?.stop());

const download = (format: string, signal?: AbortSignal) =>
  fetch(`${app.url}/switchboard/submissions/export?formId=${made.id}&format=${format}`, {
    headers: { authorization: `Bearer ${app.adminToken}` },
    ...(signal ? { signal } : {}),
  });

describe('an export of many submissions', () => {
  it('has all of them, each once', async () => {
    const rows = (await (await download('json')).json()) as { id: string }[];

    expect(rows).toHaveLength(ROWS);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(ROWS);
  });

  it('breaks off where it cannot be finished, instead of looking whole or never ending', async () => {
    const reader = (await download('csv')).body!.getReader();
    await reader.read();
    const knex = app.strapi.db.connection;
    await knex.schema.renameTable('switchboard_submissions', 'switchboard_submissions_away');
    const readAll = async (): Promise<void> => {
      while (!(await reader.read()).done);
    };

    await expect(readAll()).rejects.toThrow();

    await knex.schema.renameTable('switchboard_submissions_away', 'switchboard_submissions');
    expect((await download('csv')).status).toBe(200);
  });

  it.each(['csv', 'json'])('as %s reads on only as fast as it is read, and ends when the reader goes away', async (format) => {
    walks = 0;
    const leaving = new AbortController();
    const response = await download(format, leaving.signal);
    const reader = response.body!.getReader();
    await reader.read();
    // As many stretches as the buffers between us hold, and then no more: nobody reads.
    let before = -1;
    await eventually(
      () => {
        const isStill = walks > 0 && walks === before;
        before = walks;
        return isStill;
      },
      { what: 'the export to wait', everyMs: 500 }
    );
    expect(walks).toBeLessThan(ROWS / 500);

    leaving.abort();
    await reader.closed.catch(() => undefined);
    // Long enough for the one that was left to go on, if it did: a whole one, which looks this often itself.
    await (await download('json')).arrayBuffer();

    expect(walks - (ROWS / 500 + 1)).toBeLessThanOrEqual(before + 1);
  });
});
