import { Combobox, ComboboxOption } from '@strapi/design-system';
import { useState, type KeyboardEvent } from 'react';

import { useTexts } from '../../ui/useTexts';

interface Option {
  readonly name: string;
  readonly label: string;
}

interface FieldComboboxProps {
  /** The chosen field; `''` while there is none. */
  readonly value: string;
  readonly options: readonly Option[];
  readonly label: string;
  readonly placeholder: string;
  readonly isDisabled: boolean;
  /** Empties the input after each choice, for lists of fields. */
  readonly isCollecting?: boolean;
  readonly onChange: (name: string) => void;
}

/** Chooses a field among the known ones, or takes any path that is typed: Enter, or leaving the input, is enough. */
export const FieldCombobox = ({
  value,
  options,
  label,
  placeholder,
  isDisabled,
  isCollecting = false,
  onChange,
}: FieldComboboxProps) => {
  const t = useTexts();
  const labelOf = (name: string) => options.find((option) => option.name === name)?.label ?? name;
  const [shown, setShown] = useState(value);
  const [text, setText] = useState(() => labelOf(value));
  if (shown !== value) {
    setShown(value);
    setText(labelOf(value));
  }

  // The design system hands over the value of an option, or what was typed, which may be an option's label.
  const choose = (given: string | undefined) => {
    const typed = given?.trim() ?? '';
    const name = options.find((option) => option.label === typed)?.name ?? typed;
    if (name !== value) onChange(name);
    // Its own handler still writes the label after this one.
    if (isCollecting) requestAnimationFrame(() => setText(''));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && text !== '') choose(text);
  };
  return (
    <Combobox
      size={isCollecting ? 'M' : 'S'}
      aria-label={label}
      placeholder={placeholder}
      value={value}
      textValue={text}
      disabled={isDisabled}
      creatable
      createMessage={(name) => t('webhooks.use-value', { value: name })}
      noOptionsMessage={() => t('webhooks.no-field')}
      clearLabel={t('ui.clear')}
      onTextValueChange={(next) => setText(next ?? '')}
      onKeyDown={onKeyDown}
      onCreateOption={choose}
      onChange={choose}
      onClear={() => choose('')}
    >
      {options.map(({ name, label: optionLabel }) => (
        <ComboboxOption key={name} value={name} textValue={optionLabel}>
          {optionLabel}
        </ComboboxOption>
      ))}
    </Combobox>
  );
};
