import { randomUUID } from 'node:crypto';
import type { Context } from 'koa';
import type { FormVersion } from '../../../../shared/contracts/form';
import { PluginError } from '../../kernel/errors';
import { isRecord } from '../../kernel/expected';
import type { Strapi } from '../../plugin';
import { bodyFault } from '../body/body-fault';
import { discardRest } from '../body/discard';
import type { BodyLimits } from '../body/limits';
import { readBytes } from '../body/read-bytes';
import { doorOf, readBody } from '../body/read-body';
import type { TempFolder } from '../body/temp-folder';
import type { Answered } from '../arrival';
import type { Sighting } from '../counters';
import { formPage, messagePage } from '../page';
import type { Posted } from '../posted';
import type { PublicRoad } from '../public-road';
import { createLibrary } from './public.library';
import { answerRefusal, sentenceOf, wantsPage } from './public.answer';
import { contentTypeOf } from './public.body';
import { visitorOf } from './public.visitor';

/** What the routes need; there from bootstrap on. */
export interface PublicDoor {
  readonly road: PublicRoad;
  readonly limits: BodyLimits;
  readonly temp: TempFolder;
  readonly honeypotOf: (form: FormVersion) => string;
  readonly roomFor: (form: FormVersion) => (key: string) => { readonly files: number; readonly bytesPerFile: number } | null;
}

const SEEN_BYTES = 1_000;
const IDEMPOTENCY_KEY = /^"?([\x21\x23-\x7e]{1,200})"?$/;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const keyOf = (ctx: Context): string => {
  const header = ctx.get('idempotency-key');
  const key = IDEMPOTENCY_KEY.exec(header)?.[1] ?? '';
  if (header !== '' && key === '')
    throw bodyFault('BODY_UNREADABLE', 'Expected `Idempotency-Key` to be 1 to 200 visible characters.');
  return key;
};

const sightingOf = (bytes: Buffer): Sighting => {
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(bytes.toString('utf8'));
  } catch {
    // As wrong as any other.
  }
  const { kind, page } = isRecord(parsed) ? parsed : {};
  if (kind === 'view' || kind === 'start') return { kind };
  if (kind === 'page' && typeof page === 'string') return { kind, page };
  throw bodyFault(
    'BODY_UNREADABLE',
    'Expected `{ "kind": "view" }`, `{ "kind": "start" }` or `{ "kind": "page", "page": "<id>" }`.'
  );
};

/** Only an address to go to: never a script. A path leads to the same site. */
const safeRedirect = (url: string | null): string | null =>
  url !== null && (/^\/(?![/\\])/.test(url) || /^https?:\/\//i.test(url)) && !/[\x00-\x20\x7f\\]/.test(url) ? url : null;

const answerPage = (ctx: Context, status: number, html: string): void => {
  ctx.status = status;
  ctx.type = 'text/html';
  ctx.set('Cache-Control', 'no-store');
  // Nothing but what we wrote runs or loads here. No `form-action`: browsers ask it of the redirect as well, which may lead to another site.
  ctx.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; img-src * data:; base-uri 'none'");
  ctx.body = html;
};

/** What visitors call. Whatever they send, the answer is a status that says what to do: 500 means that something of ours is broken. */
export const createPublicController = (strapi: Strapi, doorAt: () => PublicDoor) => {
  const localeOf = (ctx: Context): string => text(ctx.query['locale']).slice(0, 35);

  /** Makes a `PluginError` the answer. */
  const guarded =
    (respond: (ctx: Context) => Promise<void>) =>
    async (ctx: Context): Promise<void> => {
      ctx.set('Cache-Control', 'no-store');
      try {
        await respond(ctx);
      } catch (error) {
        if (!(error instanceof PluginError)) throw error;
        if (wantsPage(ctx)) {
          answerRefusal(ctx, error);
          answerPage(ctx, error.status, messagePage(String(error.status), sentenceOf(error), 'en'));
        } else answerRefusal(ctx, error);
      } finally {
        discardRest(ctx.req);
      }
    };

  const answerSubmission = (ctx: Context, form: FormVersion, posted: Posted, { status, receipt }: Answered): void => {
    if (!wantsPage(ctx)) {
      ctx.status = status;
      ctx.body = { data: receipt };
      return;
    }
    const redirect = safeRedirect(receipt.redirectTo);
    if (redirect === null)
      return answerPage(ctx, 200, messagePage(form.title, receipt.message ?? '', posted.envelope.locale || form.definition.locale));
    ctx.status = 303;
    ctx.set('Location', redirect);
    ctx.body = '';
  };

  /** A browser without scripts gets its form again, with its answers and what is wrong with them. */
  const showAgain = async (ctx: Context, form: FormVersion, posted: Posted, error: PluginError): Promise<void> => {
    const shown = await doorAt().road.show(form, posted.envelope.locale);
    const { path, message } = { path: '', message: sentenceOf(error) };
    const faults = error.fields.length > 0 ? error.fields : [{ path, message }];
    answerRefusal(ctx, error);
    answerPage(
      ctx,
      error.status,
      formPage(shown, {
        action: ctx.path,
        answers: posted.answers as never,
        faults,
        idempotencyKey: randomUUID(),
        pageUrl: posted.envelope.pageUrl,
      })
    );
  };

  const submit = async (ctx: Context): Promise<void> => {
    const { road, limits, temp, honeypotOf, roomFor } = doorAt();
    const contentType = contentTypeOf(ctx);
    const door = doorOf(
      { contentType, contentLength: ctx.get('content-length'), contentEncoding: ctx.get('content-encoding') },
      limits
    );
    const idempotencyKey = keyOf(ctx);
    const form = await road.find(text(ctx.params['key']));
    const visitor = await visitorOf(strapi, ctx);
    await road.admit(form, visitor);
    const paths: string[] = [];
    try {
      const read = await readBody(ctx.req, door, {
        contentType,
        limits,
        temp,
        honeypot: honeypotOf(form),
        roomFor: roomFor(form),
        began: (path) => paths.push(path),
      });
      const posted = idempotencyKey === '' ? read : { ...read, envelope: { ...read.envelope, idempotencyKey } };
      try {
        const resumeToken = ctx.method === 'PATCH' ? text(ctx.params['token']) : null;
        const answered = await road.submit({ form, posted, isLenient: door !== 'json', visitor, resumeToken, isTest: false });
        answerSubmission(ctx, form, posted, answered);
      } catch (error) {
        // What JSON can say, a page cannot always show.
        const isShown = door !== 'json' && ctx.method === 'POST' && wantsPage(ctx);
        if (!isShown || !(error instanceof PluginError) || error.status !== 422) throw error;
        await showAgain(ctx, form, posted, error);
      }
    } finally {
      await temp.remove(paths);
    }
  };

  const library = createLibrary();

  return {
    library: library('forms.js'),
    more: library('forms-more.js'),
    proofOfWork: library('forms-proof-of-work.js'),
    captcha: library('forms-captcha.js'),
    styles: library('forms.css'),

    show: guarded(async (ctx) => {
      const { road } = doorAt();
      ctx.body = { data: await road.show(await road.find(text(ctx.params['key'])), localeOf(ctx)) };
    }),

    page: guarded(async (ctx) => {
      const { road } = doorAt();
      const shown = await road.show(await road.find(text(ctx.params['key'])), localeOf(ctx));
      answerPage(
        ctx,
        200,
        formPage(shown, { action: ctx.path.replace(/\/page$/, '/submissions'), idempotencyKey: randomUUID(), pageUrl: ctx.href })
      );
    }),

    submit: guarded(submit),

    resume: guarded(async (ctx) => {
      const { road } = doorAt();
      ctx.body = { data: await road.resume(await road.find(text(ctx.params['key'])), text(ctx.params['token'])) };
    }),

    seen: guarded(async (ctx) => {
      const { road, limits } = doorAt();
      const form = await road.find(text(ctx.params['key']));
      road.see(form, sightingOf(await readBytes(ctx.req, SEEN_BYTES, limits.idleMs)), ctx.request.ip);
      ctx.status = 204;
    }),

    file: guarded(async (ctx) => {
      const { file, stream } = await doorAt().road.openFile(text(ctx.params['signed']));
      ctx.attachment(file.name);
      // Texts as texts, whatever a spreadsheet program would make of them.
      ctx.type = file.mime.startsWith('text/') ? 'text/plain; charset=utf-8' : file.mime;
      ctx.set('X-Content-Type-Options', 'nosniff');
      ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
      ctx.set('Cache-Control', 'private, no-store');
      ctx.length = file.size;
      ctx.body = stream;
    }),
  };
};
