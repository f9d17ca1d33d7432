import { Field } from '@strapi/design-system';
import { useEffect, useState } from 'react';

interface TextFilterProps {
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly value: string;
  /** A sentence when the text cannot be filtered by. */
  readonly check?: (text: string) => string | undefined;
  readonly onChange: (text: string) => void;
}

/** A filter that is typed: it holds once Enter is pressed or the field is left, so that half a word asks nothing of the server. */
export const TextFilter = ({ label, hint, placeholder, maxLength, value, check, onChange }: TextFilterProps) => {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const text = draft.trim();
  const error = text === '' ? undefined : check?.(text);
  const apply = () => {
    if (error === undefined && text !== value) onChange(text);
  };
  return (
    <Field.Root hint={hint} error={error}>
      <Field.Label>{label}</Field.Label>
      <Field.Input
        size="S"
        value={draft}
        placeholder={placeholder}
        maxLength={maxLength}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => setDraft(event.target.value)}
        onBlur={apply}
        onKeyDown={(event: React.KeyboardEvent) => event.key === 'Enter' && apply()}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
