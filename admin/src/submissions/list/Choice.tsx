import { Field, Grid, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { ReactNode } from 'react';

import { useTexts } from '../../ui/useTexts';

/** A place in the panel of filters. */
export const Cell = ({ children, isWide = false }: { children: ReactNode; isWide?: boolean }) => (
  <Grid.Item col={isWide ? 6 : 4} s={isWide ? 12 : 4} xs={12} direction="column" alignItems="stretch">
    {children}
  </Grid.Item>
);

interface ChoiceProps {
  readonly label: string;
  /** What is read while nothing is chosen. */
  readonly anything: string;
  readonly value: string | undefined;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly isClearable?: boolean;
  readonly onChange: (value: string | undefined) => void;
}

/** One of several, or none. */
export const Choice = ({ label, anything, value, choices, isClearable = true, onChange }: ChoiceProps) => {
  const t = useTexts();
  return (
    <Cell>
      <Field.Root>
        <Field.Label>{label}</Field.Label>
        <SingleSelect
          size="S"
          placeholder={anything}
          value={value ?? null}
          onChange={(next) => onChange(String(next) || undefined)}
          onClear={isClearable ? () => onChange(undefined) : undefined}
          clearLabel={t('ui.clear')}
        >
          {choices.map((choice) => (
            <SingleSelectOption key={choice.value} value={choice.value}>
              {choice.label}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </Cell>
  );
};
