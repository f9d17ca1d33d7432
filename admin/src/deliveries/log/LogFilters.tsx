import {
  Box,
  Button,
  Combobox,
  ComboboxOption,
  Flex,
  MultiSelect,
  MultiSelectOption,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';
import { Filter } from '@strapi/icons';
import { styled } from 'styled-components';

import { DELIVERY_STATES, OVERVIEW_RANGES } from '../../../../shared/contracts/delivery';
import { useTexts } from '../../ui/useTexts';
import { withFilter, type LogQuery } from '../log-query';
import { LogFilterTags } from './LogFilterTags';
import { MoreFilters } from './MoreFilters';
import type { Choices } from './useChoices';

export interface FilterProps {
  readonly query: LogQuery;
  readonly choices: Choices;
  readonly onChange: (query: LogQuery) => void;
}

/** The design system lets a select grow with its text; a bar of filters must stand still. */
const Slot = styled(Box)`
  flex: 1 1 15rem;
  max-width: 20rem;
`;

const ANY_TIME = 'any';
const CUSTOM = 'custom';

const StateFilter = ({ query, onChange }: FilterProps) => {
  const t = useTexts();
  return (
    <MultiSelect
      size="S"
      aria-label={t('deliveries.filter.states')}
      placeholder={t('deliveries.filter.all-states')}
      value={[...(query.states ?? [])]}
      onChange={(states) => onChange(withFilter(query, { states: DELIVERY_STATES.filter((state) => states.includes(state)) }))}
      onClear={() => onChange(withFilter(query, { states: undefined }))}
      clearLabel={t('ui.clear')}
      customizeContent={(states) =>
        (states ?? []).map((state) => t(`ui.delivery-state.${state as (typeof DELIVERY_STATES)[number]}`)).join(', ')
      }
    >
      {DELIVERY_STATES.map((state) => (
        <MultiSelectOption key={state} value={state}>
          {t(`ui.delivery-state.${state}`)}
        </MultiSelectOption>
      ))}
    </MultiSelect>
  );
};

const WebhookFilter = ({ query, choices, onChange }: FilterProps) => {
  const t = useTexts();
  // A webhook that was deleted still has deliveries, and a link to them must say that it filters.
  const isUnknown = query.webhookId !== undefined && !choices.webhooks.some(({ id }) => id === query.webhookId);
  return (
    <Combobox
      size="S"
      aria-label={t('deliveries.filter.webhook')}
      placeholder={t('deliveries.filter.all-webhooks')}
      noOptionsMessage={() => t('deliveries.filter.no-webhook')}
      value={query.webhookId ?? ''}
      onChange={(webhookId?: string) => onChange(withFilter(query, { webhookId: webhookId || undefined, receiverId: undefined }))}
      onClear={() => onChange(withFilter(query, { webhookId: undefined, receiverId: undefined }))}
      clearLabel={t('ui.clear')}
    >
      {choices.webhooks.map(({ id, name }) => (
        <ComboboxOption key={id} value={id}>
          {name}
        </ComboboxOption>
      ))}
      {isUnknown && <ComboboxOption value={query.webhookId ?? ''}>{t('deliveries.webhook-gone')}</ComboboxOption>}
    </Combobox>
  );
};

const TimeFilter = ({ query, onChange, onCustom }: Omit<FilterProps, 'choices'> & { onCustom: () => void }) => {
  const t = useTexts();
  const choose = (value: string | number) => {
    if (value === CUSTOM) return onCustom();
    return onChange(withFilter(query, { range: OVERVIEW_RANGES.find((range) => range === value), from: undefined, to: undefined }));
  };
  return (
    <SingleSelect
      size="S"
      aria-label={t('deliveries.filter.time')}
      value={query.range ?? (query.from || query.to ? CUSTOM : ANY_TIME)}
      onChange={choose}
    >
      <SingleSelectOption value={ANY_TIME}>{t('deliveries.filter.any-time')}</SingleSelectOption>
      {OVERVIEW_RANGES.map((range) => (
        <SingleSelectOption key={range} value={range}>
          {t(`deliveries.filter.last-${range}`)}
        </SingleSelectOption>
      ))}
      <SingleSelectOption value={CUSTOM}>{t('deliveries.filter.custom-time')}</SingleSelectOption>
    </SingleSelect>
  );
};

/** Id of the panel that the bar's button opens. */
const PANEL_ID = 'switchboard-more-filters';

/** The filters people use most. `onToggle` opens and closes the others, see `LogFilterPanel`. */
export const LogFilterBar = ({ isOpen, onToggle, ...props }: FilterProps & { isOpen: boolean; onToggle: () => void }) => {
  const t = useTexts();
  return (
    <Flex gap={2} wrap="wrap" width="100%" role="search" aria-label={t('deliveries.filter.label')}>
      <Slot>
        <StateFilter {...props} />
      </Slot>
      {(props.choices.webhooks.length > 0 || props.query.webhookId) && (
        <Slot>
          <WebhookFilter {...props} />
        </Slot>
      )}
      <Slot>
        <TimeFilter {...props} onCustom={() => !isOpen && onToggle()} />
      </Slot>
      <Button variant="tertiary" size="S" startIcon={<Filter />} aria-expanded={isOpen} aria-controls={PANEL_ID} onClick={onToggle}>
        {t(isOpen ? 'deliveries.filter.fewer' : 'deliveries.filter.more')}
      </Button>
    </Flex>
  );
};

/** The rarer filters, and whatever is set that the bar does not show. */
export const LogFilterPanel = ({ isOpen, ...props }: FilterProps & { isOpen: boolean }) => (
  <Flex direction="column" alignItems="stretch" gap={3} width="100%">
    <div id={PANEL_ID} hidden={!isOpen}>
      {isOpen && <MoreFilters {...props} />}
    </div>
    <LogFilterTags {...props} />
  </Flex>
);
