import { useCallback, useMemo } from 'react';

import {
  CONDITION_OPERATORS,
  type ConditionOperator,
  type FieldCondition,
  type FormDefinition,
  type FormField,
  type FormPage,
} from '../../../shared/contracts/form';
import { conditionInWords, type ConditionTexts } from '../../../shared/forms';
import { useTexts } from '../ui/useTexts';
import { fieldsOf } from './draft/fields';
import { useNames } from './useNames';

/** Conditions as sentences in the administrator's language. */
export const useConditionWords = () => {
  const t = useTexts();
  const { pageName } = useNames();
  const texts = useMemo<ConditionTexts>(() => {
    const operators = CONDITION_OPERATORS.map((operator) => [
      operator,
      t(`forms.words.${operator}`, { field: '{field}', value: '{value}' }),
    ]);
    return {
      operators: Object.fromEntries(operators) as Record<ConditionOperator, string>,
      all: t('forms.words.all'),
      any: t('forms.words.any'),
      yes: t('forms.words.yes'),
      no: t('forms.words.no'),
      missing: t('forms.words.missing'),
    };
  }, [t]);
  const inWords = useCallback(
    (condition: FieldCondition, definition: FormDefinition) => conditionInWords(condition, fieldsOf(definition), texts),
    [texts]
  );
  const ofVisibility = useCallback(
    ({ visibility }: Pick<FormField, 'visibility'>, definition: FormDefinition): readonly string[] =>
      visibility && visibility.when.rules.length > 0
        ? [t(`forms.words.${visibility.effect}`, { condition: inWords(visibility.when, definition) })]
        : [],
    [t, inWords]
  );
  const ofField = useCallback(
    (field: FormField, definition: FormDefinition): readonly string[] => [
      ...ofVisibility(field, definition),
      ...(field.requiredWhen && field.requiredWhen.rules.length > 0
        ? [t('forms.words.require', { condition: inWords(field.requiredWhen, definition) })]
        : []),
    ],
    [t, inWords, ofVisibility]
  );
  const ofPage = useCallback(
    (page: FormPage, definition: FormDefinition): readonly string[] => [
      ...ofVisibility(page, definition),
      ...page.jumps.map(({ when, to }) => {
        const target = definition.pages.find(({ id }) => id === to);
        const where = target ? pageName(definition, target) : t('forms.words.end');
        return t('forms.words.jump', { condition: inWords(when, definition), page: where });
      }),
    ],
    [t, inWords, ofVisibility, pageName]
  );
  return { inWords, ofField, ofPage };
};
