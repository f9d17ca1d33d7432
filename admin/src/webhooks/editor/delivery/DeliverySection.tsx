import { Box, Grid } from '@strapi/design-system';

import type { Order } from '../../../../../shared/contracts';
import { Radios } from '../../../ui/choices';
import { Section } from '../../../ui/Section';
import { useTexts } from '../../../ui/useTexts';
import { NumberField, useDraftField } from '../fields';
import { RetryChoice } from './RetryChoice';

const orderOfKind = (kind: Order['kind']): Order => (kind === 'quiet-period' ? { kind, seconds: 60 } : { kind });

const KINDS = ['none', 'per-document', 'latest-only', 'quiet-period'] as const satisfies readonly Order['kind'][];

const OrderChoice = () => {
  const t = useTexts();
  const { value: order, set, isDisabled } = useDraftField<Order>('order');
  return (
    <>
      <Radios
        name="order.kind"
        label={t('webhooks.order.label')}
        value={order.kind}
        isDisabled={isDisabled}
        onChange={(kind) => set(orderOfKind(kind))}
        choices={KINDS.map((kind) => ({ value: kind, label: t(`webhooks.order.${kind}`), hint: t(`webhooks.order.${kind}-hint`) }))}
      />
      {order.kind === 'quiet-period' && (
        <Box maxWidth="24rem">
          <NumberField name="order.seconds" label={t('webhooks.order.seconds')} isRequired />
        </Box>
      )}
    </>
  );
};

/** How hard, how fast and in which order deliveries are tried. */
export const DeliverySection = () => {
  const t = useTexts();
  return (
    <Section title={t('webhooks.delivery.title')} hint={t('webhooks.delivery.hint')}>
      <RetryChoice />
      <Grid.Root gap={4}>
        <Grid.Item col={4} xs={12} direction="column" alignItems="stretch">
          <NumberField
            name="timeoutMs"
            label={t('webhooks.delivery.timeout')}
            hint={t('webhooks.delivery.timeout-hint')}
            scale={1_000}
            isRequired
          />
        </Grid.Item>
        <Grid.Item col={4} xs={12} direction="column" alignItems="stretch">
          <NumberField
            name="maxConcurrency"
            label={t('webhooks.delivery.concurrency')}
            hint={t('webhooks.delivery.concurrency-hint')}
            isRequired
          />
        </Grid.Item>
        <Grid.Item col={4} xs={12} direction="column" alignItems="stretch">
          <NumberField
            name="maxPerSecond"
            label={t('webhooks.delivery.rate')}
            hint={t('webhooks.delivery.rate-hint')}
            placeholder={t('webhooks.delivery.rate-none')}
            emptyValue={null}
          />
        </Grid.Item>
      </Grid.Root>
      <OrderChoice />
    </Section>
  );
};
