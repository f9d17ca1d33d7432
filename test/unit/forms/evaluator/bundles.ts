import type { FieldCondition, FieldSettings, FormField, FormPage } from '../../../../shared/contracts/form';
import {
  createFieldDescriptions,
  createFieldTypes,
  evaluate,
  newDefinition,
  newField,
  newPage,
  textsFor,
  type EvaluateInput,
  type Evaluation,
} from '../../../../shared/forms';
import { createPatterns } from '../../../../server/src/forms/pattern';

export const types = createFieldTypes();
export const descriptions = createFieldDescriptions();
export const { matches, compiles } = createPatterns();

/** Noon of an ordinary day: it is the 15th of June everywhere between UTC-12 and UTC+11. */
export const NOON = Date.UTC(2026, 5, 15, 12);

export const field = (type: string, given: Partial<FormField> = {}, settings: FieldSettings = {}): FormField => {
  const key = given.key ?? 'asked';
  return newField(descriptions.get(type)!, {
    id: `fld_${key}`,
    key,
    label: 'Asked',
    ...given,
    settings: { ...settings, ...given.settings },
  });
};

export const page = (id: string, fields: readonly FormField[], given: Partial<FormPage> = {}): FormPage => ({
  ...newPage(`pag_${id}`),
  fields,
  ...given,
});

export const options = (...values: readonly string[]) => ({ options: values.map((value) => ({ value, label: `The ${value}` })) });

/** `when('country', 'equals', 'se')` and so on. */
export const when = (...rule: readonly unknown[]): FieldCondition => all(rule);
export const all = (...rules: readonly (readonly unknown[])[]): FieldCondition =>
  ({ combine: 'all', rules: rules.map(([key, operator, value = null]) => ({ field: key, operator, value })) }) as FieldCondition;
export const any = (...rules: readonly (readonly unknown[])[]): FieldCondition => ({ ...all(...rules), combine: 'any' });
export const shownWhen = (...rule: readonly unknown[]): FormField['visibility'] => ({ effect: 'show', when: all(rule) });
export const hiddenWhen = (...rule: readonly unknown[]): FormField['visibility'] => ({ effect: 'hide', when: all(rule) });

export const definitionOf = (pages: readonly FormPage[]) => ({ ...newDefinition('en', 'pag_one'), pages });

export const judge = (pages: readonly FormPage[], answers: unknown, given: Partial<EvaluateInput> = {}): Evaluation =>
  evaluate({ definition: { pages }, answers, locale: 'en', types, matches, now: NOON, sentences: textsFor('en').faults, ...given });

export const judgeFields = (fields: readonly FormField[], answers: unknown, given: Partial<EvaluateInput> = {}): Evaluation =>
  judge([page('one', fields)], answers, given);

/** Codes by key. */
export const codesOf = ({ faults }: Evaluation): Record<string, string> =>
  Object.fromEntries(faults.map(({ path, code }) => [path, code]));
