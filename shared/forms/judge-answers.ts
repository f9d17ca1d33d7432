import type {
  AnswerFault,
  FieldCondition,
  FieldValue,
  FormDefinition,
  FormField,
  FormPage,
  Locale,
  StoredFile,
  Values,
} from '../contracts/form';
import { comparedForm, holds, type ConditionView } from './condition';
import type { FieldType, FieldTypes, Matches, Reading, ReadTools, VisitContext } from './field-type';
import { sentenceFor } from './fault-sentence';
import { dateAt } from './local-date';
import type { FaultSentences } from './messages/fault-sentences';
import { allowsOther, OTHER_VALUE, otherKey } from './options';
import { isShown, walk } from './road';

/** What judging answers needs. */
export interface EvaluateInput {
  /** Its texts in the visitor's language: see `localise`. A form as the public API answers it will do. */
  readonly definition: Pick<FormDefinition, 'pages'>;
  /** As they came: anything may stand in there. */
  readonly answers: unknown;
  /** What was uploaded, by key. Only what the server itself took in may stand here; answers choose from it by id. */
  readonly files?: Readonly<Record<string, readonly StoredFile[]>>;
  readonly locale: Locale;
  readonly types: FieldTypes;
  readonly matches: Matches;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The visitor's own date, where it is known. Otherwise a date is past or to come only when it is so everywhere. */
  readonly today?: string;
  /** Id of a page: only its faults are told, as when a page is sent by itself. */
  readonly only?: string;
  /** True for HTML form posts, whose answers are texts. */
  readonly isLenient?: boolean;
  readonly context?: VisitContext;
  /** Of the visitor's language; see `textsFor`. */
  readonly sentences: FaultSentences;
}

/** What a form and answers come to, of the fields that it has. */
export interface Judgement {
  /** Of every visible answering field, in field order; null where nothing (or nothing good) was answered. */
  readonly values: Values;
  /** Keys of the fields in sight, headings included. */
  readonly visible: ReadonlySet<string>;
  /** Keys of those that must be answered. */
  readonly required: ReadonlySet<string>;
  /** Ids of the pages on the road, by these answers. */
  readonly pages: readonly string[];
  /** With `only`: the page after it; null at the end of the road. */
  readonly nextPage: string | null;
  /** In field order, one at most for each field. */
  readonly faults: readonly AnswerFault[];
}

/** A field where it stands, with its type. */
export interface Placed {
  readonly field: FormField;
  readonly page: FormPage;
  readonly type: FieldType;
}

/** What is known of a field on the road. */
interface Seen {
  readonly isVisible: boolean;
  readonly value: FieldValue;
  readonly fault?: Extract<Reading, { kind: 'fault' }>;
  /** The value as conditions compare it, from the first time that one asks. */
  text?: string;
}

const HIDDEN: Seen = { isVisible: false, value: null };
const NOTHING: Reading = { kind: 'value', value: null };

/** The same answers by name with nothing inherited: `__proto__` and `constructor` are names like others. */
export const ownAnswers = (answers: unknown): ReadonlyMap<string, unknown> | null =>
  typeof answers === 'object' && answers !== null && !Array.isArray(answers) ? new Map(Object.entries(answers)) : null;

const isNothing = (raw: unknown): boolean => raw === undefined || raw === null || raw === '';

/** Whether a value is no answer. */
export const isEmptyValue = (value: FieldValue): boolean =>
  value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

/** Judges the answers to a form's fields; names that it does not have are the business of `evaluate`. Pure, and nothing is thrown. */
export const judgeAnswers = (input: EvaluateInput): Judgement => {
  const { definition, types, matches, only, sentences } = input;
  const answers = ownAnswers(input.answers ?? {});
  const placed = placedFields(definition.pages, types);
  const tools = readTools(input);

  const road = new Set<string>();
  const seen = new Map<string, Seen>();
  const view: ConditionView = {
    valueOf: (key) => see(key).value,
    textOf: (key) => {
      const one = see(key);
      return (one.text ??= comparedForm(one.value));
    },
    typeOf: (key) => placed.get(key)?.type,
    matches,
    today: input.today ?? dateAt(input.now),
  };
  const isTrue = (condition: FieldCondition): boolean => holds(condition, view);

  /** A field that is off the road, or part of a circle of conditions, is hidden. */
  const see = (key: string): Seen => {
    const one = placed.get(key);
    if (one === undefined || !road.has(one.page.id)) return HIDDEN;
    const known = seen.get(key);
    if (known !== undefined) return known;
    seen.set(key, HIDDEN);
    const found = isShown(one.field.visibility, isTrue) ? judge(one) : HIDDEN;
    seen.set(key, found);
    return found;
  };

  const judge = ({ field, type }: Placed): Seen => {
    const reading = type.answers ? read(field, type, answers ?? new Map<string, unknown>(), tools(field.key)) : NOTHING;
    if (reading.kind === 'fault') return { isVisible: true, value: null, fault: reading };
    return { isVisible: true, value: isEmptyValue(reading.value) ? null : reading.value };
  };

  walk(definition.pages, isTrue, (page) => void road.add(page.id));

  const values = Object.create(null) as Record<string, FieldValue>;
  const [visible, required] = [new Set<string>(), new Set<string>()];
  const faults: AnswerFault[] = answers === null ? [formFault('not-an-object', sentences)] : [];
  for (const [key, { field, page, type }] of placed) {
    const { isVisible, value, fault } = see(key);
    if (!isVisible) continue;
    visible.add(key);
    if (!type.answers) continue;
    values[key] = value;
    if (field.isRequired || (field.requiredWhen !== null && isTrue(field.requiredWhen))) required.add(key);
    if (only !== undefined && page.id !== only) continue;
    const isMissing = required.has(key) && (type.isEmpty?.(value) ?? value === null);
    const found = fault ?? (isMissing ? ({ kind: 'fault', code: 'required' } as const) : null);
    if (found) faults.push({ path: key, code: found.code, message: sentenceFor(found, field, sentencesOf(type, input)) });
  }
  if (only !== undefined && !road.has(only)) faults.push(formFault('not-on-the-road', sentences));

  const pages = [...road];
  const nextPage = only === undefined ? null : (pages[pages.indexOf(only) + 1] ?? null);
  return { values, visible, required, pages, nextPage: road.has(only ?? '') ? nextPage : null, faults };
};

/** Fields by key, in order. Of two with one key (which no check lets through) the first counts; unknown types ask nothing. */
export const placedFields = (pages: readonly FormPage[], types: FieldTypes): ReadonlyMap<string, Placed> => {
  const placed = new Map<string, Placed>();
  for (const page of pages) {
    for (const field of page.fields) {
      const type = types.get(field.type);
      if (type !== undefined && !placed.has(field.key)) placed.set(field.key, { field, page, type });
    }
  }
  return placed;
};

/** Ours, and those that a project's own type brings. */
const sentencesOf = ({ sentences: own }: FieldType, { locale, sentences }: EvaluateInput): FaultSentences => {
  if (own === undefined) return sentences;
  const language = locale.split(/[-_]/)[0] ?? '';
  return { ...sentences, ...own[Object.hasOwn(own, language) ? language : 'en'] };
};

/** What `read` gets, for each key. */
const readTools = (input: EvaluateInput): ((key: string) => ReadTools) => {
  const { files, locale, matches, isLenient = false, context = {}, now, today } = input;
  // A date is today from the first place on earth where it begins (UTC+14) to the last where it ends (UTC-12).
  const days = { earliest: today ?? dateAt(now, -12), latest: today ?? dateAt(now, 14) };
  const uploaded = new Map(Object.entries(files ?? {}));
  return (key) => ({ locale, isLenient, matches, today: days, context, files: uploaded.get(key) ?? [] });
};

/** Reads one answer. Form posts send texts: one text is a list of one, and a list of one is a text, as the field asks. */
const read = (field: FormField, type: FieldType, answers: ReadonlyMap<string, unknown>, tools: ReadTools): Reading => {
  let raw = answers.get(field.key);
  if (tools.isLenient && !isNothing(raw)) {
    const list = (Array.isArray(raw) ? (raw as readonly unknown[]) : [raw]).filter((one) => !isNothing(one));
    const isList = type.isList?.(field) ?? false;
    if (!isList && list.length > 1) return { kind: 'fault', code: 'twice' };
    const own = answers.get(otherKey(field.key));
    const whole = allowsOther(field) && !isNothing(own) ? list.map((one) => (one === OTHER_VALUE ? own : one)) : list;
    raw = isList ? whole : whole[0];
  }
  if (isNothing(raw) || (typeof raw === 'string' && raw.trim() === ''))
    return type.readsMissing ? type.read(null, field, tools) : NOTHING;
  return type.read(raw, field, tools);
};

/** A fault of the whole form. */
export const formFault = (code: string, sentences: FaultSentences, params: Record<string, string> = {}): AnswerFault => ({
  path: '',
  code,
  message: sentenceFor({ kind: 'fault', code, params }, null, sentences),
});
