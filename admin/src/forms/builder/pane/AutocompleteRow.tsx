import { Combobox, ComboboxOption } from '@strapi/design-system';

import { useTexts } from '../../../ui/useTexts';
import { RowBox, type At } from '../inputs';
import { useBuilder } from '../useBuilder';

/** Those that forms ask for; any other one may be written. */
const TOKENS = [
  'name',
  'given-name',
  'family-name',
  'honorific-prefix',
  'email',
  'tel',
  'url',
  'organization',
  'organization-title',
  'street-address',
  'address-line1',
  'address-line2',
  'postal-code',
  'address-level2',
  'address-level1',
  'country',
  'country-name',
  'bday',
  'username',
  'one-time-code',
  'off',
];

interface AutocompleteRowProps {
  readonly at: At;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What browsers may fill in by themselves. */
export const AutocompleteRow = ({ at, value, onChange }: AutocompleteRowProps) => {
  const t = useTexts();
  const { isReadOnly } = useBuilder();
  const tokens = value === '' || TOKENS.includes(value) ? TOKENS : [value, ...TOKENS];
  return (
    <RowBox at={at} label={t('forms.field.autocomplete')} hint={t('forms.field.autocomplete-hint')}>
      <Combobox
        value={value}
        disabled={isReadOnly}
        placeholder={t('forms.field.autocomplete-none')}
        creatable
        createMessage={(written) => t('forms.field.autocomplete-own', { value: written })}
        onCreateOption={(written) => written !== undefined && onChange(written.trim().toLowerCase())}
        onChange={(next) => onChange(String(next ?? ''))}
        onClear={() => onChange('')}
      >
        {tokens.map((token) => (
          <ComboboxOption key={token} value={token}>
            {token}
          </ComboboxOption>
        ))}
      </Combobox>
    </RowBox>
  );
};
