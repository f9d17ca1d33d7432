import { afterAll, beforeAll, expect, it } from 'vitest';
import { definition, field, form, page, settings } from '../support/forms';
import { databaseIn } from '../support/app';
import { connectTo, describeOnDatabases } from '../support/databases';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { visitor } from './form-submit-bench';

/** What must hold exactly under parallel posts, on the servers, where posts really run beside each other. SQLite is in form-submit.test.ts. */
await describeOnDatabases(
  'the public road of forms',
  (_open, client) => {
    let app: RunningStrapi;
    let site: ReturnType<typeof visitor>;

    beforeAll(async () => {
      app = await startStrapi({ database: client });
      site = visitor(app);
      await app.admin('POST', '/switchboard/webhooks', {
        name: 'All',
        receivers: ['http://127.0.0.1:9'],
        events: [{ type: '*', uid: '*' }],
      });
    });
    afterAll(() => app?.stop());

    const contact = (key: string, more: Parameters<typeof settings>[0] = {}) =>
      form(key, [], {
        definition: definition(
          [page([field('name', { isRequired: true }), field('amount', { type: 'number', settings: { decimals: 2 } })])],
          {
            settings: settings(more),
          }
        ),
      });

    const many = <T>(count: number, make: (i: number) => Promise<T>): Promise<readonly T[]> =>
      Promise.all(Array.from({ length: count }, (_, i) => make(i)));

    it('stores a submission with its events, and texts and decimals as they came', async () => {
      const { id, key } = await site.publish(contact('stored'));

      const reply = await site.post(key, { answers: { name: 'Žofie 🎈\0', amount: '12.50' } });

      expect(reply.status).toBe(201);
      expect(await site.rows(id)).toMatchObject([{ values: { name: 'Žofie 🎈', amount: '12.50' } }]);
      expect(await site.eventTypes(key)).toEqual(['form.submission.create', 'form.submission.complete']);
    });

    it('stores a repeated post once, however many come at once, and answers all alike', async () => {
      const { id, key } = await site.publish(contact('twins'));

      const replies = await many(12, () => site.post(key, { answers: { name: 'Ada' }, idempotencyKey: 'twin' }));

      expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(replies[0]!.status).toBe(201);
      expect(await site.rows(id)).toHaveLength(1);
      expect(await site.eventTypes(key)).toHaveLength(2);
    });

    it('lets in exactly as many as there may be', async () => {
      const { id, key } = await site.publish(contact('full', { maxSubmissions: 20 }));

      const replies = await many(200, (i) => site.post(key, { answers: { name: `n${i}` } }));

      expect(replies.map(({ status }) => status).sort()).toEqual([...Array(20).fill(201), ...Array(180).fill(409)]);
      expect(await site.rows(id)).toHaveLength(20);
    });

    it('lets one address in once', async () => {
      const { id, key } = await site.publish(contact('once', { oncePer: 'address' }));

      const replies = await many(100, (i) => site.post(key, { answers: { name: `n${i}` } }));

      expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(99).fill(409)]);
      expect(await site.rows(id)).toHaveLength(1);
    });

    it('counts exactly against a rate limit', async () => {
      const { id, key } = await site.publish(contact('rated', { spam: { ...settings().spam, perAddress: 6, perForm: 6 } }));

      const replies = await many(15, (i) => site.post(key, { answers: { name: `n${i}` } }));

      expect(replies.map(({ status }) => status).sort()).toEqual([...Array(6).fill(201), ...Array(9).fill(429)]);
      expect(await site.rows(id)).toHaveLength(6);
    });

    it('completes a submission once when its last page comes twice at once', async () => {
      const pages = [page([field('name')]), page([field('comment')])];
      const { id, key } = await site.publish(
        form('steps', [], { definition: definition(pages, { settings: settings({ storesPartial: true }) }) })
      );
      const first = await site.post(key, { answers: { name: 'Ada' }, page: pages[0]!.id });
      const token = first.receipt.resumeToken!;

      const replies = await many(5, (i) => site.patch(key, token, { answers: { comment: `c${i}` }, page: pages[1]!.id }));

      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
      expect(await site.rows(id)).toMatchObject([{ state: 'complete' }]);
      expect(await site.eventTypes(key)).toEqual(['form.submission.create', 'form.submission.complete']);
    });

    it('leaves nothing half done when the database refuses a part of it', async () => {
      const { id, key } = await site.publish(contact('broken'));
      const other = connectTo(databaseIn(app.folder)!);
      const [here, away] = ['switchboard_events', 'switchboard_events_away'].map((name) =>
        client === 'postgres' ? `cms.${name}` : name
      );
      const rename = (from: string, to: string) => other.raw(`alter table ${from} rename to ${to.replace('cms.', '')}`);
      await rename(here!, away!);

      const failed = await site.post(key, { answers: { name: 'Ada' }, idempotencyKey: 'k' });
      await rename(away!, here!);
      const mended = await site.post(key, { answers: { name: 'Ada' }, idempotencyKey: 'k' });
      await other.destroy();

      expect([failed.status, mended.status]).toEqual([500, 201]);
      expect(await site.rows(id)).toHaveLength(1);
      expect(await site.eventTypes(key)).toHaveLength(2);
    });
  },
  ['postgres', 'mysql']
);
