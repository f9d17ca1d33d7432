import { DateTimePicker, Field } from '@strapi/design-system';

import { useTexts } from '../useTexts';

interface InstantFilterProps {
  readonly label: string;
  /** ISO 8601. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** One end of a stretch of time. */
export const InstantFilter = ({ label, value, onChange }: InstantFilterProps) => {
  const t = useTexts();
  return (
    <Field.Root>
      <Field.Label>{label}</Field.Label>
      <DateTimePicker
        size="S"
        clearLabel={t('ui.clear')}
        value={value ? new Date(value) : null}
        onChange={(date) => onChange(date?.toISOString())}
        onClear={() => onChange(undefined)}
      />
    </Field.Root>
  );
};
