import type { FormDefinition, FormInput } from '../../../../shared/contracts/form';
import type { Strapi } from '../../plugin';
import { fingerprintOf, type FormRecord, type FormRecords } from '../form-record';

/** The content type's id in Strapi. */
export const FORM_UID = 'plugin::switchboard.form';

type Row = Record<string, unknown>;

/** The document service, as it is used here. */
interface Documents {
  create(params: object): Promise<{ documentId: string }>;
  update(params: object): Promise<unknown>;
  publish(params: object): Promise<unknown>;
  unpublish(params: object): Promise<unknown>;
  discardDraft(params: object): Promise<unknown>;
  delete(params: object): Promise<unknown>;
}

// MySQL and SQLite give dates as texts or numbers, PostgreSQL as dates.
const msOf = (value: unknown): number => new Date(value as string | number | Date).getTime();

const SUMMARY = ['documentId', 'key', 'title', 'fingerprint', 'createdAt', 'updatedAt', 'publishedAt'];

const toRecord = (row: Row, published: Row | undefined): FormRecord => ({
  id: row.documentId as string,
  key: row.key as string,
  title: row.title as string,
  description: (row.description as string | null) ?? '',
  definition: row.definition as FormDefinition,
  fingerprint: row.fingerprint as string,
  publishedFingerprint: (published?.fingerprint as string | undefined) ?? null,
  createdAt: msOf(row.createdAt),
  updatedAt: msOf(row.updatedAt),
});

const isDraft = (row: Row): boolean => row.publishedAt === null;

/** Forms as records of the content type, with Strapi's own drafts and publications. */
export const createFormRecords = (strapi: Strapi): FormRecords => {
  const query = () => strapi.db.query(FORM_UID as never);
  const documents = () => strapi.documents(FORM_UID as never) as unknown as Documents;
  const dataOf = ({ key, title, description, definition }: FormInput) => {
    const input = { key, title, description, definition };
    return { ...input, fingerprint: fingerprintOf(input) };
  };
  const MOVES: Readonly<Record<Parameters<FormRecords['move']>[1], (documentId: string) => Promise<unknown>>> = {
    publish: (documentId) => documents().publish({ documentId }),
    unpublish: (documentId) => documents().unpublish({ documentId }),
    discard: (documentId) => documents().discardDraft({ documentId }),
    delete: (documentId) => documents().delete({ documentId }),
  };

  return {
    async all() {
      const rows = (await query().findMany({ select: SUMMARY as never, orderBy: { id: 'asc' } })) as Row[];
      const published = new Map(rows.filter((row) => !isDraft(row)).map((row) => [row.documentId, row]));
      return rows.filter(isDraft).map((row) => toRecord(row, published.get(row.documentId)));
    },

    async find(id) {
      const rows = (await query().findMany({ where: { documentId: id } })) as Row[];
      const draft = rows.find(isDraft);
      return draft
        ? toRecord(
            draft,
            rows.find((row) => !isDraft(row))
          )
        : null;
    },

    insert: async (input) => (await documents().create({ data: dataOf(input), status: 'draft' })).documentId,

    async replace(id, input) {
      await documents().update({ documentId: id, data: dataOf(input), status: 'draft' });
    },

    async move(id, action) {
      await MOVES[action](id);
    },
  };
};
