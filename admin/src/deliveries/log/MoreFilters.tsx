import { Box, Combobox, ComboboxOption, Field, Grid, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { ReactNode } from 'react';

import { InstantFilter } from '../../ui/list/InstantFilter';
import { useTexts } from '../../ui/useTexts';
import { withFilter } from '../log-query';
import type { FilterProps } from './LogFilters';
import { TextFilter } from './TextFilter';

const STATUS = /^[1-5](\d\d|xx)$/i;

const Cell = ({ children }: { children: ReactNode }) => (
  <Grid.Item col={3} s={6} xs={12} direction="column" alignItems="stretch">
    {children}
  </Grid.Item>
);

/** Any event type: those the site knows are offered, others (emitted by code) are typed. */
const EventTypeFilter = ({ query, choices, onChange }: FilterProps) => {
  const t = useTexts();
  const set = (eventType?: string) => onChange(withFilter(query, { eventType: eventType?.trim() || undefined }));
  const known =
    choices.eventTypes.includes(query.eventType ?? '') || !query.eventType
      ? choices.eventTypes
      : [...choices.eventTypes, query.eventType];
  return (
    <Field.Root>
      <Field.Label>{t('deliveries.filter.event-type')}</Field.Label>
      <Combobox
        size="S"
        creatable
        createMessage={(value) => t('deliveries.filter.use', { value })}
        onCreateOption={set}
        placeholder="entry.publish"
        value={query.eventType ?? ''}
        onChange={set}
        onClear={() => set()}
        clearLabel={t('ui.clear')}
      >
        {known.map((type) => (
          <ComboboxOption key={type} value={type}>
            {type}
          </ComboboxOption>
        ))}
      </Combobox>
    </Field.Root>
  );
};

/** What events are about: documents of a content type, or submissions of a form. */
const SubjectFilter = ({ query, choices, onChange }: FilterProps) => {
  const t = useTexts();
  const subjects = [
    ...choices.contentTypes,
    ...choices.forms.map(({ uid, title }) => ({ uid, label: t('deliveries.filter.form', { title }) })),
  ];
  const isUnknown = query.uid !== undefined && !subjects.some(({ uid }) => uid === query.uid);
  return (
    <Field.Root>
      <Field.Label>{t('deliveries.filter.subject')}</Field.Label>
      <SingleSelect
        size="S"
        placeholder={t('deliveries.filter.all-subjects')}
        value={query.uid ?? null}
        onChange={(uid) => onChange(withFilter(query, { uid: String(uid) || undefined }))}
        onClear={() => onChange(withFilter(query, { uid: undefined }))}
        clearLabel={t('ui.clear')}
      >
        {subjects.map(({ uid, label }) => (
          <SingleSelectOption key={uid} value={uid}>
            {label}
          </SingleSelectOption>
        ))}
        {isUnknown && <SingleSelectOption value={query.uid ?? ''}>{query.uid}</SingleSelectOption>}
      </SingleSelect>
    </Field.Root>
  );
};

const ReceiverFilter = ({ query, choices, onChange }: FilterProps) => {
  const t = useTexts();
  const receivers = choices.webhooks.find(({ id }) => id === query.webhookId)?.receivers ?? [];
  if (receivers.length < 2) return null;
  return (
    <Cell>
      <Field.Root>
        <Field.Label>{t('deliveries.filter.receiver')}</Field.Label>
        <SingleSelect
          size="S"
          placeholder={t('deliveries.filter.all-receivers')}
          value={query.receiverId ?? null}
          onChange={(receiverId) => onChange(withFilter(query, { receiverId: String(receiverId) || undefined }))}
          onClear={() => onChange(withFilter(query, { receiverId: undefined }))}
          clearLabel={t('ui.clear')}
        >
          {receivers.map(({ id, url }) => (
            <SingleSelectOption key={id} value={id}>
              {url}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </Cell>
  );
};

/** The filters that are rarer: event, document, answer, exact times. */
export const MoreFilters = (props: FilterProps) => {
  const t = useTexts();
  const { query, onChange } = props;
  const text = (field: 'documentId' | 'eventId' | 'status') => ({
    value: query[field] ?? '',
    onChange: (value: string) => onChange(withFilter(query, { [field]: field === 'status' ? value.toLowerCase() : value })),
  });
  return (
    <Box background="neutral0" borderColor="neutral150" hasRadius padding={5}>
      <Grid.Root gap={5}>
        <Cell>
          <EventTypeFilter {...props} />
        </Cell>
        <Cell>
          <SubjectFilter {...props} />
        </Cell>
        <Cell>
          <TextFilter
            label={t('deliveries.filter.status')}
            placeholder="5xx"
            hint={t('deliveries.filter.status-hint')}
            check={(value) => (STATUS.test(value) ? undefined : t('deliveries.filter.status-wrong'))}
            {...text('status')}
          />
        </Cell>
        <Cell>
          <TextFilter label={t('deliveries.filter.document')} {...text('documentId')} />
        </Cell>
        <Cell>
          <TextFilter label={t('deliveries.filter.event')} {...text('eventId')} />
        </Cell>
        <ReceiverFilter {...props} />
        {(['from', 'to'] as const).map((field) => (
          <Cell key={field}>
            <InstantFilter
              label={t(`deliveries.filter.${field}`)}
              value={query[field]}
              onChange={(instant) => onChange(withFilter(query, { [field]: instant }))}
            />
          </Cell>
        ))}
      </Grid.Root>
    </Box>
  );
};
