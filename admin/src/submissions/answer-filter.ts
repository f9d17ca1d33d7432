import type { AnswerFilter, AnswerOperator, SubmissionColumn } from '../../../shared/contracts/form';
import { ANSWER_OPERATORS_OF, takesValue } from '../../../shared/forms';

/** Whether it asks something: a field and an operator without the value it takes are a question half put. */
export const isAsked = ({ field, operator, value }: AnswerFilter): boolean =>
  field !== '' && takesValue(operator) === (value !== undefined && value.trim() !== '');

/** What a new question begins with. */
export const NOTHING_ASKED: AnswerFilter = { field: '', operator: 'contains' };

/** A question about another field: how it is compared and with what is chosen anew. */
export const aboutField = ({ key, answerKind }: SubmissionColumn): AnswerFilter => ({
  field: key,
  operator: ANSWER_OPERATORS_OF[answerKind][0]!,
});

/** Another operator; the value stays where the operator takes one. */
export const withOperator = ({ field, value }: AnswerFilter, operator: AnswerOperator): AnswerFilter =>
  takesValue(operator) && value !== undefined ? { field, operator, value } : { field, operator };

/** Another value, or none yet. */
export const withValue = ({ field, operator }: AnswerFilter, value: string | undefined): AnswerFilter =>
  value ? { field, operator, value } : { field, operator };

/** What can be asked about a field; of one that is not known, what is asked already. */
export const operatorsFor = (column: SubmissionColumn | undefined, { operator }: AnswerFilter): readonly AnswerOperator[] =>
  column ? ANSWER_OPERATORS_OF[column.answerKind] : [operator];

/** A value in words: labels of options, yes and no. */
export const wordsFor = (
  value: string,
  column: SubmissionColumn | undefined,
  { yes, no }: { readonly yes: string; readonly no: string }
): string => {
  if (column?.answerKind === 'yes-no' || column?.answerKind === 'consent') return value === 'true' ? yes : no;
  return column?.labels?.[value] || value;
};
