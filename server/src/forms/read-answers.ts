import type { AnswerFault, FieldValue, FormVersion, StoredFile, Values } from '../../../shared/contracts/form';
import { evaluate, type EvaluateInput, type Evaluation } from '../../../shared/forms';
import { PluginError } from '../kernel/errors';
import type { Posted } from './posted';
import type { AcceptedFile } from './upload/uploads';

export interface AnswersInput {
  /** In the visitor's language. */
  readonly version: FormVersion;
  readonly posted: Posted;
  /** Files that were posted and are good. */
  readonly accepted: readonly AcceptedFile[];
  /** What earlier pages have stored. */
  readonly stored: Values;
  /** All that `evaluate` asks for beside form, answers and files. */
  readonly judging: Omit<EvaluateInput, 'definition' | 'answers' | 'files' | 'only'>;
}

/** What a post comes to. */
export interface ReadAnswers {
  readonly values: Values;
  readonly faults: readonly AnswerFault[];
  /** The page to go on with; `null`: the form is complete. */
  readonly nextPage: string | null;
  /** Of the accepted files, those that a value names. */
  readonly files: readonly AcceptedFile[];
}

const isFiles = (value: FieldValue | undefined): value is readonly StoredFile[] =>
  Array.isArray(value) && value.length > 0 && typeof value[0] === 'object';

/** Ids that an answer names: texts, or files as an earlier answer showed them. */
const namedIn = (raw: unknown): readonly unknown[] =>
  raw === undefined || raw === null || raw === '' ? [] : Array.isArray(raw) ? raw : [raw];

const filesIn = (values: Values): ReadonlyMap<string, readonly StoredFile[]> =>
  new Map(
    Object.entries(values).flatMap(([key, value]): [string, readonly StoredFile[]][] => (isFiles(value) ? [[key, value]] : []))
  );

/**
 * Lays a post over what is stored. A page is replaced as a whole, because a browser sends nothing for a box that is no longer ticked; only its
 * files stay where none are sent, because no browser sends a file twice. Names mean themselves alone: nothing is inherited.
 */
const merged = ({ version, posted, accepted, stored }: AnswersInput): Record<string, unknown> => {
  const files = filesIn(stored);
  const page = version.definition.pages.find(({ id }) => id === posted.envelope.page);
  const replaced = new Set((page?.fields ?? []).map(({ key }) => key).filter((key) => !files.has(key)));
  const answers = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(stored)) if (!replaced.has(key) && value !== null) answers[key] = value;
  for (const [key, value] of Object.entries(posted.answers)) answers[key] = value;
  for (const key of new Set(accepted.map(({ field }) => field))) {
    const ids = accepted.filter(({ field }) => field === key).map(({ id }) => id);
    answers[key] = [...namedIn(posted.answers[key]), ...ids];
  }
  // An answer of nothing means no file, where saying nothing would mean all of them.
  for (const key of files.keys()) if (answers[key] === null || answers[key] === '') answers[key] = [];
  return answers;
};

const availableFiles = ({ accepted, stored }: AnswersInput): Record<string, readonly StoredFile[]> => {
  const files = new Map(filesIn(stored));
  for (const { field, path: _path, ...file } of accepted) files.set(field, [...(files.get(field) ?? []), file]);
  return Object.fromEntries(files);
};

/** Judges a post: the page that was sent, or the whole form when no page is named or the one named is the last. Pure. */
export const readAnswers = (input: AnswersInput): ReadAnswers => {
  const { version, posted, accepted, judging } = input;
  const { page } = posted.envelope;
  if (page !== '' && version.definition.pages.every(({ id }) => id !== page)) {
    throw new PluginError('BODY_UNREADABLE', [{ path: 'page', message: 'Expected the id of a page of this form.' }]);
  }
  const given = { ...judging, definition: version.definition, answers: merged(input), files: availableFiles(input) };
  const ofPage = page === '' ? null : evaluate({ ...given, only: page });
  const nextPage = ofPage?.nextPage ?? null;
  const { values, faults }: Evaluation = ofPage !== null && nextPage !== null ? ofPage : evaluate(given);
  const kept = new Set([...filesIn(values).values()].flat().map(({ id }) => id));
  return { values, faults, nextPage, files: accepted.filter(({ id }) => kept.has(id)) };
};
