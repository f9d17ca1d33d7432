import { Button, Flex } from '@strapi/design-system';
import type { ReactElement } from 'react';

interface ButtonChoiceProps<T> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string; readonly icon?: ReactElement }[];
  readonly onChange: (value: T) => void;
}

/** One of a few ways to look at something, as buttons side by side of which one is pressed. */
export const ButtonChoice = <T extends string | number>({ label, value, choices, onChange }: ButtonChoiceProps<T>) => (
  <Flex gap={2} wrap="wrap" role="group" aria-label={label}>
    {choices.map((choice) => (
      <Button
        key={choice.value}
        size="S"
        variant={choice.value === value ? 'secondary' : 'tertiary'}
        startIcon={choice.icon}
        aria-pressed={choice.value === value}
        onClick={() => onChange(choice.value)}
      >
        {choice.label}
      </Button>
    ))}
  </Flex>
);
