import { useContentTypes } from '../../content-manager/content-types.api';
import { FilterTags } from '../../ui/list/FilterTags';
import { useExactTime } from '../../ui/RelativeTime';
import { useTexts } from '../../ui/useTexts';
import { activeFields, withFilter, type FilterField } from '../log-query';
import { formKeyOf } from '../parts/useSubmissionOf';
import type { FilterProps } from './LogFilters';

/** The others stand in the bar for all to see. */
type TagField = Exclude<FilterField, 'states' | 'webhookId' | 'range'>;
const isTag = (field: FilterField): field is TagField => field !== 'states' && field !== 'webhookId' && field !== 'range';

/** The filters that are set and not in the bar, each with a cross to remove it. */
export const LogFilterTags = ({ query, choices, onChange }: FilterProps) => {
  const t = useTexts();
  const { nameOf } = useContentTypes();
  const formatExact = useExactTime();
  const fields = activeFields(query);
  if (fields.length === 0) return null;

  const receivers = choices.webhooks.flatMap((webhook) => webhook.receivers);
  const valueOf = (field: TagField): string => {
    const value = String(query[field]);
    if (field === 'uid') return nameOf(value);
    if (field === 'receiverId') return receivers.find(({ id }) => id === value)?.url ?? value;
    return field === 'from' || field === 'to' ? formatExact(value) : value;
  };
  const textOf = (field: TagField): string => {
    const key = field === 'uid' ? formKeyOf(query.uid ?? null) : null;
    if (key === null) return t(`deliveries.tag.${field}`, { value: valueOf(field) });
    // One that is gone, or not this person's to see, goes by its key.
    return t('deliveries.filter.form', { title: choices.forms.find(({ uid }) => uid === query.uid)?.title ?? key });
  };
  const tags = fields.filter(isTag).map((field) => ({
    field,
    text: textOf(field),
    onRemove: () => onChange(withFilter(query, { [field]: undefined })),
  }));
  return <FilterTags tags={tags} onClear={() => onChange({ limit: query.limit })} />;
};
