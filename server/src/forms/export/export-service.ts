import type { SubmissionFilter } from '../../../../shared/contracts/form';
import type { FieldTypes } from '../../../../shared/forms';
import type { Clock } from '../../kernel/clock';
import { expectForm, type Access } from '../access';
import { columnsOf } from '../columns';
import { toInboxFilter } from '../inbox-filter';
import type { HeadStore, Inbox } from '../ports';
import type { Submission } from '../submission';
import type { VersionShelf } from '../version-shelf';
import { toCsv, type CsvOptions } from './csv';
import { toJson } from './json';
import { createTable, type TableOptions } from './table';
import { toXlsx } from './xlsx';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportRequest extends TableOptions, CsvOptions {
  readonly format: ExportFormat;
  readonly filter: SubmissionFilter;
  /** Keys of the fields that are wanted; `null`: all. */
  readonly columns: readonly string[] | null;
}

/** A file that is made while it is read. */
export interface ExportFile {
  readonly name: string;
  readonly mime: string;
  readonly content: AsyncIterable<string | Uint8Array>;
}

export interface ExportTools {
  readonly heads: HeadStore;
  readonly inbox: Pick<Inbox, 'walk'>;
  readonly shelf: VersionShelf;
  readonly types: FieldTypes;
  readonly clock: Clock;
}

const PER_STEP = 500;

const MIMES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Writes submissions of all versions into one table. Reads on only as fast as the file is read, and in constant memory. */
export const createExports =
  ({ heads, inbox, shelf, types, clock }: ExportTools) =>
  async (request: ExportRequest, access: Access): Promise<ExportFile> => {
    const { format, filter } = request;
    const head = await expectForm(heads, access, 'submissions.export', filter.formId);
    const all = columnsOf(await shelf.all(filter.formId), types);
    const columns = request.columns === null ? all : all.filter(({ key }) => request.columns!.includes(key));
    const now = clock();
    // What comes in while the file is written is not in it: it has an end.
    const until = filter.to ?? new Date(now + 1).toISOString();
    const wanted = await toInboxFilter({ ...filter, to: until }, { shelf, types });

    const walk = async function* (): AsyncGenerator<readonly Submission[]> {
      let after: string | null = null;
      for (;;) {
        const place = { after, direction: 'oldest-first', limit: PER_STEP } as const;
        const list: readonly Submission[] = await inbox.walk(wanted, place);
        yield list;
        if (list.length < PER_STEP) return;
        after = list.at(-1)!.id;
      }
    };

    const table = createTable(columns, walk, request);
    const content = format === 'csv' ? toCsv(table, request) : format === 'xlsx' ? toXlsx(table) : toJson(table);
    return { name: `${head.formKey}-${new Date(now).toISOString().slice(0, 10)}.${format}`, mime: MIMES[format], content };
  };

export type Exports = ReturnType<typeof createExports>;
