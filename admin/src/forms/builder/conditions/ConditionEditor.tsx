import { Box, Button, Field, Flex, IconButton, TextInput, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import type { ChangeEvent } from 'react';

import type { ConditionRule, FieldCondition, FormField } from '../../../../../shared/contracts/form';
import { Select } from '../../../ui/choices';
import { useTexts } from '../../../ui/useTexts';
import { useConditionWords } from '../../useConditionWords';
import { inputId } from '../faults';
import type { At } from '../inputs';
import { useBuilder, useDefinition } from '../useBuilder';
import { useFaultAt } from '../useFaults';
import { operatorsOf, ruleAbout, UNARY, valuesOf, withOperator } from './rule';

interface RuleRowProps {
  readonly at: At;
  readonly rule: ConditionRule;
  readonly number: number;
  readonly fields: readonly FormField[];
  readonly onChange: (rule: ConditionRule, about?: string) => void;
  readonly onRemove: () => void;
}

const RuleValue = ({ at, rule, number, fields, onChange }: Omit<RuleRowProps, 'onRemove'>) => {
  const t = useTexts();
  const { isReadOnly } = useBuilder();
  const field = fields.find(({ key }) => key === rule.field);
  const values = valuesOf(field);
  const label = t('forms.condition.value', { number });
  const id = inputId({ ...at, path: `${at.path}.value` });
  // A pattern or a part of a text is written, also where whole values are chosen.
  const isWritten = values === undefined || rule.operator === 'matches';
  if (!isWritten && values === 'yes-no')
    return (
      <Select
        size="S"
        label={label}
        value={String(rule.value === true || rule.value === 'true')}
        choices={(['true', 'false'] as const).map((value) => ({
          value: value as string,
          label: t(value === 'true' ? 'forms.words.yes' : 'forms.words.no'),
        }))}
        isDisabled={isReadOnly}
        onChange={(value) => onChange({ ...rule, value: value === 'true' })}
      />
    );
  if (!isWritten && values !== 'yes-no') {
    const current = String(rule.value ?? '');
    const known = values.some(({ value }) => value === current) ? values : [{ value: current, label: current }, ...values];
    return (
      <Select
        size="S"
        label={label}
        value={current}
        choices={known.filter(({ value }) => value !== '')}
        isDisabled={isReadOnly}
        onChange={(value) => onChange({ ...rule, value })}
      />
    );
  }
  return (
    <TextInput
      id={id}
      size="S"
      aria-label={label}
      placeholder={label}
      value={String(rule.value ?? '')}
      disabled={isReadOnly}
      onChange={(event: ChangeEvent<HTMLInputElement>) => onChange({ ...rule, value: event.target.value }, 'value')}
    />
  );
};

const RuleRow = ({ at, rule, number, fields, onChange, onRemove }: RuleRowProps) => {
  const t = useTexts();
  const { isReadOnly } = useBuilder();
  const fault = useFaultAt(at.part, at.path, { isDeep: true });
  const field = fields.find(({ key }) => key === rule.field);
  const operators = operatorsOf(field);
  // A field that is gone or stands too late is still shown: it is what has to be mended.
  const choices = [
    ...(field || rule.field === '' ? [] : [{ value: rule.field, label: rule.field }]),
    ...fields.map(({ key, label }) => ({ value: key, label: label || key })),
  ];
  return (
    <Box tag="li" background="neutral100" hasRadius padding={2} id={inputId(at)} tabIndex={-1}>
      <Flex gap={2} alignItems="flex-start">
        <Flex direction="column" alignItems="stretch" gap={2} grow={1} minWidth={0}>
          <Select
            size="S"
            label={t('forms.condition.field', { number })}
            value={rule.field}
            choices={choices}
            isDisabled={isReadOnly}
            onChange={(key) => onChange(ruleAbout(fields.find((one) => one.key === key)))}
          />
          <Select
            size="S"
            label={t('forms.condition.operator', { number })}
            value={rule.operator}
            choices={(operators.includes(rule.operator) ? operators : [rule.operator, ...operators]).map((operator) => ({
              value: operator,
              label: t(`forms.operator.${operator}`),
            }))}
            isDisabled={isReadOnly}
            onChange={(operator) => onChange(withOperator(rule, operator, field))}
          />
          {!UNARY.has(rule.operator) && <RuleValue at={at} rule={rule} number={number} fields={fields} onChange={onChange} />}
        </Flex>
        {!isReadOnly && (
          <IconButton size="S" variant="ghost" label={t('forms.condition.remove', { number })} onClick={onRemove}>
            <Trash />
          </IconButton>
        )}
      </Flex>
      {fault && (
        <Field.Root error={fault}>
          <Field.Error />
        </Field.Root>
      )}
    </Box>
  );
};

interface ConditionEditorProps {
  /** Where the condition stands. */
  readonly at: At;
  readonly label: string;
  readonly condition: FieldCondition;
  /** Fields it may ask about. */
  readonly fields: readonly FormField[];
  /** Reads the condition back, e.g. *Shown only if {condition}*; nothing where it has no rules. */
  readonly sentence?: (words: string) => string;
  readonly onChange: (condition: FieldCondition, about?: string) => void;
}

/** Rules that hold all together or any of them: built by choosing, read back as a sentence. */
export const ConditionEditor = ({ at, label, condition, fields, sentence, onChange }: ConditionEditorProps) => {
  const t = useTexts();
  const { isReadOnly } = useBuilder();
  const { definition } = useDefinition();
  const { inWords } = useConditionWords();
  const { combine, rules } = condition;
  const words = inWords(condition, definition);
  const replaced = (index: number, rule: ConditionRule) => ({
    ...condition,
    rules: rules.map((other, position) => (position === index ? rule : other)),
  });
  return (
    <Flex direction="column" alignItems="stretch" gap={2} role="group" aria-label={label} id={inputId(at)} tabIndex={-1}>
      {rules.length > 1 && (
        <Select
          size="S"
          label={t('forms.condition.combine')}
          value={combine}
          choices={(['all', 'any'] as const).map((value) => ({ value, label: t(`forms.condition.${value}`) }))}
          isDisabled={isReadOnly}
          onChange={(next) => onChange({ ...condition, combine: next })}
        />
      )}
      {fields.length === 0 && <Typography textColor="neutral600">{t('forms.condition.no-fields')}</Typography>}
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
        {rules.map((rule, index) => (
          <RuleRow
            key={index}
            at={{ ...at, path: `${at.path}.rules.${index}` }}
            rule={rule}
            number={index + 1}
            fields={fields}
            onChange={(next, about) => onChange(replaced(index, next), about && `rules.${index}.${about}`)}
            onRemove={() => onChange({ ...condition, rules: rules.filter((_, position) => position !== index) })}
          />
        ))}
      </Flex>
      {!isReadOnly && fields.length > 0 && (
        <Flex>
          <Button
            size="S"
            variant="tertiary"
            startIcon={<Plus />}
            onClick={() => onChange({ ...condition, rules: [...rules, ruleAbout(fields[0])] })}
          >
            {t('forms.condition.add')}
          </Button>
        </Flex>
      )}
      {words !== '' && sentence && (
        <Box background="primary100" hasRadius padding={3} role="status">
          <Typography variant="pi" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
            {sentence(words)}
          </Typography>
        </Box>
      )}
    </Flex>
  );
};
