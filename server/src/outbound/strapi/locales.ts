import type { Strapi } from '../../plugin';
import type { Happening, OpenTransaction } from '../outbox';
import type { CaptureBench } from './capture';
import type { Row } from './snapshot';

const DOCUMENTS_PER_STEP = 100;

interface Locales {
  count(): Promise<number>;
  findById(id: unknown): Promise<{ readonly code: string } | null>;
  delete(locale: { readonly id: unknown }): Promise<unknown>;
}

/** One row for each document, the live one where there is one: it is what the world knew. */
const oneEach = (rows: readonly Row[]): readonly Row[] => {
  const byDocument = new Map<string, Row>();
  for (const row of rows) if (!byDocument.has(row.documentId) || row.publishedAt) byDocument.set(row.documentId, row);
  return [...byDocument.values()];
};

const inSteps = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / DOCUMENTS_PER_STEP) }, (_, i) =>
    items.slice(i * DOCUMENTS_PER_STEP, (i + 1) * DOCUMENTS_PER_STEP)
  );

const localizedTypes = (strapi: Strapi, { shapes }: CaptureBench): readonly string[] =>
  Object.keys(strapi.contentTypes).filter((uid) => shapes(uid).isLocalized);

/**
 * Deleting a locale empties it with one statement for each content type, past the document service. So the i18n service's own `delete`
 * is wrapped: first the events of everything in the locale, then the deletion, in one transaction.
 */
export const captureLocaleDeletions = (bench: CaptureBench): void => {
  const { strapi, interest, outbox, transact, shapes, snapshots, actor } = bench;
  if (!strapi.plugin('i18n')) return;

  const tell = async (uid: string, locale: string, row: Row): Promise<Happening> => {
    const { model, hasDrafts } = shapes(uid);
    const status = hasDrafts && !row.publishedAt ? 'draft' : 'published';
    return {
      type: 'entry.delete',
      subject: { uid, model, documentId: row.documentId, locale, status },
      data: { entry: await snapshots.clean(uid, row), changed: null, actor: actor(), own: null },
    };
  };

  // A step at a time: a locale may hold more than fits into memory.
  const tellAll = async (uid: string, locale: string, open: OpenTransaction): Promise<void> => {
    const bare = await snapshots.readBare(uid, { locale }, ['id', 'documentId', 'publishedAt']);
    for (const step of inSteps(oneEach(bare))) {
      const rows = await snapshots.read(uid, { id: { $in: step.map(({ id }) => id) } });
      const happenings: Happening[] = [];
      for (const row of rows) happenings.push(await tell(uid, locale, row));
      await outbox.append(happenings, open);
    }
  };

  const deleteLocale = async (original: Locales, target: { readonly id: unknown }): Promise<unknown> => {
    const wanted = localizedTypes(strapi, bench).filter((uid) => interest().couldWant('entry.delete', uid));
    if (wanted.length === 0) return original.delete(target);
    return transact(async (open) => {
      const locale = await original.findById(target.id);
      if (locale) for (const uid of wanted) await tellAll(uid, locale.code, open);
      const result = await original.delete(target);
      // The service counts locales without waiting for the answer. A query that meets a finished transaction rejects, and nobody is there
      // to catch it, which ends the process; ours goes the same way behind theirs, so once it is answered, so is theirs.
      await original.count();
      return result;
    });
  };

  strapi.get('services').extend('plugin::i18n.locales', (original: Locales) => ({
    ...original,
    delete: (target: { readonly id: unknown }) => deleteLocale(original, target),
  }));
};
