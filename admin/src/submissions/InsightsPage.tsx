import { Flex, Grid, Typography } from '@strapi/design-system';
import { BackButton, Layouts } from '@strapi/strapi/admin';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useParams, useSearchParams } from 'react-router-dom';
import { styled } from 'styled-components';

import type { FormInsights } from '../../../shared/contracts/form';
import { submissionsPath } from '../forms/paths';
import { BigNumber } from '../ui/BigNumber';
import { ButtonChoice } from '../ui/ButtonChoice';
import { LineChart } from '../ui/Chart';
import { EmptyPage } from '../ui/EmptyPage';
import { NotLoaded } from '../ui/NotLoaded';
import { Section } from '../ui/Section';
import { TitledPage } from '../ui/TitledPage';
import { useTexts } from '../ui/useTexts';
import { Counts } from './insights/Counts';
import { useGetInsightsQuery, useListInboxFormsQuery } from './submissions.api';

const RANGES = [7, 30, 90, 365] as const;
type Days = (typeof RANGES)[number];
const DEFAULT_DAYS: Days = 30;

const DAY_MS = 86_400_000;

const rangeOf = (days: Days, nowMs: number) => {
  const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return { from: dayAt(nowMs - (days - 1) * DAY_MS), to: dayAt(nowMs) };
};

/** How far back, in the URL: a link shows a colleague the same numbers. */
const useDays = () => {
  const [search, setSearch] = useSearchParams();
  const days = RANGES.find((one) => String(one) === search.get('days')) ?? DEFAULT_DAYS;
  return [days, (next: Days) => setSearch(next === DEFAULT_DAYS ? {} : { days: String(next) })] as const;
};

const Row = styled.dl`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
  margin: 0;
`;

const Funnel = ({ insights: { views, starts, completions } }: { insights: FormInsights }) => {
  const t = useTexts();
  const { formatNumber } = useIntl();
  const shareOf = (part: number, whole: number, key: 'insights.of-views' | 'insights.of-starts'): string | null =>
    // Who posts without the browser library neither views nor starts.
    whole === 0 ? null : t(key, { share: formatNumber(Math.min(1, part / whole), { style: 'percent', maximumFractionDigits: 0 }) });
  return (
    <Row>
      <BigNumber name={t('insights.views')} value={formatNumber(views)} remark={t('insights.views-remark')} />
      <BigNumber name={t('insights.starts')} value={formatNumber(starts)} remark={shareOf(starts, views, 'insights.of-views')} />
      <BigNumber
        name={t('insights.completions')}
        value={formatNumber(completions)}
        remark={shareOf(completions, starts, 'insights.of-starts')}
      />
    </Row>
  );
};

const Numbers = ({ insights }: { insights: FormInsights }) => {
  const t = useTexts();
  const { formatDate, formatNumber } = useIntl();
  const { byDay, pages, distributions } = insights;
  const answered = distributions.filter(({ total }) => total > 0);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Funnel insights={insights} />
      <Section title={t('insights.by-day')}>
        <LineChart
          label={t('insights.by-day')}
          points={byDay.map(({ day, views, starts, completions }) => ({ at: day, values: { views, starts, completions } }))}
          series={[
            { key: 'views', label: t('insights.views'), color: 'neutral500' },
            { key: 'starts', label: t('insights.starts'), color: 'warning500' },
            { key: 'completions', label: t('insights.completions'), color: 'primary600' },
          ]}
          formatAt={(day) => formatDate(day, { day: 'numeric', month: 'short', timeZone: 'UTC' })}
          formatValue={(value) => formatNumber(value)}
        />
      </Section>
      {pages.length > 1 && pages.some(({ reached }) => reached > 0) && (
        <Section title={t('insights.left')}>
          <Typography textColor="neutral600">{t('insights.left-hint')}</Typography>
          <Counts
            caption={t('insights.left')}
            columns={[t('insights.page'), t('insights.left')]}
            rows={pages.map(({ id, title, left }, index) => ({
              id,
              label: title || t('insights.page-number', { number: index + 1 }),
              count: left,
            }))}
            total={Math.max(...pages.map(({ reached }) => reached))}
            isBad
          />
        </Section>
      )}
      <Grid.Root gap={4}>
        {answered.map(({ key, label, total, counts }) => (
          <Grid.Item key={key} col={6} s={12} xs={12} direction="column" alignItems="stretch">
            <Section title={label || key}>
              <Typography textColor="neutral600">{t('insights.answers', { count: total })}</Typography>
              <Counts
                caption={label || key}
                columns={[t('insights.answer'), t('insights.count')]}
                rows={counts.map(({ value, label: name, count }) => ({ id: value, label: name, count }))}
                total={total}
              />
            </Section>
          </Grid.Item>
        ))}
      </Grid.Root>
    </Flex>
  );
};

/** How a form does: who sees it, who begins, who ends, where people leave, and what they answer. */
export const InsightsPage = () => {
  const t = useTexts();
  const { id = '' } = useParams();
  const [days, setDays] = useDays();
  const range = useMemo(() => rangeOf(days, Date.now()), [days]);
  const { data: forms } = useListInboxFormsQuery();
  const { currentData: insights, error, refetch } = useGetInsightsQuery({ id, ...range }, { refetchOnMountOrArgChange: true });
  const form = forms?.find((one) => one.id === id);
  const isEmpty = insights !== undefined && insights.views + insights.starts + insights.completions === 0;
  return (
    <TitledPage
      title={t('insights.title')}
      subtitle={form?.title}
      isBusy={!insights && !error}
      navigationAction={<BackButton fallback={submissionsPath(id)} />}
      primaryAction={
        <ButtonChoice
          label={t('insights.range')}
          value={days}
          choices={RANGES.map((value) => ({ value, label: t('insights.days', { count: value }) }))}
          onChange={setDays}
        />
      }
    >
      <Layouts.Content>
        {error || !insights ? (
          <NotLoaded error={error} title={t('insights.failed')} onRetry={refetch} />
        ) : isEmpty ? (
          <EmptyPage title={t('insights.empty')} hint={t('insights.empty-hint')} />
        ) : (
          <Numbers insights={insights} />
        )}
      </Layouts.Content>
    </TitledPage>
  );
};
