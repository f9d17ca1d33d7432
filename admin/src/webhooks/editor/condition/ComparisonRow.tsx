import { Box, Field, Flex, IconButton } from '@strapi/design-system';
import { Trash } from '@strapi/icons';

import type { Operator } from '../../../../../shared/contracts';
import { Select } from '../../../ui/choices';
import { useTexts } from '../../../ui/useTexts';
import { FieldCombobox } from '../FieldCombobox';
import { useDraftField } from '../fields';
import { useKnownFields } from '../known-fields';
import type { Comparison } from './group';
import { LISTS, operatorsFor, UNARY } from './operators';
import { ValueInput } from './ValueInput';

const EVENT_FIELDS = ['$locale', '$status', '$type', '$uid', '$documentId'] as const;

interface ComparisonRowProps {
  readonly path: string;
  readonly comparison: Comparison;
  readonly onChange: (comparison: Comparison) => void;
  readonly onRemove: (() => void) | undefined;
  readonly isDisabled: boolean;
}

/** Keeps the value where it still fits the operator. */
const withOperator = (comparison: Comparison, operator: Operator): Comparison => {
  const { kind, field, value } = comparison;
  if (UNARY.has(operator)) return { kind, field, operator };
  if (LISTS.has(operator)) return { kind, field, operator, value: Array.isArray(value) ? value : value ? [value] : [] };
  return { kind, field, operator, value: Array.isArray(value) ? (value[0] ?? '') : (value ?? '') };
};

const useFields = (current: string) => {
  const t = useTexts();
  const known = useKnownFields();
  const fields = [
    ...EVENT_FIELDS.map((name) => ({ name: name as string, label: t(`webhooks.condition.field.${name}`), type: 'string' })),
    ...known.map(({ name, type }) => ({ name, label: name, type })),
  ];
  const isKnown = current === '' || fields.some(({ name }) => name === current);
  return isKnown ? fields : [{ name: current, label: current, type: undefined }, ...fields];
};

/** One comparison: a field, an operator, and a value of the field's type. */
export const ComparisonRow = ({ path, comparison, onChange, onRemove, isDisabled }: ComparisonRowProps) => {
  const t = useTexts();
  const fields = useFields(comparison.field);
  const fieldFault = useDraftField(`${path}.field`).error;
  const faults = [useDraftField(`${path}.value`).error, useDraftField(`${path}.operator`).error, useDraftField(path).error];
  const valueFault = faults.find((fault) => fault !== undefined);
  const type = fields.find(({ name }) => name === comparison.field)?.type;
  const allowed = operatorsFor(comparison.field, type);
  const operators = allowed.includes(comparison.operator) ? allowed : [comparison.operator, ...allowed];

  const setField = (field: string) => {
    const nextType = fields.find(({ name }) => name === field)?.type;
    const fits = operatorsFor(field, nextType).includes(comparison.operator);
    const next = { ...comparison, field };
    onChange(fits ? next : withOperator(next, 'is'));
  };
  return (
    <Flex gap={2} alignItems="flex-start" wrap={{ initial: 'wrap', large: 'nowrap' }}>
      <Box flex="1 1 20rem" minWidth="16rem">
        <Field.Root id={`${path}.field`} name={`${path}.field`} error={fieldFault}>
          <FieldCombobox
            label={t('webhooks.condition.field')}
            placeholder={t('webhooks.condition.field')}
            value={comparison.field}
            options={fields}
            isDisabled={isDisabled}
            onChange={setField}
          />
          <Field.Error />
        </Field.Root>
      </Box>
      <Box flex="0 1 20rem" minWidth="16rem">
        <Select
          size="S"
          label={t('webhooks.condition.operator')}
          value={comparison.operator}
          choices={operators.map((operator) => ({ value: operator, label: t(`webhooks.operator.${operator}`) }))}
          isDisabled={isDisabled}
          onChange={(operator) => onChange(withOperator(comparison, operator))}
        />
      </Box>
      <Box flex="1 1 20rem" minWidth="16rem">
        <Field.Root id={`${path}.value`} name={`${path}.value`} error={valueFault}>
          {!UNARY.has(comparison.operator) && (
            <ValueInput
              field={comparison.field}
              type={type}
              isList={LISTS.has(comparison.operator)}
              value={comparison.value}
              isDisabled={isDisabled}
              onChange={(value) => onChange({ ...comparison, value })}
            />
          )}
          <Field.Error />
        </Field.Root>
      </Box>
      {!isDisabled && (
        <IconButton size="S" variant="ghost" label={t('webhooks.condition.remove')} disabled={!onRemove} onClick={onRemove}>
          <Trash />
        </IconButton>
      )}
    </Flex>
  );
};
