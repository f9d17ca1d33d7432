import { Readable } from 'node:stream';
import type { Context } from 'koa';
import type { Action } from '../../../../shared/permissions';
import { PluginError } from '../../kernel/errors';
import { abilityOf, answering, answeringItself, may, param } from '../../outbound';
import type { Access } from '../access';
import type { FormsApi, GetFormsApi } from './forms-api';
import {
  parseBulk,
  parseChange,
  parseExport,
  parseList,
  parseNeighbours,
  parseNote,
  parsePerson,
  parseRange,
} from './submission.schema';

type Act = (api: FormsApi, ctx: Context, access: Access) => Promise<unknown>;

/** A name for `Content-Disposition`: plain in the one form, whole in the other (RFC 6266). */
const attachment = (name: string): string => {
  const plain = name.replace(/[^\w.-]/g, '_');
  const whole = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
};

/** Answers with a file to be saved: whatever it holds, no browser shows it on this origin. */
const sendFile = (ctx: Context, { name, mime }: { name: string; mime: string }, body: Readable): void => {
  ctx.set('Content-Type', mime);
  ctx.set('Content-Disposition', attachment(name));
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
  ctx.set('Cache-Control', 'private, no-store');
  // Koa answers 500 while it can, and afterwards leaves the client waiting for ever. An end would be worse: half a file that looks whole.
  body.once('error', () => ctx.headerSent && ctx.res.destroy());
  // Koa destroys the stream when the client goes away, which ends what makes it.
  ctx.body = body;
};

export const createSubmissionController = (api: GetFormsApi, accessOf: (ctx: Context) => Access, clock: () => number) => {
  const acting = (act: Act) => answering((ctx) => act(api(), ctx, accessOf(ctx)));
  const id = (ctx: Context): string => param(ctx, 'id');
  const expectMay = (ctx: Context, action: Action): void => {
    if (!may(abilityOf(ctx), action)) throw new PluginError('ACTION_FORBIDDEN');
  };

  return {
    forms: acting(({ inboxForms }, _ctx, access) => inboxForms(access)),
    list: acting(({ inbox }, ctx, access) => {
      const { filter, page } = parseList(ctx.query);
      return inbox.list(filter, page, access);
    }),
    get: acting(({ inbox }, ctx, access) => inbox.get(id(ctx), parseNeighbours(ctx.query), access)),
    update: acting(({ inbox }, ctx, access) => inbox.change(id(ctx), parseChange(ctx.request.body), access)),
    note: acting(({ inbox }, ctx, access) => inbox.note(id(ctx), parseNote(ctx.request.body), access)),
    remove: acting(({ inbox }, ctx, access) => inbox.remove(id(ctx), access)),

    bulk: acting(async ({ inbox }, ctx, access) => {
      const given = parseBulk(ctx.request.body);
      expectMay(ctx, given.action === 'delete' ? 'submissions.delete' : 'submissions.update');
      return 'ids' in given
        ? inbox.bulkByIds(given.ids, given.action, access)
        : inbox.bulkByFilter(given.filter, given.action, access);
    }),

    person: acting(async ({ person }, ctx, access) => {
      const { email, action } = parsePerson(ctx.request.body);
      return person[action](email, access);
    }),

    purges: acting(({ purges }, _ctx, access) => purges(access)),
    insights: acting(({ insights }, ctx, access) => insights(id(ctx), parseRange(ctx.query, clock()), access)),

    export: answeringItself(async (ctx) => {
      const file = await api().exports(parseExport(ctx.query), accessOf(ctx));
      sendFile(ctx, file, Readable.from(file.content, { objectMode: false }));
    }),

    file: answeringItself(async (ctx) => {
      const file = await api().inbox.file(id(ctx), param(ctx, 'fileId'), accessOf(ctx));
      sendFile(ctx, file, await api().openFile(file));
    }),
  };
};
