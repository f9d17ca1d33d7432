import type { AnswerFilter, SubmissionColumn } from '../../../../shared/contracts/form';
import { FilterTags } from '../../ui/list/FilterTags';
import { useExactTime } from '../../ui/RelativeTime';
import { useTexts } from '../../ui/useTexts';
import { wordsFor } from '../answer-filter';
import { rareFields, withFilter, withoutFilters, type RareField, type SubmissionQuery } from '../submission-query';
import { useColumnName } from '../useColumnName';

interface InboxFilterTagsProps {
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
const useTags = ({ query, columns }: Omit<InboxFilterTagsProps, 'onChange'>) => {
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
      field: field as string,
      text: t('submissions.filter.tag', { name: t(`submissions.filter.${field}`), value: valueOf(field) }),
      removal: { [field]: undefined },
    })),
    ...answers.map((answer, index) => ({
      field: `answer ${index}`,
      text: answerText(answer),
      removal: { answers: without(answer) },
    })),
  ];
};

/** The filters that are set while their panel is folded. */
export const InboxFilterTags = ({ query, columns, onChange }: InboxFilterTagsProps) => {
  const set = useTags({ query, columns });
  if (set.length === 0) return null;
  const tags = set.map(({ removal, ...tag }) => ({ ...tag, onRemove: () => onChange(withFilter(query, removal)) }));
  return <FilterTags tags={tags} onClear={() => onChange(withoutFilters(query))} />;
};
