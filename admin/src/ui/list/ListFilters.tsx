import { Filters, Layouts, SearchInput } from '@strapi/strapi/admin';

import type { Choice } from '../choices';
import { useTexts } from '../useTexts';

/** Makes filters by one of several values, as `ListFilters` takes them. */
export const useChoiceFilter = () => {
  const t = useTexts();
  const operators = [
    { label: t('ui.filter.is'), value: '$eq' },
    { label: t('ui.filter.is-not'), value: '$ne' },
  ];
  return (name: string, label: string, choices: readonly Choice<string>[]): Filters.Filter => ({
    name,
    label,
    type: 'enumeration',
    operators,
    options: choices.map((choice) => ({ label: choice.label, value: choice.value })),
  });
};

interface ListFiltersProps {
  readonly label: string;
  readonly placeholder: string;
  readonly filters: Filters.Filter[];
}

/** The line above a list that the panel has as a whole: Strapi's search and filters, which write into the URL what `readListQuery` reads. */
export const ListFilters = ({ label, placeholder, filters }: ListFiltersProps) => (
  <Layouts.Action
    startActions={
      <>
        <SearchInput label={label} placeholder={placeholder} />
        <Filters.Root options={filters}>
          <Filters.Trigger />
          <Filters.Popover />
          <Filters.List />
        </Filters.Root>
      </>
    }
  />
);
