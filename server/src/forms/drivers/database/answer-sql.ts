import { takesValue } from '../../../../../shared/forms';
import type { DatabaseClient } from '../../../outbound';
import type { AskedAnswer } from '../../ports';

/** A piece of a statement, with what is bound in it. */
export interface Sql {
  readonly text: string;
  readonly bindings: readonly string[];
}

/** Puts pieces together: texts are bound, pieces stand where they stand. */
const sql = (words: TemplateStringsArray, ...parts: readonly (Sql | string)[]): Sql => ({
  text: words.reduce((before, after, index) => {
    const part = parts[index - 1]!;
    return `${before}${typeof part === 'string' ? '?' : part.text}${after}`;
  }),
  bindings: parts.flatMap((part) => (typeof part === 'string' ? [part] : part.bindings)),
});

/** The column, quoted: to MySQL it is a word of its own. */
const VALUES: Sql = { text: '??', bindings: ['values'] };

/** What differs between databases when they look into JSON. */
interface Dialect {
  /** The value at a path as a text; null where there is none. */
  valueAt(path: readonly string[]): Sql;
  /** Whether the text has the wanted one in it, or is it as a whole. No case counts, on any database and in any locale. */
  isLike(text: Sql, wanted: string, how: 'part' | 'whole'): Sql;
  /** Whether a choice is made, alone or among others. */
  hasChoice(field: string, value: string): Sql;
  /** What a decimal says, as an answer and as it is bound; null where the answer says none. */
  numberOf(text: Sql): Sql;
  bound(decimal: string): Sql;
}

/** What stands for itself in LIKE, with `!` before it. */
export const literal = (text: string): string => text.replace(/[!%_]/g, (sign) => `!${sign}`);

/** A letter in both cases, as far as they are one letter each: `ß` has no other. */
const casesOf = (sign: string): readonly string[] => {
  const all = [sign, sign.toLowerCase(), sign.toUpperCase(), sign.toUpperCase().toLowerCase()];
  return [...new Set(all)].filter((one) => [...one].length === 1);
};

/** A pattern of classes such as `[aA]`. No `lower` of SQLite knows more than ASCII, and PostgreSQL's goes by the locale of the database. */
const inEitherCase = (text: string, quoted: (sign: string) => string): string =>
  [...text].map((sign) => (casesOf(sign).length > 1 ? `[${casesOf(sign).join('')}]` : quoted(sign))).join('');

const jsonPath = (path: readonly string[]): string => `$${path.map((name) => `."${name}"`).join('')}`;

const DECIMAL = '^[+-]{0,1}[0-9]+([.][0-9]+){0,1}$';

const sqlite: Dialect = {
  valueAt(path) {
    const at = jsonPath(path);
    return sql`(case json_type(${VALUES}, ${at}) when 'true' then 'true' when 'false' then 'false' else cast(json_extract(${VALUES}, ${at}) as text) end)`;
  },
  isLike(text, wanted, how) {
    const pattern = inEitherCase(wanted, (sign) => sign.replace(/[*?[]/, '[$&]'));
    return sql`${text} glob ${how === 'part' ? `*${pattern}*` : pattern}`;
  },
  hasChoice: (field, value) =>
    sql`exists (select 1 from json_each(${VALUES}, ${jsonPath([field])}) as chosen where chosen.value = ${value})`,
  numberOf: (text) => sql`(case when ${text} glob '*[0-9]*' and ${text} not glob '*[^0-9.+-]*' then cast(${text} as real) end)`,
  bound: (decimal) => sql`cast(${decimal} as real)`,
};

const postgres: Dialect = {
  valueAt(path) {
    const [last, ...before] = [...path].reverse();
    const whole = before.reverse().reduce((all, name) => sql`${all} -> ${name}::text`, sql`${VALUES}::jsonb`);
    return sql`(${whole} ->> ${last!}::text)`;
  },
  isLike(text, wanted, how) {
    const pattern = inEitherCase(wanted, (sign) => sign.replace(/[\\^$.|?*+()[\]{}]/, '\\$&'));
    return sql`${text} ~ ${how === 'part' ? pattern : `^${pattern}$`}`;
  },
  hasChoice: (field, value) => sql`(${VALUES}::jsonb -> ${field}::text) @> to_jsonb(${value}::text)`,
  numberOf: (text) => sql`(case when ${text} ~ '${{ text: DECIMAL, bindings: [] }}' then ${text}::numeric end)`,
  bound: (decimal) => sql`${decimal}::numeric`,
};

const mysql: Dialect = {
  valueAt(path) {
    const found = sql`json_extract(${VALUES}, ${jsonPath(path)})`;
    // JSON's null would be unquoted to the text. By its own rules MySQL would find `müller` for `muller`, and the others would not.
    const text = sql`convert(json_unquote(${found}) using utf8mb4)`;
    return sql`((case when json_type(${found}) = 'NULL' then null else ${text} end) collate utf8mb4_bin)`;
  },
  isLike(text, wanted, how) {
    const pattern = literal(wanted.toLowerCase());
    return sql`lower(${text}) like ${how === 'part' ? `%${pattern}%` : pattern} escape '!'`;
  },
  hasChoice: (field, value) => sql`json_contains(${VALUES}, json_quote(${value}), ${jsonPath([field])})`,
  numberOf: (text) =>
    sql`(case when ${text} regexp '${{ text: DECIMAL, bindings: [] }}' then cast(${text} as decimal(65, 20)) end)`,
  bound: (decimal) => sql`cast(${decimal} as decimal(65, 20))`,
};

const DIALECTS: Readonly<Record<DatabaseClient, Dialect>> = { sqlite, postgres, mysql };

/** Texts are kept as they were typed, composed or not: they are looked for in both ways. */
const isText = ({ isLike }: Dialect, text: Sql, wanted: string, how: 'part' | 'whole'): Sql => {
  const [first, other] = [...new Set([wanted.normalize('NFC'), wanted.normalize('NFD')])];
  const found = isLike(text, first!, how);
  return other === undefined ? found : sql`(${found} or ${isLike(text, other, how)})`;
};

/** Of `2026-01-31`. */
const DAY_LENGTH = 10;

/** Whether an answer is a value, has it, or lies beyond it; null or not where there is no answer. */
const compared = ({ field, kind, operator, value = '' }: AskedAnswer, text: Sql, dialect: Dialect): Sql => {
  const sign: Sql = { text: operator === 'greater-or-equal' ? '>=' : operator === 'less-or-equal' ? '<=' : '=', bindings: [] };
  if (kind === 'number') return sql`${dialect.numberOf(text)} ${sign} ${dialect.bound(value)}`;
  if (kind === 'choice' || kind === 'choices') return dialect.hasChoice(field, value);
  if (kind === 'yes-no' || kind === 'consent') return sql`${text} = ${value}`;
  // Of a day and a time, a question about a day asks for the day.
  if (kind === 'date') return sql`${value.length === DAY_LENGTH ? sql`substr(${text}, 1, 10)` : text} ${sign} ${value}`;
  if (operator === 'contains' || operator === 'not-contains') return isText(dialect, text, value, 'part');
  return isText(dialect, sql`trim(${text})`, value.trim(), 'whole');
};

/** A question about an answer as a condition on a row. It reads the JSON of each row that the rest of the filter leaves, as a search reads its text. */
export const answerSql = (asked: AskedAnswer, client: DatabaseClient): Sql => {
  const dialect = DIALECTS[client];
  const { field, kind, operator } = asked;
  const text = dialect.valueAt(kind === 'consent' ? [field, 'granted'] : [field]);
  // Visitors may write two brackets; where choices or files are asked for, they are an empty list.
  const isEmpty = kind === 'text' ? sql`coalesce(trim(${text}), '') = ''` : sql`coalesce(${text}, '') in ('', '[]')`;
  if (!takesValue(operator)) return operator === 'is-empty' ? isEmpty : sql`not (${isEmpty})`;
  const is = compared(asked, text, dialect);
  return operator === 'not-equals' || operator === 'not-contains' ? sql`not coalesce(${is}, false)` : is;
};
