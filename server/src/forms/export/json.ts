import type { ExportTable } from './table';

/** A table as one JSON array of objects, a line each, stretch by stretch. */
export const toJson = async function* (table: ExportTable): AsyncGenerator<string> {
  let before = '[\n';
  for await (const rows of table.rows()) {
    if (rows.length === 0) continue;
    yield before + rows.map(({ entry }) => JSON.stringify(entry())).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
};
