import { Field, NumberInput, Textarea, TextInput, Typography } from '@strapi/design-system';
import { useField, useForm } from '@strapi/strapi/admin';
import { useState, type ReactNode } from 'react';

import { MASK } from '../../../../shared/contracts';
import type { Draft } from '../draft';

/** Whether a value has not been edited since faults were last found: a fault is about the value it was found in. */
const useIsUnedited = (value: unknown): boolean => {
  const errors = useForm('useIsUnedited', (form) => form.errors);
  const [found, setFound] = useState({ errors, value });
  if (found.errors === errors) return Object.is(found.value, value);
  setFound({ errors, value });
  return true;
};

/** One value of the draft by its path, as in `receivers.0.url`, with the fault found there. */
export const useDraftField = <T,>(name: string) => {
  const { value, error, rawError, onChange } = useField<T>(name);
  const isDisabled = useForm('useDraftField', (form) => form.disabled);
  const isUnedited = useIsUnedited(value);
  return {
    value: value as T,
    error: isUnedited ? error : undefined,
    /** The fault itself, or faults of what is inside. */
    faults: isUnedited ? rawError : undefined,
    isDisabled,
    set: (next: T) => onChange(name, next),
  };
};

/** A part of the draft that another part depends on. */
export const useDraft = <T,>(select: (draft: Draft) => T): T => useForm('useDraft', (form) => select(form.values as Draft));

interface FieldBoxProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isRequired?: boolean;
  readonly children: ReactNode;
}

/** Label, hint and fault around one input. */
export const FieldBox = ({ name, label, hint, isRequired = false, children }: FieldBoxProps) => {
  const { error } = useDraftField(name);
  return (
    <Field.Root id={name} name={name} error={error} hint={hint} required={isRequired} width="100%">
      <Field.Label>{label}</Field.Label>
      {children}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

/** The first sentence anywhere inside a fault, for parts whose single values have no field of their own. */
const firstSentence = (fault: unknown): string | undefined => {
  if (typeof fault === 'string') return fault;
  if (typeof fault !== 'object' || fault === null) return undefined;
  return Object.values(fault)
    .map(firstSentence)
    .find((sentence) => sentence !== undefined);
};

/**
 * What is wrong with a part that is more than one input; with `isDeep` also what is wrong anywhere inside it. Strapi's form moves the focus
 * to whatever it describes.
 */
export const Fault = ({ name, isDeep = false }: { name: string; isDeep?: boolean }) => {
  const { faults } = useDraftField(name);
  const sentence = isDeep ? firstSentence(faults) : typeof faults === 'string' ? faults : undefined;
  return sentence ? (
    <Typography tag="p" variant="pi" textColor="danger600" id={`${name}-error`} data-strapi-field-error>
      {sentence}
    </Typography>
  ) : null;
};

/** Attributes for the container of such a part, so that it can take the focus. */
export const faultTarget = (name: string) => ({ tabIndex: -1, 'aria-describedby': `${name}-error`, style: { outline: 'none' } });

interface TextFieldProps extends Omit<FieldBoxProps, 'children'> {
  readonly placeholder?: string;
  readonly type?: 'text' | 'url' | 'password';
}

export const TextField = ({ placeholder, type = 'text', ...box }: TextFieldProps) => {
  const { value, set, isDisabled } = useDraftField<string>(box.name);
  return (
    <FieldBox {...box}>
      <TextInput
        type={type}
        value={value ?? ''}
        placeholder={placeholder}
        disabled={isDisabled}
        autoComplete={type === 'password' ? 'new-password' : 'off'}
        // A masked value cannot be edited, only replaced.
        onFocus={(event) => event.target.value === MASK && event.target.select()}
        onChange={(event) => set(event.target.value)}
      />
    </FieldBox>
  );
};

export const TextareaField = (box: Omit<FieldBoxProps, 'children'>) => {
  const { value, set, isDisabled } = useDraftField<string>(box.name);
  return (
    <FieldBox {...box}>
      <Textarea
        value={value}
        disabled={isDisabled}
        resizable
        minHeight="8rem"
        onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => set(event.target.value)}
      />
    </FieldBox>
  );
};

interface NumberFieldProps extends Omit<FieldBoxProps, 'children'> {
  /** What an empty field means; without it, emptying is not possible. */
  readonly emptyValue?: null;
  /** The draft's unit in units of the field: 1,000 for milliseconds shown as seconds. */
  readonly scale?: number;
  readonly step?: number;
  readonly placeholder?: string;
}

export const NumberField = ({ emptyValue, scale = 1, step = 1, placeholder, ...box }: NumberFieldProps) => {
  const { value, set, isDisabled } = useDraftField<number | null>(box.name);
  const change = (next: number | undefined) => {
    if (next !== undefined && !Number.isNaN(next)) set(Math.round(next * scale * 1_000) / 1_000);
    else if (emptyValue === null) set(null);
  };
  return (
    <FieldBox {...box}>
      <NumberInput
        value={value === null ? undefined : value / scale}
        step={step}
        placeholder={placeholder}
        disabled={isDisabled}
        onValueChange={change}
      />
    </FieldBox>
  );
};
