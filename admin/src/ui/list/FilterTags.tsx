import { Flex, Tag, TextButton } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import { useTexts } from '../useTexts';

interface FilterTagsProps {
  /** The filters that are set, in words. */
  readonly tags: readonly { readonly field: string; readonly text: string; readonly onRemove: () => void }[];
  readonly onClear: () => void;
}

/** Filters that are set and not in sight, each with a cross to remove it: nobody is to look at half a list unawares. */
export const FilterTags = ({ tags, onClear }: FilterTagsProps) => {
  const t = useTexts();
  return (
    <Flex gap={2} wrap="wrap">
      {tags.map(({ field, text, onRemove }) => (
        <Tag key={field} icon={<Cross />} label={t('ui.filter.remove', { filter: text })} onClick={onRemove}>
          {text}
        </Tag>
      ))}
      <TextButton onClick={onClear}>{t('ui.filter.clear-all')}</TextButton>
    </Flex>
  );
};
