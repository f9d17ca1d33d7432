import { Flex, Tag, TextButton } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import { useExactTime } from '../../ui/RelativeTime';
import { useTexts } from '../../ui/useTexts';
import { rareFields, withFilter, withoutFilters, type RareField, type SubmissionQuery } from '../submission-query';

interface FilterTagsProps {
  readonly query: SubmissionQuery;
  readonly onChange: (query: SubmissionQuery) => void;
}

/** The filters that are set while their panel is folded, each with a cross to remove it: nobody is to look at half a list unawares. */
export const FilterTags = ({ query, onChange }: FilterTagsProps) => {
  const t = useTexts();
  const formatExact = useExactTime();
  const fields = rareFields(query);
  if (fields.length === 0) return null;

  const valueOf = (field: RareField): string => {
    if (field === 'state' && query.state) return t(`submissions.state.${query.state}`);
    if (field === 'isTest') return t(query.isTest ? 'submissions.yes' : 'submissions.no');
    const value = String(query[field]);
    return field === 'from' || field === 'to' ? formatExact(value) : value;
  };
  const textOf = (field: RareField): string =>
    t('submissions.filter.tag', { name: t(`submissions.filter.${field}`), value: valueOf(field) });
  return (
    <Flex gap={2} wrap="wrap">
      {fields.map((field) => (
        <Tag
          key={field}
          icon={<Cross />}
          label={t('submissions.filter.remove', { filter: textOf(field) })}
          onClick={() => onChange(withFilter(query, { [field]: undefined }))}
        >
          {textOf(field)}
        </Tag>
      ))}
      <TextButton onClick={() => onChange(withoutFilters(query))}>{t('submissions.filter.clear')}</TextButton>
    </Flex>
  );
};
