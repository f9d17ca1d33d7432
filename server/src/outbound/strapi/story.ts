import type { Strapi } from '../../plugin';
import type { EntrySubject, EntryType } from '../event';
import type { Happening } from '../outbox';
import type { CaptureBench } from './capture';
import { typeOf, versionsOf, whereVersions, type DocumentCall } from './document-call';
import type { Row, Where } from './snapshot';

const localesOf = async (strapi: Strapi, locale: unknown): Promise<Where> => {
  if (locale === '*') return {};
  if (Array.isArray(locale)) return { locale: { $in: locale } };
  return { locale: locale || (await strapi.plugin('i18n').service('locales').getDefaultLocale()) };
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const documentIdOf = ({ action, params }: DocumentCall, result: unknown): unknown =>
  action === 'create' || action === 'clone' ? (result as { documentId?: unknown } | null)?.documentId : params['documentId'];

/** What one call of the document service did: the rows before it, and the events they and the rows after it make. */
export const createStory = (
  { strapi, shapes, snapshots, actor }: CaptureBench,
  call: DocumentCall,
  wanted: readonly EntryType[]
) => {
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
    const happenings: Happening[] = [];
    for (const row of byLocale.values()) happenings.push(await tell(type, row));
    return happenings;
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

  const isNew = call.action === 'create' || call.action === 'clone';
  return {
    before: async (): Promise<readonly Row[]> => (isNew ? [] : read(call.params['documentId'])),
    after: (before: readonly Row[], result: unknown): Promise<readonly Happening[]> => {
      if (call.action === 'delete') return tellGone('entry.delete', before);
      if (call.action === 'unpublish') return tellGone('entry.unpublish', before);
      return tellThere(before, result);
    },
  };
};
