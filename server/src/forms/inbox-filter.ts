import type { AnswerFilter, SubmissionColumn, SubmissionFilter } from '../../../shared/contracts/form';
import { ANSWER_OPERATORS_OF, answerValueOf, takesValue, type FieldTypes } from '../../../shared/forms';
import { PluginError } from '../kernel/errors';
import { columnsByKey, columnsOf } from './columns';
import type { AskedAnswer, InboxFilter } from './ports';
import type { VersionShelf } from './version-shelf';

const EXPECTED_VALUE: Readonly<Record<string, string>> = {
  number: 'a number such as 18 or 2.5',
  date: 'a day, a time or both, as in 2026-01-31, 12:00 or 2026-01-31T12:00',
  'yes-no': 'true or false',
  consent: 'true or false',
};

/** A question about a field of these columns. Throws `INVALID_INPUT` where it makes no sense there. Pure. */
export const askedOf = (
  { field, operator, value }: AnswerFilter,
  index: number,
  columns: readonly SubmissionColumn[]
): AskedAnswer => {
  const wrong = (name: keyof AnswerFilter, expected: string) =>
    new PluginError('INVALID_INPUT', [{ path: `answers.${index}.${name}`, message: `Expected ${name} to be ${expected}.` }]);
  const kind = columns.find(({ key }) => key === field)?.answerKind;
  if (kind === undefined) throw wrong('field', 'the key of a field of this form');
  const operators = ANSWER_OPERATORS_OF[kind];
  if (!operators.includes(operator)) throw wrong('operator', `one of: ${operators.join(', ')}`);
  if (!takesValue(operator)) return { field, kind, operator };
  const written = answerValueOf(kind, value ?? '');
  if (written === null) throw wrong('value', EXPECTED_VALUE[kind] ?? 'a text that is not blank');
  return { field, kind, operator, value: written };
};

/** The filter of one form, as the store takes it. Throws `INVALID_INPUT` when it asks for answers that the form cannot have. */
export const toInboxFilter = async (
  { formId, answers = [], ...filter }: SubmissionFilter,
  { shelf, types }: { readonly shelf: VersionShelf; readonly types: FieldTypes }
): Promise<InboxFilter> => {
  const given = { ...filter, formIds: [formId] };
  if (answers.length === 0) return given;
  const columns = columnsByKey(columnsOf(await shelf.all(formId), types));
  return { ...given, answers: answers.map((one, index) => askedOf(one, index, columns)) };
};
