import { async, traverseEntity } from '@strapi/utils';
import type { SampleChoice, SampleDocument } from '../../../../shared/contracts/webhook';
import { PluginError } from '../../kernel/errors';
import { isRecord } from '../../kernel/expected';
import type { Strapi } from '../../plugin';
import type { Entry } from '../changes';
import { MEDIA_TYPES } from '../event';
import type { Sample } from '../preview';
import { isCatalogued } from './catalog';
import { may, type Ability } from './permissions';
import { createMakeUp } from './samples.made-up';
import type { Shapes } from './shape';
import type { Row, Snapshots } from './snapshot';

const FILE_UID = 'plugin::upload.file';
const FILE_READ = 'plugin::upload.read';
const SAMPLE_COUNT = 20;

type Query = Readonly<Record<string, unknown>>;

/** The Content Manager's own judge of who may read what. */
interface PermissionChecker {
  readonly can: { read(entity?: unknown): boolean };
  readonly sanitizedQuery: { read(query: Query): Promise<Query> };
  sanitizeOutput(data: unknown): Promise<unknown>;
}

/** A document as a list shows it. */
interface Found {
  readonly id: number | string;
  readonly documentId: string;
  readonly locale?: string | null;
  readonly [field: string]: unknown;
}

/** A field of an entry, as it is passed on the way through it. */
interface Visited {
  readonly key: string;
  readonly value: unknown;
  readonly attribute?: { readonly type: string; readonly target?: string };
}

/** A sample of another feature's events; `null` where it knows none. */
export type ProvidedSample = (choice: SampleChoice, ability: Ability) => Promise<Sample | null>;

export interface SampleTools {
  readonly provided: ProvidedSample;
  readonly strapi: Strapi;
  readonly shapes: Shapes;
  readonly snapshots: Snapshots;
}

const isMedia = (type: string): boolean => (MEDIA_TYPES as readonly string[]).includes(type);

const isEntry = (type: string): boolean => type.startsWith('entry.');

const ownSample = (type: string): Sample => ({
  subject: null,
  data: {
    entry: null,
    changed: null,
    actor: null,
    own: type.startsWith('switchboard.')
      ? {
          webhookId: 'wh_example',
          webhookName: 'Example',
          receiverId: 'rcv_example',
          host: 'example.com',
          failingSince: '2026-01-31T12:00:00.000Z',
          lastError: 'timeout',
        }
      : {},
  },
});

/** Real documents for previews and tests, as far as the Content Manager would show them to whoever asks; else made-up ones. */
export const createSamples = ({ strapi, shapes, snapshots, provided }: SampleTools) => {
  const makeUp = createMakeUp(strapi, shapes);

  const checker = (uid: string, ability: Ability): PermissionChecker =>
    strapi.plugin('content-manager').service('permission-checker').create({ userAbility: ability, model: uid });

  const expectKnown = (uid: string | null): string => {
    if (uid !== null && isCatalogued(strapi, uid)) return uid;
    throw new PluginError('INVALID_INPUT', [{ path: 'sample.uid', message: `There is no content type ${String(uid)}.` }]);
  };

  /** Newest documents that may be read: conditions of the role are part of the query. */
  const find = async (uid: string, permissions: PermissionChecker, filters: Query, limit: number): Promise<readonly Found[]> => {
    const query = await permissions.sanitizedQuery.read({ filters, sort: 'updatedAt:desc' });
    // Without drafts there is no status to ask for; without locales none either.
    const { hasDrafts, isLocalized } = shapes(uid);
    return strapi.documents(uid as never).findMany({
      ...query,
      limit,
      ...(hasDrafts ? { status: 'draft' } : {}),
      ...(isLocalized ? { locale: '*' } : {}),
    } as never) as never;
  };

  const mainField = async (uid: string): Promise<string> => {
    const configuration = await strapi
      .plugin('content-manager')
      .service('content-types')
      .findConfiguration(strapi.contentType(uid as never));
    return configuration?.settings?.mainField ?? 'documentId';
  };

  const publishedKeys = async (uid: string, found: readonly Found[]): Promise<ReadonlySet<string>> => {
    const rows = await snapshots.readBare(
      uid,
      { documentId: { $in: found.map(({ documentId }) => documentId) }, publishedAt: { $notNull: true } },
      shapes(uid).isLocalized ? ['documentId', 'locale'] : ['documentId']
    );
    return new Set(rows.map(({ documentId, locale }) => `${documentId} ${locale ?? ''}`));
  };

  /** Of a related record what the role may read of it, and its ids where that is nothing. */
  const visibleRelated = async (uid: string, related: unknown, ability: Ability): Promise<unknown> => {
    if (Array.isArray(related)) return async.map(related, (one: unknown) => visibleRelated(uid, one, ability));
    if (!isRecord(related)) return null;
    const { id, documentId, __type: type = uid } = related;
    const permissions = checker(String(type), ability);
    return permissions.can.read(related) ? permissions.sanitizeOutput(related) : { id, documentId };
  };

  /** What the Content Manager would show of an entry, and of what it leads to: the permission for one is none for the other. */
  const visibleEntry = async (uid: string, entry: Entry, permissions: PermissionChecker, ability: Ability): Promise<Entry> => {
    const visible = await permissions.sanitizeOutput(entry);
    const getModel = (one: string) => strapi.getModel(one as never);
    const visit = async ({ key, value, attribute }: Visited, { set }: { set(key: string, value: unknown): void }) => {
      if (attribute?.type === 'relation') set(key, await visibleRelated(attribute.target ?? '', value, ability));
    };
    return traverseEntity(
      visit as never,
      { schema: getModel(uid), getModel } as never,
      visible as never
    ) as unknown as Promise<Entry>;
  };

  /** The row an event of this type would be about. */
  const readRow = async (uid: string, type: string, { documentId, locale }: Found): Promise<Row | null> => {
    const { hasDrafts, isLocalized } = shapes(uid);
    const rows = await snapshots.read(uid, { documentId, ...(isLocalized ? { locale } : {}) });
    if (!hasDrafts) return rows[0] ?? null;
    const [draft] = rows.filter(({ publishedAt }) => !publishedAt);
    const [published] = rows.filter(({ publishedAt }) => Boolean(publishedAt));
    const isAboutPublished = type === 'entry.publish' || type === 'entry.unpublish';
    return (isAboutPublished ? (published ?? draft) : (draft ?? published)) ?? null;
  };

  const entrySample = (uid: string, type: string, entry: Entry, locale: string | null): Sample => {
    const { hasDrafts, model } = shapes(uid);
    const status = !hasDrafts ? null : type === 'entry.publish' || type === 'entry.unpublish' ? 'published' : 'draft';
    return {
      subject: { uid, model, documentId: String(entry['documentId']), locale, status },
      data: { entry, changed: null, actor: null, own: null },
    };
  };

  const takeEntry = async ({ type, uid: given, documentId }: SampleChoice, ability: Ability): Promise<Sample> => {
    const uid = expectKnown(given);
    const permissions = checker(uid, ability);
    if (!permissions.can.read()) {
      if (documentId !== null) throw new PluginError('CONTENT_FORBIDDEN');
      return entrySample(uid, type, makeUp.entry(uid), null);
    }
    const [found] = await find(uid, permissions, documentId === null ? {} : { documentId }, 1);
    if (!found && documentId !== null) throw new PluginError('SAMPLE_NOT_FOUND');
    const row = found && (await readRow(uid, type, found));
    if (!row) return entrySample(uid, type, makeUp.entry(uid), null);
    const entry = await snapshots.clean(uid, row);
    // Who may see what was sent may see what would be sent; others see the fields that their role may read.
    const visible = may(ability, 'deliveries.payloads') ? entry : await visibleEntry(uid, entry, permissions, ability);
    return entrySample(uid, type, { documentId: row.documentId, ...visible }, row.locale ?? null);
  };

  const takeFile = async (ability: Ability): Promise<Sample> => {
    const [row] = ability.can(FILE_READ)
      ? ((await strapi.db.query(FILE_UID).findMany({ orderBy: { id: 'desc' }, limit: 1 })) as unknown as Row[])
      : [];
    const entry = row ? await snapshots.clean(FILE_UID, row) : makeUp.file();
    return { subject: null, data: { entry, changed: null, actor: null, own: null } };
  };

  return {
    /** The newest 20 documents of a content type. Throws `CONTENT_FORBIDDEN`, `INVALID_INPUT` for an unknown content type. */
    async list(given: string, ability: Ability): Promise<readonly SampleDocument[]> {
      const uid = expectKnown(given);
      const permissions = checker(uid, ability);
      if (!permissions.can.read()) throw new PluginError('CONTENT_FORBIDDEN');
      const found = await find(uid, permissions, {}, SAMPLE_COUNT);
      const { hasDrafts } = shapes(uid);
      const published = hasDrafts ? await publishedKeys(uid, found) : new Set<string>();
      const titleField = await mainField(uid);
      return async.map(found, async (document: Found): Promise<SampleDocument> => {
        const visible = (await permissions.sanitizeOutput(document)) as Found;
        const title = visible[titleField];
        const isPublished = published.has(`${document.documentId} ${document.locale ?? ''}`);
        return {
          documentId: document.documentId,
          title: typeof title === 'string' || typeof title === 'number' ? String(title) : document.documentId,
          locale: document.locale ?? null,
          status: hasDrafts ? (isPublished ? 'published' : 'draft') : null,
        };
      });
    },

    /** What an event of this type would be about. Throws `CONTENT_FORBIDDEN`, `SAMPLE_NOT_FOUND`, `INVALID_INPUT`. */
    async take(choice: SampleChoice, ability: Ability): Promise<Sample> {
      if (isMedia(choice.type)) return takeFile(ability);
      if (isEntry(choice.type)) return takeEntry(choice, ability);
      return (await provided(choice, ability)) ?? ownSample(choice.type);
    },
  };
};

export type Samples = ReturnType<typeof createSamples>;
