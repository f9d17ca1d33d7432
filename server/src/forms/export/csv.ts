import { formulaSafe } from './formula-safe';
import type { ExportTable } from './table';

export const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;

export interface CsvOptions {
  readonly delimiter: keyof typeof DELIMITERS;
  /** Excel needs a byte order mark to see that a file is UTF-8. */
  readonly bom: boolean;
}

/** RFC 4180: quotes where a reader would stop too early or trim. */
const cell = (text: string, delimiter: string): string => {
  const safe = formulaSafe(text.replaceAll('\0', ''));
  const isPlain = !safe.includes(delimiter) && !/["\r\n]|^\s|\s$/.test(safe);
  return isPlain ? safe : `"${safe.replaceAll('"', '""')}"`;
};

/** A table as CSV, stretch by stretch: nothing is made before somebody asks for it. */
export const toCsv = async function* (table: ExportTable, { delimiter, bom }: CsvOptions): AsyncGenerator<string> {
  const sign = DELIMITERS[delimiter];
  const line = (cells: readonly string[]): string => `${cells.map((text) => cell(text, sign)).join(sign)}\r\n`;
  yield (bom ? '\ufeff' : '') + line(table.headers);
  for await (const rows of table.rows()) yield rows.map(({ cells }) => line(cells())).join('');
};
