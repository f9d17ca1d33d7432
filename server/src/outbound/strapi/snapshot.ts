import { contentTypes, sanitize } from '@strapi/utils';
import type { Strapi } from '../../plugin';
import { changedFields, type Entry } from '../changes';
import type { EventData } from '../event';
import type { Shapes } from './shape';

/** A row of a content type as it was read, relations and components in it; not yet fit to leave. */
export interface Row extends Entry {
  readonly id: number | string;
  readonly documentId: string;
  readonly locale?: string | null;
  readonly publishedAt?: string | null;
}

export type Where = Readonly<Record<string, unknown>>;

const pick = (row: Entry, names: readonly string[]): Entry => Object.fromEntries(names.map((name) => [name, row[name]]));

/** Reads entries as they stand in the open transaction, and makes them fit to leave. */
export const createSnapshots = (strapi: Strapi, shapes: Shapes) => {
  const getModel = (uid: string) => strapi.getModel(uid as never);

  // What has no drafts is live: it must not carry drafts out by a relation, nor a document twice.
  const onlyPublished = ({ meta }: { meta: { uid: string } }): Where => {
    const model = getModel(meta.uid);
    return model && contentTypes.hasDraftAndPublish(model) ? { publishedAt: { $notNull: true } } : {};
  };

  const clean = async (uid: string, entry: Entry): Promise<Entry> =>
    (await sanitize.sanitizers.defaultSanitizeOutput({ schema: getModel(uid), getModel } as never, entry as never)) as Entry;

  return {
    /** Whole rows, oldest first. */
    async read(uid: string, where: Where): Promise<readonly Row[]> {
      const { populate, hasDrafts } = shapes(uid);
      const filters = hasDrafts ? undefined : onlyPublished;
      const rows = await strapi.db.query(uid as never).findMany({ where, populate, filters, orderBy: { id: 'asc' } } as never);
      return rows as unknown as Row[];
    },

    /** Rows without what needs another table. */
    async readBare(uid: string, where: Where, select: readonly string[]): Promise<readonly Row[]> {
      return (await strapi.db.query(uid as never).findMany({ where, select, orderBy: { id: 'asc' } } as never)) as unknown as Row[];
    },

    clean,

    /** Fields that differ between two versions, both values fit to leave; `null` without an older one. */
    async changes(uid: string, before: Row | undefined, after: Row, cleanAfter: Entry): Promise<EventData['changed']> {
      if (!before) return null;
      const names = changedFields(shapes(uid).fields, before, after);
      if (names.length === 0) return {};
      const from = await clean(uid, pick(before, names));
      return Object.fromEntries(names.map((name) => [name, { from: from[name] ?? null, to: cleanAfter[name] ?? null }]));
    },
  };
};

export type Snapshots = ReturnType<typeof createSnapshots>;
