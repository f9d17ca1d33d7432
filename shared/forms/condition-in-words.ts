import type { ConditionOperator, ConditionRule, FieldCondition, FormField } from '../contracts/form';
import { optionsOf } from './settings';

/** The words of one language; `{field}` and `{value}` are filled in. */
export interface ConditionTexts {
  readonly operators: Readonly<Record<ConditionOperator, string>>;
  /** Between the rules: ` and `, ` or `. */
  readonly all: string;
  readonly any: string;
  readonly yes: string;
  readonly no: string;
  /** A field that is gone. */
  readonly missing: string;
}

const valueInWords = (value: ConditionRule['value'], field: FormField | undefined, texts: ConditionTexts): string => {
  if (field?.type === 'yes-no' || field?.type === 'consent') return String(value) === 'true' ? texts.yes : texts.no;
  return (field && optionsOf(field).find((option) => option.value === value)?.label) || String(value ?? '');
};

const fill = (sentence: string, field: string, value: string): string =>
  sentence.replace(/\{(field|value)\}/g, (_all, name) => (name === 'field' ? field : value));

/** A condition as people say it: *“Country” is “Sweden” and “Age” is greater than “17”*. '' when it has no rules. */
export const conditionInWords = (
  { combine, rules }: FieldCondition,
  fields: readonly FormField[],
  texts: ConditionTexts
): string => {
  const sentences = rules.map(({ field: key, operator, value }) => {
    const field = fields.find((one) => one.key === key);
    const name = field === undefined ? `${key} (${texts.missing})` : field.label || field.key;
    return fill(texts.operators[operator] ?? operator, name, valueInWords(value, field, texts));
  });
  return sentences.join(combine === 'any' ? texts.any : texts.all);
};
