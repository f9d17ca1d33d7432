import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGuardStore } from '../../server/src/forms/drivers/database/guard-store';
import type { Guard, GuardStore } from '../../server/src/forms/ports';
import { createIds } from '../../server/src/kernel/ids';
import { createDatabase, migrate, type Database } from '../../server/src/outbound/drivers/database';
import type { TestDatabase } from '../support/databases';
import { eventually } from '../support/eventually';

const DAY_MS = 86_400_000;

/** What the marks of forms must hold: exact in all instances, and cheap however many there are. */
export const examineGuardStore = (open: () => Promise<TestDatabase>): void => {
  let opened: TestDatabase;
  let database: Database;
  /** As two instances have it, where there can be two. */
  let here: GuardStore;
  let there: GuardStore;
  let closeThere: () => Promise<void>;

  beforeAll(async () => {
    opened = await open();
    await migrate(opened.knex, opened.client, opened.schema);
    // SQLite is for one process; two connections of one would wait for each other without letting go of the thread.
    const isShared = opened.client !== 'sqlite';
    const knex = isShared ? opened.connect() : opened.knex;
    closeThere = async () => void (isShared && (await knex.destroy()));
    database = createDatabase(opened.knex, opened.client, opened.schema);
    here = createGuardStore(database, createIds(Date.now));
    there = createGuardStore(createDatabase(knex, opened.client, opened.schema), createIds(Date.now));
  });
  afterAll(async () => {
    await closeThere?.();
    await opened?.drop();
  });

  const guardOf = (key: string, given: Partial<Guard> = {}): Guard => ({
    scope: 'answer',
    key,
    formId: 'frm_exam',
    forMs: DAY_MS,
    ...given,
  });

  const fill = (count: number, given: { formId: string; expiresAt: number }): Promise<void> =>
    database.insert(
      database.knex,
      'form_guards',
      Array.from({ length: count }, (_, i) => ({
        scope: i % 2 === 0 ? 'answer' : 'rate',
        key_hash: `${given.formId}-${given.expiresAt}-${i}`.padEnd(64, '.'),
        form_id: given.formId,
        token: `grd_${i}`,
        value: null,
        expires_at: given.expiresAt,
      }))
    );
  const countOf = async (formId: string): Promise<number> => {
    const sql = `select count(*) as amount from ${database.tables.form_guards} where form_id = ?`;
    return Number((await database.query<{ amount: unknown }>(database.knex, sql, [formId]))[0]!.amount);
  };
  /** Statements that a work takes. */
  const statementsOf = async (work: () => Promise<unknown>): Promise<number> => {
    let count = 0;
    const hear = (): void => void (count += 1);
    opened.knex.on('query', hear);
    await work();
    opened.knex.removeListener('query', hear);
    return count;
  };

  it('gives a mark to one of many that want it, in whichever instance, and tells the others what it says', async () => {
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? here : there).claim(guardOf('wanted'), null, `by ${i}`))
    );

    const winner = claims.findIndex(({ kind }) => kind === 'claimed');
    expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    expect(claims.filter((_, i) => i !== winner)).toEqual(Array(11).fill({ kind: 'held', value: `by ${winner}` }));
    expect(await there.find(guardOf('wanted'))).toBe(`by ${winner}`);
  });

  it('keeps the marks of two forms and of two kinds apart', async () => {
    await here.claim(guardOf('shared'), null, 'mine');

    expect(await here.find(guardOf('shared', { formId: 'frm_other' }))).toBeNull();
    expect(await here.claim(guardOf('shared', { scope: 'proof' }), null)).toEqual({ kind: 'claimed' });
  });

  it('gives a mark that has expired to one of those that want it next', async () => {
    await here.claim(guardOf('short', { forMs: 1 }), null, 'first');
    await eventually(async () => (await here.find(guardOf('short'))) === null || null, { what: 'the mark to expire' });

    const claims = await Promise.all(
      [here, there, here, there].map((store, i) => store.claim(guardOf('short'), null, `next ${i}`))
    );

    expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
  });

  it('counts each of many, in whichever instance, and begins anew when the window has ended', async () => {
    const window = guardOf('counted', { scope: 'rate', forMs: DAY_MS });

    const counts = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? here : there).count(window, null)));

    expect(counts.map(({ count }) => count).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    for (const { endsInMs } of counts) expect(endsInMs).toBeGreaterThan(DAY_MS - 60_000);
    const short = guardOf('short window', { scope: 'rate', forMs: 1 });
    await here.count(short, null);
    await eventually(async () => (await there.count(short, null)).count === 1 || null, { what: 'a new window' });
  });

  it('purges what has expired, some at a time and in few statements, and nothing else', async () => {
    await fill(1_200, { formId: 'frm_old', expiresAt: 1 });
    await fill(30, { formId: 'frm_new', expiresAt: Date.now() + DAY_MS });
    await here.claim(guardOf('for good', { formId: 'frm_new', scope: 'once', forMs: null }), null);
    let purged = 0;

    const statements = await statementsOf(async () => (purged = await here.purge(1_000)));

    // Each mark by itself would be a thousand commits.
    expect(statements).toBeLessThan(60);
    expect(purged).toBe(1_000);
    expect(await countOf('frm_old')).toBe(200);
    expect(await here.purge(1_000)).toBeGreaterThanOrEqual(200);
    expect(await here.purge(1_000)).toBe(0);
    expect([await countOf('frm_old'), await countOf('frm_new')]).toEqual([0, 31]);
  });

  it('purges in two instances at once, with submissions that take over what is purged, and all come to an end', async () => {
    const keys = Array.from({ length: 100 }, (_, i) => `taken ${i}`);
    for (const key of keys) await here.claim(guardOf(key, { forMs: 1, formId: 'frm_busy' }), null, 'old');
    await eventually(async () => (await here.find(guardOf('taken 99', { formId: 'frm_busy' }))) === null || null, {
      what: 'the marks to expire',
    });

    const claims = keys.map((key, i) => (i % 2 === 0 ? here : there).claim(guardOf(key, { formId: 'frm_busy' }), null, 'new'));
    await Promise.all([here.purge(1_000), there.purge(1_000), ...claims]);

    expect((await Promise.all(claims)).map(({ kind }) => kind)).toEqual(Array(100).fill('claimed'));
    const left = await Promise.all(keys.map((key) => there.find(guardOf(key, { formId: 'frm_busy' }))));
    expect(left).toEqual(Array(100).fill('new'));
  });

  it('removes the marks of a form some at a time, and nobody else’s', async () => {
    await fill(250, { formId: 'frm_gone', expiresAt: Date.now() + DAY_MS });
    await fill(5, { formId: 'frm_kept', expiresAt: Date.now() + DAY_MS });

    expect([await here.clear('frm_gone', 200), await here.clear('frm_gone', 200), await here.clear('frm_gone', 200)]).toEqual([
      200, 50, 0,
    ]);
    expect(await countOf('frm_kept')).toBe(5);
  });
};
