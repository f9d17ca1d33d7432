import { Searchbar } from '@strapi/design-system';

import { useTexts } from './useTexts';

interface SearchBoxProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Looks for something in what is on the page already; what searches a list by its URL is Strapi's `SearchInput`. */
export const SearchBox = ({ name, label, value, onChange }: SearchBoxProps) => {
  const t = useTexts();
  return (
    <Searchbar
      name={name}
      size="S"
      value={value}
      clearLabel={t('ui.clear')}
      placeholder={label}
      onChange={(event) => onChange(event.target.value)}
      onClear={() => onChange('')}
    >
      {label}
    </Searchbar>
  );
};
