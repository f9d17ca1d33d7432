import { formulaSafe } from './formula-safe';
import type { ExportTable } from './table';

export const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;

export interface CsvOptions {
  readonly delimiter: keyof typeof DELIMITERS;
  /** Excel needs a byte order mark to see that a file is UTF-8. */
  readonly bom: boolean;
}

/** A formula's sign, unless a list of dashes or a number is meant. */
const SIGN = '(?:[=@\uff1d\uff20]|[+\\-\uff0b\uff0d](?=\\S)(?![\\d ]+(?:[.,]\\d+)?(?:[,;\\t\\r\\n]|$)))';

/** What begins a cell for a reader that goes by another delimiter, as Excel does in other countries: our quotes are nothing to it. */
const BEGINNINGS: Readonly<Record<CsvOptions['delimiter'], RegExp>> = {
  comma: new RegExp(`([;\\t\\r\\n][^\\S\\t\\r\\n]*)(?=${SIGN})`, 'gu'),
  semicolon: new RegExp(`([,\\t\\r\\n][^\\S\\t\\r\\n]*)(?=${SIGN})`, 'gu'),
  tab: new RegExp(`([,;\\r\\n][^\\S\\t\\r\\n]*)(?=${SIGN})`, 'gu'),
};

/** RFC 4180: quotes where a reader would stop too early or trim. */
const cell = (text: string, delimiter: CsvOptions['delimiter']): string => {
  const safe = formulaSafe(text.replaceAll('\0', '')).replace(BEGINNINGS[delimiter], "$1'");
  const isPlain = !safe.includes(DELIMITERS[delimiter]) && !/["\r\n]|^\s|\s$/.test(safe);
  return isPlain ? safe : `"${safe.replaceAll('"', '""')}"`;
};

/** A table as CSV, stretch by stretch: nothing is made before somebody asks for it. */
export const toCsv = async function* (table: ExportTable, { delimiter, bom }: CsvOptions): AsyncGenerator<string> {
  const sign = DELIMITERS[delimiter];
  const line = (cells: readonly string[]): string => `${cells.map((text) => cell(text, delimiter)).join(sign)}\r\n`;
  yield (bom ? '\ufeff' : '') + line(table.headers);
  for await (const rows of table.rows()) yield rows.map(({ cells }) => line(cells())).join('');
};
