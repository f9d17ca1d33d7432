import { NumberInput, TextInput } from '@strapi/design-system';

import { Select } from '../../../ui/choices';
import { useTexts } from '../../../ui/useTexts';
import { NUMBER_TYPES } from './operators';

interface ValueInputProps {
  readonly field: string;
  /** The field's type in Strapi; `undefined` where it is not known. */
  readonly type: string | undefined;
  readonly isList: boolean;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly isDisabled: boolean;
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  datetime: '2026-01-31T12:00:00Z',
  time: '12:00:00',
  $locale: 'en',
  $type: 'entry.publish',
  $uid: 'api::article.article',
};

/** The input that fits what a field holds. */
export const ValueInput = ({ field, type, isList, value, onChange, isDisabled }: ValueInputProps) => {
  const t = useTexts();
  const label = t('webhooks.condition.value');
  if (isList) {
    const list = Array.isArray(value) ? value.map(textOf) : [];
    return (
      <TextInput
        size="S"
        aria-label={label}
        placeholder={t('webhooks.condition.list')}
        defaultValue={list.join(', ')}
        disabled={isDisabled}
        onChange={(event) =>
          onChange(
            event.target.value
              .split(',')
              .map((part) => part.trim())
              .filter((part) => part !== '')
          )
        }
      />
    );
  }
  if (type === 'boolean' || field === '$status') {
    const words = type === 'boolean' ? (['true', 'false'] as const) : (['published', 'draft'] as const);
    const current = words.find((word) => word === textOf(value));
    return (
      <Select
        size="S"
        label={label}
        value={current ?? ''}
        isDisabled={isDisabled}
        choices={words.map((word) => ({ value: word as string, label: t(`webhooks.condition.value.${word}`) }))}
        onChange={(word) => onChange(type === 'boolean' ? word === 'true' : word)}
      />
    );
  }
  if (type !== undefined && NUMBER_TYPES.has(type)) {
    return (
      <NumberInput
        size="S"
        aria-label={label}
        value={typeof value === 'number' ? value : undefined}
        disabled={isDisabled}
        onValueChange={(next) => onChange(next ?? '')}
      />
    );
  }
  return (
    <TextInput
      size="S"
      aria-label={label}
      placeholder={PLACEHOLDERS[field] ?? PLACEHOLDERS[type ?? ''] ?? label}
      value={textOf(value)}
      disabled={isDisabled}
      onChange={(event) => onChange(event.target.value)}
    />
  );
};
