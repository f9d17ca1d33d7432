import { contentTypes, sanitize } from '@strapi/utils';
import type { Strapi } from '../../plugin';
import { changedFields, type Entry } from '../changes';
import type { EventData } from '../event';
import { LONGEST_RELATION, type Shapes } from './shape';

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

  const find = async (
    uid: string,
    query: { where: Where; select?: readonly string[]; populate: object }
  ): Promise<readonly Row[]> => {
    const filters = shapes(uid).hasDrafts ? undefined : onlyPublished;
    return (await strapi.db
      .query(uid as never)
      .findMany({ ...query, filters, orderBy: { id: 'asc' } } as never)) as unknown as Row[];
  };

  const lengthOf = (row: Entry | undefined, name: string): number => {
    const list = row?.[name];
    return Array.isArray(list) ? list.length : 0;
  };

  /**
   * Puts into rows what their limited read left out of a relation. The limit holds for all rows together, so one that has few may have come
   * without them. An entry with very many travels with their ids: whole, they would be read on each write to be cut off afterwards.
   */
  const readLong = async (uid: string, rows: readonly Row[], name: string, select: readonly string[]): Promise<readonly Row[]> => {
    const read = async (ids: readonly Row['id'][], fields: readonly string[]) =>
      ids.length === 0
        ? []
        : find(uid, { where: { id: { $in: ids } }, select: ['id'], populate: { [name]: { select: [...fields] } } });
    const bare = await read(
      rows.map(({ id }) => id),
      ['id', 'documentId']
    );
    const isLong = (row: Row): boolean => lengthOf(row, name) > LONGEST_RELATION;
    const whole = await read(
      bare.filter((row) => !isLong(row)).map(({ id }) => id),
      select
    );
    const lists = new Map([...bare, ...whole].map((row) => [row.id, row[name]]));
    return rows.map((row) => ({ ...row, [name]: lists.get(row.id) ?? [] }));
  };

  return {
    /** Whole rows, oldest first. */
    async read(uid: string, where: Where): Promise<readonly Row[]> {
      const { populate, lists } = shapes(uid);
      let rows = await find(uid, { where, populate });
      for (const [name, select] of Object.entries(lists)) {
        const length = rows.reduce((sum, row) => sum + lengthOf(row, name), 0);
        if (length > LONGEST_RELATION) rows = await readLong(uid, rows, name, select);
      }
      return rows;
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
