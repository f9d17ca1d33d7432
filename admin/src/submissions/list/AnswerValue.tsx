import { DatePicker, Field, TimePicker } from '@strapi/design-system';

import type { AnswerFilter, SubmissionColumn } from '../../../../shared/contracts/form';
import { takesValue, toDecimal } from '../../../../shared/forms';
import { TextFilter } from '../../deliveries/log/TextFilter';
import { useTexts } from '../../ui/useTexts';
import { withValue } from '../answer-filter';
import { Cell, Choice } from './Choice';

interface AnswerValueProps {
  readonly asked: AnswerFilter;
  /** `undefined`: of a field that is not known, or while columns are fetched. */
  readonly column: SubmissionColumn | undefined;
  readonly onChange: (asked: AnswerFilter) => void;
}

interface TimeProps {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** What the server takes. */
const MOST_LETTERS = 200;

/** A day has no zone: the picker is given it as UTC has it, and gives back the day that it shows. */
const dayOf = (date: Date): string =>
  new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())).toISOString().slice(0, 10);

const Day = ({ value, onChange }: TimeProps) => {
  const t = useTexts();
  return (
    <DatePicker
      size="S"
      clearLabel={t('ui.clear')}
      value={value === undefined ? undefined : new Date(value.slice(0, 10))}
      onChange={(date) => onChange(date && dayOf(date))}
      onClear={() => onChange(undefined)}
    />
  );
};

const TimeOfDay = ({ value, onChange }: TimeProps) => {
  const t = useTexts();
  return <TimePicker size="S" clearLabel={t('ui.clear')} value={value} onChange={onChange} onClear={() => onChange(undefined)} />;
};

/** People write decimals with the mark of their language. */
const decimalOf = (text: string): string | null => toDecimal(text.replace(',', '.'));

const useChoices = (column: SubmissionColumn | undefined) => {
  const t = useTexts();
  if (column?.answerKind === 'yes-no' || column?.answerKind === 'consent') {
    return [
      { value: 'true', label: t('submissions.yes') },
      { value: 'false', label: t('submissions.no') },
    ];
  }
  return Object.entries(column?.labels ?? {}).map(([value, label]) => ({ value, label: label || value }));
};

/** What an answer is compared with: chosen where it can be, written otherwise. */
export const AnswerValue = ({ asked, column, onChange }: AnswerValueProps) => {
  const t = useTexts();
  const choices = useChoices(column);
  if (asked.field === '' || !takesValue(asked.operator)) return null;
  const label = t('submissions.filter.answer-value');
  const change = (value: string | undefined) => onChange(withValue(asked, value));
  if (choices.length > 0) {
    return (
      <Choice label={label} anything={t('ui.choose')} value={asked.value} choices={choices} onChange={change} isClearable={false} />
    );
  }
  if (column?.answerKind === 'date') {
    const Picker = column.type === 'time' ? TimeOfDay : Day;
    return (
      <Cell>
        <Field.Root>
          <Field.Label>{label}</Field.Label>
          <Picker value={asked.value} onChange={change} />
        </Field.Root>
      </Cell>
    );
  }
  const isNumber = column?.answerKind === 'number';
  return (
    <Cell>
      <TextFilter
        label={label}
        maxLength={MOST_LETTERS}
        value={asked.value ?? ''}
        check={(text) => (isNumber && decimalOf(text) === null ? t('submissions.filter.answer-number') : undefined)}
        onChange={(text) => change(isNumber ? (decimalOf(text) ?? '') : text)}
      />
    </Cell>
  );
};
