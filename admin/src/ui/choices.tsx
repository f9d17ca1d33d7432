import { Flex, Radio, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useId } from 'react';

import { useTexts } from './useTexts';

/** One of several values, as people read it. */
export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

interface SelectProps<T extends string> {
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
  readonly isDisabled?: boolean;
  readonly label?: string;
  readonly size?: 'S' | 'M';
}

/** A select that knows its values. */
export const Select = <T extends string>({ value, choices, onChange, isDisabled, label, size = 'M' }: SelectProps<T>) => {
  const t = useTexts();
  const choose = (next: string | number) => {
    const choice = choices.find((one) => one.value === next);
    if (choice) onChange(choice.value);
  };
  return (
    <SingleSelect aria-label={label} placeholder={t('ui.choose')} size={size} value={value} disabled={isDisabled} onChange={choose}>
      {choices.map((choice) => (
        <SingleSelectOption key={choice.value} value={choice.value}>
          {choice.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

interface RadiosProps<T extends string> extends Omit<SelectProps<T>, 'label'> {
  readonly name: string;
  readonly label: string;
}

/** One of a few, each with a sentence that says what it means. */
export const Radios = <T extends string>({ name, label, value, choices, onChange, isDisabled }: RadiosProps<T>) => {
  const id = useId();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography id={id} variant="pi" fontWeight="bold" textColor="neutral800">
        {label}
      </Typography>
      <Radio.Group
        name={name}
        value={value}
        disabled={isDisabled}
        aria-labelledby={id}
        onValueChange={(next) => {
          const choice = choices.find((one) => one.value === next);
          if (choice) onChange(choice.value);
        }}
      >
        {choices.map((choice) => (
          <Radio.Item key={choice.value} value={choice.value}>
            <Typography tag="span" textColor="neutral800">
              {choice.label}
              {choice.hint && (
                <Typography tag="span" textColor="neutral600" variant="pi" style={{ display: 'block' }}>
                  {choice.hint}
                </Typography>
              )}
            </Typography>
          </Radio.Item>
        ))}
      </Radio.Group>
    </Flex>
  );
};
