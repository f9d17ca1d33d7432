import { Flex, Tag, TextButton } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import type { AnswerFilter, SubmissionColumn } from '../../../../shared/contracts/form';
import { useExactTime } from '../../ui/RelativeTime';
import { useTexts } from '../../ui/useTexts';
import { wordsFor } from '../answer-filter';
import { rareFields, withFilter, withoutFilters, type RareField, type SubmissionQuery } from '../submission-query';
import { useColumnName } from '../useColumnName';

interface FilterTagsProps {
  readonly query: SubmissionQuery;
  /** All that the form has, or had. */
  readonly columns: readonly SubmissionColumn[];
  readonly onChange: (query: SubmissionQuery) => void;
}

/** A label may be a whole question. */
const LONGEST_NAME = 60;

const shortened = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);

const useAnswerText = (columns: readonly SubmissionColumn[]) => {
  const t = useTexts();
  const nameOf = useColumnName();
  return ({ field, operator, value = '' }: AnswerFilter): string => {
    const column = columns.find(({ key }) => key === field);
    const words = wordsFor(value, column, { yes: t('submissions.yes'), no: t('submissions.no') });
    const parts = { field: shortened(column ? nameOf(column) : field), operator: t(`forms.operator.${operator}`), value: words };
    return t('submissions.filter.answer-tag', parts).trim();
  };
};

/** What is set, one thing after the other: in words, and how it looks without. */
const useTags = ({ query, columns }: Omit<FilterTagsProps, 'onChange'>) => {
  const t = useTexts();
  const formatExact = useExactTime();
  const answerText = useAnswerText(columns);
  const valueOf = (field: RareField): string => {
    if (field === 'state' && query.state) return t(`submissions.state.${query.state}`);
    if (field === 'isTest') return t(query.isTest ? 'submissions.yes' : 'submissions.no');
    const value = String(query[field]);
    return field === 'from' || field === 'to' ? formatExact(value) : value;
  };
  const { answers = [] } = query;
  const without = (answer: AnswerFilter): readonly AnswerFilter[] | undefined =>
    answers.length > 1 ? answers.filter((one) => one !== answer) : undefined;
  return [
    ...rareFields(query).map((field) => ({
      text: t('submissions.filter.tag', { name: t(`submissions.filter.${field}`), value: valueOf(field) }),
      removal: { [field]: undefined },
    })),
    ...answers.map((answer) => ({ text: answerText(answer), removal: { answers: without(answer) } })),
  ];
};

/** The filters that are set while their panel is folded, each with a cross to remove it: nobody is to look at half a list unawares. */
export const FilterTags = ({ query, columns, onChange }: FilterTagsProps) => {
  const t = useTexts();
  const tags = useTags({ query, columns });
  if (tags.length === 0) return null;
  return (
    <Flex gap={2} wrap="wrap">
      {tags.map(({ text, removal }, index) => (
        <Tag
          key={index}
          icon={<Cross />}
          label={t('ui.filter.remove', { filter: text })}
          onClick={() => onChange(withFilter(query, removal))}
        >
          {text}
        </Tag>
      ))}
      <TextButton onClick={() => onChange(withoutFilters(query))}>{t('ui.filter.clear-all')}</TextButton>
    </Flex>
  );
};
