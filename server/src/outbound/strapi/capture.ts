import type { Strapi } from '../../plugin';
import type { EntrySubject, EntryType } from '../event';
import { createOutbox, type Happening, type Outbox, type OutboxTools } from '../outbox';
import type { Interest } from '../wants';
import { readActor } from './actor';
import { isWrite, possibleTypes, typeOf, versionsOf, whereVersions, type DocumentCall, type WriteAction } from './document-call';
import { captureLocaleDeletions } from './locales';
import { captureMedia } from './media';
import { createShapes, type Shapes } from './shape';
import { createSnapshots, type Row, type Snapshots, type Where } from './snapshot';
import { createTransact } from './transact';

export interface CaptureConfig {
  /** Store who did it. */
  readonly actor: boolean;
  readonly payloadLimitBytes: number;
}

export interface CaptureTools extends Omit<OutboxTools, 'payloadLimitBytes'> {
  readonly strapi: Strapi;
  /** What the webhooks of the moment could want; asked on every write, so it must not wait. */
  readonly interest: () => Interest;
  readonly config: CaptureConfig;
}

/** What the parts of capture share. */
export interface CaptureBench {
  readonly strapi: Strapi;
  readonly interest: () => Interest;
  readonly outbox: Outbox;
  readonly transact: ReturnType<typeof createTransact>;
  readonly shapes: Shapes;
  readonly snapshots: Snapshots;
  readonly actor: () => ReturnType<typeof readActor>;
}

/** Content types that are never captured as entries: ours would tell secrets, and files have events of their own (`media.*`). */
const isExempt = (uid: string): boolean => uid.startsWith('plugin::switchboard.') || uid === 'plugin::upload.file';

const localesOf = async (strapi: Strapi, locale: unknown): Promise<Where> => {
  if (locale === '*') return {};
  if (Array.isArray(locale)) return { locale: { $in: locale } };
  return { locale: locale || (await strapi.plugin('i18n').service('locales').getDefaultLocale()) };
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const documentIdOf = ({ action, params }: DocumentCall, result: unknown): unknown =>
  action === 'create' || action === 'clone' ? (result as { documentId?: unknown } | null)?.documentId : params['documentId'];

/** Reads and tells what one call of the document service did. */
const createStory = ({ strapi, shapes, snapshots, actor }: CaptureBench, call: DocumentCall, wanted: readonly EntryType[]) => {
  const { uid } = call;
  const { model, isLocalized, hasDrafts } = shapes(uid);

  const subjectOf = (row: Row): EntrySubject => ({
    uid,
    model,
    documentId: row.documentId,
    locale: isLocalized ? (row.locale ?? null) : null,
    status: hasDrafts && !row.publishedAt ? 'draft' : 'published',
  });

  const keyOf = (row: Row): string => `${subjectOf(row).status} ${subjectOf(row).locale ?? ''}`;

  const read = async (documentId: unknown): Promise<readonly Row[]> => {
    if (!isText(documentId)) return [];
    const versions: Where = hasDrafts ? whereVersions(versionsOf(wanted)) : {};
    // A clone has the locales of what it was made from, and no other rows.
    const locales = isLocalized && call.action !== 'clone' ? await localesOf(strapi, call.params['locale']) : {};
    return snapshots.read(uid, { documentId, ...versions, ...locales });
  };

  const tell = async (type: EntryType, row: Row, before?: Row): Promise<Happening> => {
    const entry = await snapshots.clean(uid, row);
    const changed = await snapshots.changes(uid, before, row, entry);
    return { type, subject: subjectOf(row), data: { entry, changed, actor: actor(), own: null } };
  };

  /** Of a locale that is gone with draft and live row, the live one is told: it is what the world knew. */
  const tellGone = async (type: EntryType, before: readonly Row[]): Promise<readonly Happening[]> => {
    if (before.length === 0) return [];
    const ids = before.map(({ id }) => id);
    const left = new Set((await snapshots.readBare(uid, { id: { $in: ids } }, ['id'])).map(({ id }) => id));
    const byLocale = new Map<string, Row>();
    for (const row of before.filter(({ id }) => !left.has(id))) {
      const locale = row.locale ?? '';
      if (!byLocale.has(locale) || row.publishedAt) byLocale.set(locale, row);
    }
    return Promise.all([...byLocale.values()].map((row) => tell(type, row)));
  };

  const tellThere = async (before: readonly Row[], result: unknown): Promise<readonly Happening[]> => {
    if (call.action === 'update' && !result) return [];
    const ids = new Set(before.map(({ id }) => id));
    const older = new Map(before.map((row) => [keyOf(row), row]));
    const happenings: Happening[] = [];
    for (const row of await read(documentIdOf(call, result))) {
      const type = typeOf(call.action, row, ids.has(row.id), hasDrafts);
      if (type && wanted.includes(type)) happenings.push(await tell(type, row, older.get(keyOf(row))));
    }
    return happenings;
  };

  return {
    before: (): Promise<readonly Row[]> =>
      call.action === 'create' || call.action === 'clone' ? Promise.resolve([]) : read(call.params['documentId']),
    after: (before: readonly Row[], result: unknown): Promise<readonly Happening[]> =>
      call.action === 'delete'
        ? tellGone('entry.delete', before)
        : call.action === 'unpublish'
          ? tellGone('entry.unpublish', before)
          : tellThere(before, result),
  };
};

/**
 * Around every write of the document service, outermost: opens the transaction, lets Strapi write, reads what is there now and stores the
 * events in the same transaction, so that content and events commit together or not at all. Reading here, and not after the commit as
 * Strapi does, is what keeps two publishes close together from telling of an entry that is already gone.
 */
const createDocumentMiddleware =
  (bench: CaptureBench) =>
  async (
    context: { readonly uid: string; readonly action: string; readonly params: unknown },
    next: () => Promise<unknown>
  ): Promise<unknown> => {
    const { uid, action } = context;
    if (!isWrite(action) || isExempt(uid)) return next();
    const call = context as unknown as DocumentCall & { action: WriteAction };
    const interest = bench.interest();
    const wanted = possibleTypes(call, bench.shapes(uid).hasDrafts).filter((type) => interest.couldWant(type, uid));
    if (wanted.length === 0) return next();

    return bench.transact(async (open) => {
      const story = createStory(bench, call, wanted);
      const before = await story.before();
      const result = await next();
      await bench.outbox.append(await story.after(before, result), open);
      return result;
    });
  };

/** Sees what happens to content and media, and stores an event of it when a webhook could want one. */
export const createCapture = ({ strapi, interest, config, ...tools }: CaptureTools) => {
  const shapes = createShapes(strapi);
  const bench: CaptureBench = {
    strapi,
    interest,
    outbox: createOutbox({ ...tools, payloadLimitBytes: config.payloadLimitBytes }),
    transact: createTransact(strapi),
    shapes,
    snapshots: createSnapshots(strapi, shapes),
    actor: () => (config.actor ? readActor(strapi) : null),
  };
  const { outbox, transact, snapshots } = bench;
  return {
    outbox,
    transact,
    shapes,
    snapshots,
    /** To be called in the plugin's `register`: whoever registers first is outermost, and i18n, history and releases come later. */
    register(): void {
      strapi.documents.use(createDocumentMiddleware(bench) as never);
      captureMedia(bench);
      captureLocaleDeletions(bench);
    },
  };
};
