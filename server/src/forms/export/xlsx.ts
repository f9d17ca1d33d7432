import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { ExportTable } from './table';

/** What a sheet of Excel holds. */
const ROWS_PER_SHEET = 1_048_576;
const LONGEST_CELL = 32_767;

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// XML 1.0 knows no control characters but tab and line ends, and no half surrogate pairs.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const escaped = (text: string): string => text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);

const shortened = (text: string): string =>
  text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL - 1).replace(/[\ud800-\udbff]$/, '')}…`;

/** `A`, `B` … `Z`, `AA` … */
export const columnName = (index: number): string => {
  let [name, rest] = ['', index + 1];
  while (rest > 0) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    rest = Math.floor((rest - 1) / 26);
  }
  return name;
};

const rowXml = (cells: readonly string[], number: number, style: string): string => {
  const filled = cells.flatMap((text, index) => {
    if (text === '') return [];
    const value = `<is><t xml:space="preserve">${escaped(shortened(text))}</t></is>`;
    return [`<c r="${columnName(index)}${number}" t="inlineStr"${style}>${value}</c>`];
  });
  return `<row r="${number}">${filled.join('')}</row>`;
};

const SHEET_HEAD =
  `${HEAD}<worksheet xmlns="${NAMESPACE}"><sheetViews><sheetView workbookViewId="0">` +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>';
const SHEET_TAIL = '</sheetData></worksheet>';

/** A bold font for the first row. */
const STYLES =
  `${HEAD}<styleSheet xmlns="${NAMESPACE}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>';

/** What names the sheets; written last, when it is known how many there are. */
const frame = (count: number): Readonly<Record<string, string>> => {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const each = (write: (number: number) => string): string => numbers.map(write).join('');
  return {
    '[Content_Types].xml':
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
      `${each((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels':
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" ` +
      'Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml':
      `${HEAD}<workbook xmlns="${NAMESPACE}" xmlns:r="${RELATIONS}"><sheets>` +
      `${each((number) => `<sheet name="Submissions${number === 1 ? '' : ` ${number}`}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
      `${each((number) => `<Relationship Id="rId${number}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}` +
      `<Relationship Id="rId${count + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
  };
};

/**
 * A table as an Excel workbook, stretch by stretch: the sheet is deflated as its rows come, so that memory does not grow with them. Every cell is a
 * text, which no spreadsheet computes. What is more than a sheet holds goes on in another.
 */
export const toXlsx = async function* (table: ExportTable, rowsPerSheet = ROWS_PER_SHEET): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    made.push(chunk);
  });
  const take = (): Uint8Array[] => made.splice(0);
  const begin = (name: string): ZipDeflate => {
    const file = new ZipDeflate(name, { level: 4 });
    zip.add(file);
    return file;
  };

  let sheets = 0;
  const beginSheet = (): ZipDeflate => {
    sheets += 1;
    const file = begin(`xl/worksheets/sheet${sheets}.xml`);
    file.push(strToU8(SHEET_HEAD + rowXml(table.headers, 1, ' s="1"')));
    return file;
  };

  let sheet = beginSheet();
  let number = 1;
  for await (const rows of table.rows()) {
    let text = '';
    for (const { cells } of rows) {
      if (number === rowsPerSheet) {
        sheet.push(strToU8(text + SHEET_TAIL), true);
        [text, number, sheet] = ['', 1, beginSheet()];
      }
      number += 1;
      text += rowXml(cells(), number, '');
    }
    sheet.push(strToU8(text));
    yield* take();
  }
  sheet.push(strToU8(SHEET_TAIL), true);
  for (const [name, text] of Object.entries(frame(sheets))) begin(name).push(strToU8(text), true);
  zip.end();
  yield* take();
};
