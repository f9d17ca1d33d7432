import {
  Box,
  Checkbox,
  Field,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { useId, type ChangeEvent, type ReactNode } from 'react';

import { Select, type Choice } from '../../ui/choices';
import { inputId, type Part } from './faults';
import { useBuilder } from './useBuilder';
import { useFaultAt } from './useFaults';

/** Where a value stands: the part of the form and the path inside of it, as faults name it. */
export interface At {
  readonly part: Part;
  readonly path: string;
}

interface RowProps {
  readonly at: At;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
}

/** Label, hint and fault around one input. */
export const RowBox = ({ at, label, hint, isRequired = false, children }: RowProps & { readonly children: ReactNode }) => {
  const fault = useFaultAt(at.part, at.path);
  return (
    <Field.Root id={inputId(at)} name={inputId(at)} error={fault} hint={hint} required={isRequired} width="100%">
      <Field.Label>{label}</Field.Label>
      {children}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

interface ValueProps<T> {
  readonly value: T;
  readonly onChange: (value: T) => void;
}

interface TextRowProps extends RowProps, ValueProps<string> {
  readonly placeholder?: string;
  readonly type?: 'text' | 'url' | 'datetime-local' | 'date' | 'time';
  readonly inputMode?: 'decimal';
}

export const TextRow = ({ value, onChange, placeholder, type = 'text', inputMode, isDisabled = false, ...row }: TextRowProps) => {
  const { isReadOnly } = useBuilder();
  return (
    <RowBox {...row}>
      <TextInput
        type={type}
        value={value}
        placeholder={placeholder}
        inputMode={inputMode}
        autoComplete="off"
        disabled={isReadOnly || isDisabled}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      />
    </RowBox>
  );
};

export const AreaRow = ({
  value,
  onChange,
  placeholder,
  isDisabled = false,
  minHeight = '8rem',
  ...row
}: TextRowProps & { minHeight?: string }) => {
  const { isReadOnly } = useBuilder();
  return (
    <RowBox {...row}>
      <Textarea
        value={value}
        placeholder={placeholder}
        disabled={isReadOnly || isDisabled}
        resizable
        minHeight={minHeight}
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => onChange(event.target.value)}
      />
    </RowBox>
  );
};

interface NumberRowProps extends RowProps {
  readonly value: number | null;
  /** An empty input is `null`, where that means something; otherwise it changes nothing. */
  readonly onChange: (value: number | null) => void;
  readonly placeholder?: string;
}

export const NumberRow = ({ value, onChange, placeholder, isDisabled = false, ...row }: NumberRowProps) => {
  const { isReadOnly } = useBuilder();
  return (
    <RowBox {...row}>
      <NumberInput
        value={value ?? undefined}
        placeholder={placeholder}
        disabled={isReadOnly || isDisabled}
        onValueChange={(next) => onChange(next === undefined || Number.isNaN(next) ? null : next)}
      />
    </RowBox>
  );
};

interface SelectRowProps<T extends string> extends RowProps, ValueProps<T> {
  readonly choices: readonly Choice<T>[];
}

export const SelectRow = <T extends string>({ value, onChange, choices, isDisabled = false, ...row }: SelectRowProps<T>) => {
  const { isReadOnly } = useBuilder();
  return (
    <RowBox {...row}>
      <Select value={value} choices={choices} onChange={onChange} isDisabled={isReadOnly || isDisabled} />
    </RowBox>
  );
};

interface OptionalSelectProps extends RowProps, ValueProps<string> {
  readonly choices: readonly Choice<string>[];
  readonly placeholder: string;
}

/** A select in which nothing may be chosen: ''. */
export const OptionalSelectRow = ({ value, onChange, choices, placeholder, isDisabled = false, ...row }: OptionalSelectProps) => {
  const { isReadOnly } = useBuilder();
  return (
    <RowBox {...row}>
      <SingleSelect
        value={value === '' ? null : value}
        placeholder={placeholder}
        disabled={isReadOnly || isDisabled}
        onChange={(next) => onChange(String(next))}
        onClear={() => onChange('')}
      >
        {choices.map((choice) => (
          <SingleSelectOption key={choice.value} value={choice.value}>
            {choice.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </RowBox>
  );
};

/** A switch between yes and no, with a sentence about what yes means. */
export const CheckRow = ({ at, label, hint, value, onChange, isDisabled = false }: RowProps & ValueProps<boolean>) => {
  const { isReadOnly } = useBuilder();
  const fault = useFaultAt(at.part, at.path);
  const hintId = useId();
  return (
    <Box>
      <Checkbox
        id={inputId(at)}
        checked={value}
        disabled={isReadOnly || isDisabled}
        aria-describedby={hint || fault ? hintId : undefined}
        onCheckedChange={(isOn) => onChange(isOn === true)}
      >
        {label}
      </Checkbox>
      {(hint || fault) && (
        <Typography id={hintId} tag="p" variant="pi" textColor={fault ? 'danger600' : 'neutral600'} paddingTop={1}>
          {fault ?? hint}
        </Typography>
      )}
    </Box>
  );
};
