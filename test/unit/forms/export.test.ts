import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { FormVersion } from '../../../shared/contracts/form';
import { createFieldTypes } from '../../../shared/forms';
import { columnsByKey, columnsOf } from '../../../server/src/forms/columns';
import { toCsv } from '../../../server/src/forms/export/csv';
import { formulaSafe } from '../../../server/src/forms/export/formula-safe';
import { toJson } from '../../../server/src/forms/export/json';
import { createTable, type ExportRow, type ExportTable } from '../../../server/src/forms/export/table';
import { columnName, toXlsx } from '../../../server/src/forms/export/xlsx';
import type { Submission } from '../../../server/src/forms/submission';
import { definition, field, page } from '../../support/forms';

const types = createFieldTypes();

const row = (cells: readonly string[]): ExportRow => ({ cells: () => cells, entry: () => ({ cells }) });

const tableOf = (headers: readonly string[], stretches: readonly (readonly (readonly string[])[])[]): ExportTable => ({
  headers,
  async *rows() {
    for (const stretch of stretches) yield stretch.map(row);
  },
});

const whole = async (parts: AsyncIterable<string | Uint8Array>): Promise<Buffer> => {
  const all: Buffer[] = [];
  for await (const part of parts) all.push(Buffer.from(part as string));
  return Buffer.concat(all);
};

describe('a cell', () => {
  it.each([
    '=1+1',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\u00a0=1',
    '\ufeff=1',
    '\u0001=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '-cmd|x',
    '\ttext',
  ])('%j is no formula any more', (text) => {
    expect(formulaSafe(text)).toBe(`'${text}`);
  });

  it.each(['', 'text', '5', '-5', '-5.25', '-5,25', '+41 44 668 18 00', '1=1', 'a@b.c', "'=1", 'a - b'])(
    '%j stays as it is',
    (text) => {
      expect(formulaSafe(text)).toBe(text);
    }
  );
});

describe('CSV', () => {
  const csv = async (cells: readonly string[], delimiter: 'comma' | 'semicolon' | 'tab' = 'comma') =>
    (await whole(toCsv(tableOf(['a'], [[cells]]), { delimiter, bom: false }))).toString();

  it('quotes what a reader would stop at or trim', async () => {
    expect(await csv(['a,b', 'a;b', 'a"b', 'a\nb', ' a', 'a\0b', ''])).toBe('a\r\n"a,b",a;b,"a""b","a\nb"," a",ab,\r\n');
    expect(await csv(['a,b', 'a;b'], 'semicolon')).toBe('a\r\na,b;"a;b"\r\n');
    expect(await csv(['a\tb', 'c'], 'tab')).toBe('a\r\n"a\tb"\tc\r\n');
  });

  it('has no formula for a reader that goes by another delimiter either', async () => {
    expect(await csv(['x;=1+1;', 'a, -5', 'x\n=1', 'x; @SUM(A1)', 'x;-cmd|y'])).toBe(
      `a\r\nx;'=1+1;,"a, -5","x\n'=1",x; '@SUM(A1),x;'-cmd|y\r\n`
    );
    expect(await csv(['x,=1', 'x;=1'], 'semicolon')).toBe(`a\r\nx,'=1;"x;=1"\r\n`);
    expect(await csv(['x\n- milk', 'x\n+41 44 668 18 00', 'x; -5,25'])).toBe(
      'a\r\n"x\n- milk","x\n+41 44 668 18 00","x; -5,25"\r\n'
    );
  });

  it('begins with a byte order mark where one is asked for', async () => {
    const made = await whole(toCsv(tableOf(['ä'], []), { delimiter: 'comma', bom: true }));

    expect([...made]).toEqual([0xef, 0xbb, 0xbf, 0xc3, 0xa4, 0x0d, 0x0a]);
  });

  it('makes nothing before it is asked for', async () => {
    let asked = 0;
    const table: ExportTable = {
      headers: ['a'],
      async *rows() {
        for (;;) {
          asked += 1;
          yield [row(['x'])];
        }
      },
    };

    const parts = toCsv(table, { delimiter: 'comma', bom: false });
    await parts.next();
    await parts.next();
    await parts.return(undefined);

    expect(asked).toBe(1);
  });
});

describe('JSON', () => {
  it('is one array over all stretches', async () => {
    expect(JSON.parse((await whole(toJson(tableOf([], [[['1']], [], [['2'], ['3']]])))).toString())).toEqual([
      { cells: ['1'] },
      { cells: ['2'] },
      { cells: ['3'] },
    ]);
    expect(JSON.parse((await whole(toJson(tableOf([], [[]])))).toString())).toEqual([]);
  });
});

describe('XLSX', () => {
  it('names columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });

  it('goes on in another sheet where one is full, each with the headers', async () => {
    const parts = unzipSync(await whole(toXlsx(tableOf(['h'], [[['1'], ['2']], [['3']], [['4'], ['5']]]), 3)));

    const texts = (name: string) =>
      [...strFromU8(parts[name]!).matchAll(/<c r="(\w+)"[^>]*>.*?>([^<]*)<\/t>/g)].map(([, at, text]) => `${at}=${text}`);
    expect(texts('xl/worksheets/sheet1.xml')).toEqual(['A1=h', 'A2=1', 'A3=2']);
    expect(texts('xl/worksheets/sheet2.xml')).toEqual(['A1=h', 'A2=3', 'A3=4']);
    expect(texts('xl/worksheets/sheet3.xml')).toEqual(['A1=h', 'A2=5']);
    expect(strFromU8(parts['xl/workbook.xml']!).match(/<sheet /g)).toHaveLength(3);
    expect(strFromU8(parts['[Content_Types].xml']!)).toContain('/xl/worksheets/sheet3.xml');
  });

  it('holds what XML cannot, and what a cell cannot, out of the file', async () => {
    const long = `${'x'.repeat(32_766)}😀y`;
    const parts = unzipSync(await whole(toXlsx(tableOf(['h'], [[['a\u0000\u0007b\ud800c\uffff', '', long]]]))));

    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!);
    expect(sheet).toContain('<c r="A2" t="inlineStr"><is><t xml:space="preserve">abc</t></is></c><c r="C2"');
    const [, last] = /<c r="C2".*?preserve">([^<]*)</.exec(sheet) ?? [];
    expect(last).toBe(`${'x'.repeat(32_766)}…`);
  });
});

describe('the columns', () => {
  const version = (number: number, fields: Parameters<typeof page>[0]): FormVersion => ({
    formId: 'form',
    formKey: 'form',
    number,
    title: '',
    description: '',
    definition: definition([page(fields)]),
    publishedAt: 0,
  });
  const name = field('name', { id: 'fld_name', label: 'Name' });
  const gone = field('gone', { id: 'fld_gone', label: 'Name' });
  const heading = field('heading', { id: 'fld_heading', type: 'heading' });
  const versions = [
    version(3, [heading, { ...name, label: 'Full name' }, field('fresh', { id: 'fld_fresh', label: 'id' })]),
    version(2, [name, gone]),
    version(1, [{ ...name, key: 'first_key' }, gone]),
  ];
  const columns = columnsOf(versions, types);

  const submission = (number: number, values: Submission['values']): Submission => ({
    id: 'sub_01K00000000000000000000000',
    formId: 'form',
    version: number,
    locale: 'en',
    state: 'complete',
    status: 'new',
    isStarred: false,
    isTest: false,
    values,
    consents: [],
    meta: {},
    notes: [],
    user: null,
    page: null,
    resumeHash: null,
    eventIds: [],
    changedAt: 0,
    completedAt: null,
  });

  it('are the fields of all versions by their ids: the newest first, then those that are gone', () => {
    expect(columnsByKey(columns)).toEqual([
      { key: 'name', label: 'Full name', type: 'text', answerKind: 'text', isRetired: false },
      { key: 'fresh', label: 'id', type: 'text', answerKind: 'text', isRetired: false },
      { key: 'gone', label: 'Name', type: 'text', answerKind: 'text', isRetired: true },
    ]);
  });

  it('take each answer from where its version kept it', async () => {
    const table = createTable(
      columns,
      async function* () {
        yield [submission(1, { first_key: 'Ada', gone: 'x' }), submission(3, { name: 'Bo', fresh: '1', unknown: 'never' })];
      },
      { headers: 'labels', values: 'labels' }
    );

    const made: (readonly string[])[] = [];
    const entries: unknown[] = [];
    for await (const rows of table.rows()) {
      made.push(...rows.map(({ cells }) => cells().slice(11)));
      entries.push(...rows.map(({ entry }) => entry()['values']));
    }
    expect(made).toEqual([
      ['Ada', '', 'x'],
      ['Bo', '1', ''],
    ]);
    expect(entries).toEqual([
      { first_key: 'Ada', gone: 'x' },
      { name: 'Bo', fresh: '1' },
    ]);
  });

  it('have names that differ', () => {
    const { headers } = createTable(columns, async function* () {}, { headers: 'labels', values: 'raw' });

    expect(headers.slice(11)).toEqual(['Full name', 'id (fresh)', 'Name']);
    expect(new Set(headers).size).toBe(headers.length);
  });
});
