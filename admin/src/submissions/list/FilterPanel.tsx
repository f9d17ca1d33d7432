import { Box, Grid, TextButton } from '@strapi/design-system';

import { SUBMISSION_STATES, type InboxForm, type SubmissionColumn } from '../../../../shared/contracts/form';
import { InstantFilter } from '../../ui/list/InstantFilter';
import { useTexts } from '../../ui/useTexts';
import { withFilter, withoutFilters, type SubmissionQuery } from '../submission-query';
import { AnswerFilters } from './AnswerFilters';
import { Cell, Choice } from './Choice';

interface FilterPanelProps {
  readonly query: SubmissionQuery;
  readonly form: InboxForm;
  /** All that the form has, or had. */
  readonly columns: readonly SubmissionColumn[];
  readonly onChange: (query: SubmissionQuery) => void;
}

const toSwitch = (value: string | undefined): boolean | undefined => (value === undefined ? undefined : value === 'true');

/** The filters that are rarer than the trays and the search. */
export const FilterPanel = ({ query, form, columns, onChange }: FilterPanelProps) => {
  const t = useTexts();
  const anything = t('submissions.filter.any');
  const yesNo = [
    { value: 'true', label: t('submissions.yes') },
    { value: 'false', label: t('submissions.no') },
  ];
  const newest = form.version ?? 0;
  const versions = Array.from({ length: newest }, (_, i) => String(newest - i));
  return (
    <Box background="neutral0" borderColor="neutral150" hasRadius padding={5} width="100%">
      <Grid.Root gap={5}>
        <Choice
          label={t('submissions.filter.state')}
          anything={anything}
          value={query.state}
          choices={SUBMISSION_STATES.map((state) => ({ value: state, label: t(`submissions.state.${state}`) }))}
          onChange={(value) => onChange(withFilter(query, { state: SUBMISSION_STATES.find((state) => state === value) }))}
        />
        <Choice
          label={t('submissions.filter.isTest')}
          anything={anything}
          value={query.isTest === undefined ? undefined : String(query.isTest)}
          choices={yesNo}
          onChange={(value) => onChange(withFilter(query, { isTest: toSwitch(value) }))}
        />
        <Choice
          label={t('submissions.filter.version')}
          anything={anything}
          value={query.version === undefined ? undefined : String(query.version)}
          choices={versions.map((value) => ({ value, label: value }))}
          onChange={(value) => onChange(withFilter(query, { version: value === undefined ? undefined : Number(value) }))}
        />
        {form.locales.length > 1 && (
          <Choice
            label={t('submissions.filter.locale')}
            anything={anything}
            value={query.locale}
            choices={form.locales.map((value) => ({ value, label: value }))}
            onChange={(locale) => onChange(withFilter(query, { locale }))}
          />
        )}
        {(['from', 'to'] as const).map((field) => (
          <Cell key={field} isWide>
            <InstantFilter
              label={t(`submissions.filter.${field}`)}
              value={query[field]}
              onChange={(instant) => onChange(withFilter(query, { [field]: instant }))}
            />
          </Cell>
        ))}
      </Grid.Root>
      <AnswerFilters answers={query.answers} columns={columns} onChange={(answers) => onChange(withFilter(query, { answers }))} />
      <Box paddingTop={4}>
        <TextButton onClick={() => onChange(withoutFilters(query))}>{t('ui.filter.clear-all')}</TextButton>
      </Box>
    </Box>
  );
};
