import { Grid } from '@strapi/design-system';

import type { Overview } from '../../../../shared/contracts/delivery';
import { BarChart, LineChart } from '../../ui/Chart';
import { useTexts } from '../../ui/useTexts';
import { Section } from '../../ui/Section';
import { useNumbers } from './useNumbers';

/** Attempts and response times over the range. */
export const Plots = ({ overview: { range, points } }: { overview: Overview }) => {
  const t = useTexts();
  const { count, duration, axis } = useNumbers();
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={7} s={12} xs={12} direction="column" alignItems="stretch">
        <Section title={t('overview.attempts')}>
          <BarChart
            label={t('overview.attempts-label')}
            points={points.map(({ at, delivered, failed }) => ({ at, values: { delivered, failed } }))}
            series={[
              { key: 'delivered', label: t('overview.delivered'), color: 'success500' },
              { key: 'failed', label: t('overview.failed'), color: 'danger500' },
            ]}
            formatAt={axis(range)}
            formatValue={count}
          />
        </Section>
      </Grid.Item>
      <Grid.Item col={5} s={12} xs={12} direction="column" alignItems="stretch">
        <Section title={t('overview.response-time')}>
          <LineChart
            label={t('overview.response-label')}
            points={points.map(({ at, p50Ms, p95Ms }) => ({ at, values: { p50Ms, p95Ms } }))}
            series={[
              { key: 'p50Ms', label: t('overview.p50'), color: 'primary600' },
              { key: 'p95Ms', label: t('overview.p95'), color: 'warning500' },
            ]}
            formatAt={axis(range)}
            formatValue={duration}
          />
        </Section>
      </Grid.Item>
    </Grid.Root>
  );
};
