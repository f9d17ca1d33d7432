import type { AnswerFault, PublicForm, StoredFile } from '../../../shared/contracts/form';
import { judgeAnswers, type Judgement } from '../../../shared/forms/judge-answers';
import type { FieldType, FieldTypes, Matches } from '../../../shared/forms/field-type';
import { otherKey } from '../../../shared/forms/options';
import { LONGEST_MATCHED } from '../../../shared/forms/pattern-weight';
import { fieldsOf, typesOf } from './field-types';
import { initialAnswers, type Answers } from './initial-answers';

/** A file that the visitor chose, or that is stored with an earlier page. */
export interface ChosenFile extends StoredFile {
  /** Absent when the server has it already. */
  readonly file?: File;
}

/** One filling-in of a form: what was answered, and what that comes to. Knows no page, no element, no server. */
export interface Session {
  readonly form: PublicForm;
  readonly types: FieldTypes;
  readonly answers: Answers;
  readonly files: Readonly<Record<string, readonly ChosenFile[]>>;
  /** Id of the page in sight. */
  readonly page: string;
}

/** What is known of the visit; hidden fields take from it. */
export interface Visit {
  readonly pageUrl?: string;
  readonly referrer?: string;
  readonly userAgent?: string;
}

/** A repetition within a repeated group, such as `(\w+ ?)*`: engines that go back and try again may take for ever. */
const NESTED = /\([^)]*[*+}][^)]*\)[*+{]/;

/** As browsers write what the server's engine understands: punctuation that needs no escape may have one there, names of groups a `P`. */
const translated = (pattern: string): string =>
  pattern.replace(/\\([!-/:-@[-`{-~])/g, (_all, sign: string) => `\\x${sign.charCodeAt(0).toString(16)}`).replaceAll('(?P<', '(?<');

/** By the browser's own patterns. They may differ from the server's in odd cases; the server judges again. */
const matches: Matches = (pattern, text, how) => {
  const isWhole = how === 'whole';
  if (text.length > LONGEST_MATCHED || (isWhole && NESTED.test(pattern))) return true;
  try {
    const own = translated(pattern);
    return new RegExp(isWhole ? `^(?:${own})$` : own, isWhole ? 'u' : 'imu').test(text);
  } catch {
    // One that only the server's engine understands.
    return isWhole;
  }
};

/** YYYY-MM-DD by the visitor's own clock. */
export const localToday = (now: Date = new Date()): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

/** A filling-in that begins. `more`: the built-in types that the form needs beside the ordinary ones. */
export const beginSession = (form: PublicForm, more: readonly FieldType[], own: readonly FieldType[] = []): Session => {
  const types = typesOf(form, more, own);
  return { form, types, answers: initialAnswers(form, types, localToday()), files: {}, page: form.pages[0]?.id ?? '' };
};

/** Files have their answers as ids, of those the server knows and of those that are only chosen. */
const withFiles = ({ answers, files }: Session): Record<string, unknown> => ({
  ...answers,
  ...Object.fromEntries(Object.entries(files).map(([key, list]) => [key, list.map(({ id }) => id)])),
});

/** Judges the answers, by the same rules as the server. `only`: the faults of one page. */
export const judge = (session: Session, visit: Visit = {}, only?: string): Judgement =>
  judgeAnswers({
    definition: session.form,
    answers: withFiles(session),
    files: session.files,
    locale: session.form.locale,
    types: session.types,
    matches,
    now: Date.now(),
    today: localToday(),
    isLenient: true,
    context: visit,
    sentences: session.form.texts.faults,
    ...(only === undefined ? {} : { only }),
  });

/** Where the page in sight stands on the road that the answers lead along. */
export interface Place {
  /** From 1. */
  readonly number: number;
  readonly count: number;
  readonly previous: string | null;
  readonly next: string | null;
}

/** The place of the page in sight. */
export const placeOf = ({ page }: Session, { pages }: Pick<Judgement, 'pages'>): Place => {
  const index = Math.max(0, pages.indexOf(page));
  return { number: index + 1, count: pages.length, previous: pages[index - 1] ?? null, next: pages[index + 1] ?? null };
};

/** The page where a field stands; `null` for faults of the whole form. */
export const pageOf = ({ form }: Pick<Session, 'form'>, { path }: Pick<AnswerFault, 'path'>): string | null =>
  form.pages.find(({ fields }) => fields.some(({ key }) => key === path))?.id ?? null;

/** What is sent, of all pages on the road or of one: the answers of the fields in sight, and the files that the server does not have yet. */
export const toSend = (session: Session, { visible, pages }: Judgement, only?: string) => {
  const sent = only === undefined ? new Set(pages) : new Set([only]);
  const fields = session.form.pages.filter(({ id }) => sent.has(id)).flatMap((page) => page.fields);
  const keys = fields.map(({ key }) => key).filter((key) => visible.has(key));
  const names = keys.flatMap((key) => [key, otherKey(key)]);
  const told = names.flatMap((name) => (name in session.answers ? [[name, session.answers[name] ?? '']] : []));
  const withFile = keys.flatMap((key) => (session.files[key] === undefined ? [] : [[key, session.files[key]] as const]));
  // Of files that are stored their ids are told; an empty answer says that there is none (any more).
  const kept = withFile.map(([key, list]) => [key, list.length === 0 ? '' : list.filter(({ file }) => !file).map(({ id }) => id)]);
  const chosen = withFile.map(([key, list]) => [key, list.flatMap(({ file }) => file ?? [])]);
  return {
    answers: Object.fromEntries([...told, ...kept]) as Answers,
    files: Object.fromEntries(chosen) as Readonly<Record<string, readonly File[]>>,
  };
};

/** The labels of fields, in order. */
export const labelsOf = (session: Pick<Session, 'form'>, keys: ReadonlySet<string>): readonly string[] =>
  fieldsOf(session.form)
    .filter(({ key, label, type }) => keys.has(key) && label !== '' && type !== 'rich-text' && type !== 'hidden')
    .map(({ label }) => label);
