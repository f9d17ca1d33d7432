import { Box, Button, Field, Flex, IconButton, NumberInput, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { useState } from 'react';

import { RETRY_PRESETS, type RetrySchedule } from '../../../../../shared/contracts';
import { Select } from '../../../ui/choices';
import { useTexts } from '../../../ui/useTexts';
import { Fault, FieldBox, useDraftField } from '../fields';
import { useDuration } from './useDuration';

const KINDS = ['standard', 'quick', 'none', 'custom'] as const satisfies readonly RetrySchedule['kind'][];

const UNITS = { seconds: 1, minutes: 60, hours: 3_600 } as const;
type Unit = keyof typeof UNITS;

/** The largest unit that says the delay without a fraction. */
const unitOf = (delayS: number): Unit =>
  delayS > 0 && delayS % 3_600 === 0 ? 'hours' : delayS > 0 && delayS % 60 === 0 ? 'minutes' : 'seconds';

/** Seconds before each attempt after the first. */
const delaysOf = (retry: RetrySchedule): readonly number[] => (retry.kind === 'custom' ? retry.delaysS : RETRY_PRESETS[retry.kind]);

interface DelayRowProps {
  readonly index: number;
  readonly onRemove: () => void;
}

const DelayRow = ({ index, onRemove }: DelayRowProps) => {
  const t = useTexts();
  const name = `retry.delaysS.${index}`;
  const { value: delayS, error, set, isDisabled } = useDraftField<number>(name);
  const [unit, setUnit] = useState<Unit>(() => unitOf(delayS));
  const number = index + 2;
  return (
    <Flex tag="li" gap={2} alignItems="flex-start">
      <Box minWidth="12rem" paddingTop={1}>
        <Typography textColor="neutral600">{t('webhooks.retry.attempt-after', { number })}</Typography>
      </Box>
      <Box width="12rem">
        <Field.Root id={name} name={name} error={error}>
          <NumberInput
            size="S"
            aria-label={t('webhooks.retry.delay', { number })}
            value={delayS / UNITS[unit]}
            disabled={isDisabled}
            onValueChange={(next) => next !== undefined && set(Math.round(next * UNITS[unit]))}
          />
          <Field.Error />
        </Field.Root>
      </Box>
      <Box width="14rem">
        <Select
          size="S"
          label={t('webhooks.retry.unit', { number })}
          value={unit}
          isDisabled={isDisabled}
          choices={(['seconds', 'minutes', 'hours'] as const).map((one) => ({ value: one, label: t(`webhooks.retry.${one}`) }))}
          onChange={(next) => {
            set(Math.round((delayS / UNITS[unit]) * UNITS[next]));
            setUnit(next);
          }}
        />
      </Box>
      {!isDisabled && (
        <IconButton size="S" variant="ghost" label={t('webhooks.retry.remove', { number })} onClick={onRemove}>
          <Trash />
        </IconButton>
      )}
    </Flex>
  );
};

const CustomDelays = () => {
  const t = useTexts();
  const { value: delaysS, set, isDisabled } = useDraftField<readonly number[]>('retry.delaysS');
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex tag="ol" direction="column" alignItems="stretch" gap={2}>
        {delaysS.map((_, index) => (
          <DelayRow
            key={`${index}/${delaysS.length}`}
            index={index}
            onRemove={() => set(delaysS.filter((__, other) => other !== index))}
          />
        ))}
      </Flex>
      <Fault name="retry.delaysS" />
      {!isDisabled && (
        <Box>
          <Button
            variant="tertiary"
            size="S"
            startIcon={<Plus />}
            // Most schedules wait longer each time; a day is the longest that is of any use.
            onClick={() => set([...delaysS, Math.min(86_400, (delaysS.at(-1) ?? 5) * 2)])}
          >
            {t('webhooks.retry.add')}
          </Button>
        </Box>
      )}
    </Flex>
  );
};

/** The attempts of a schedule one after the other, each with the time that has passed since the event. */
const Timeline = ({ delaysS }: { delaysS: readonly number[] }) => {
  const t = useTexts();
  const formatDuration = useDuration();
  const totals = delaysS.reduce<readonly number[]>((sums, delayS) => [...sums, (sums.at(-1) ?? 0) + delayS], [0]);
  return (
    <Box background="neutral100" hasRadius padding={3}>
      <Flex tag="ol" gap={2} wrap="wrap" aria-label={t('webhooks.retry.timeline')}>
        {totals.map((totalS, index) => (
          <Flex key={index} tag="li" gap={2}>
            {index > 0 && (
              <Typography variant="pi" textColor="neutral500" aria-hidden>
                →
              </Typography>
            )}
            <Box background="neutral0" borderColor="neutral200" hasRadius paddingLeft={2} paddingRight={2}>
              <Typography variant="pi" textColor="neutral800">
                {index === 0 ? t('webhooks.retry.at-once') : `+${formatDuration(totalS)}`}
              </Typography>
            </Box>
          </Flex>
        ))}
      </Flex>
      <Typography variant="pi" textColor="neutral600" tag="p" paddingTop={2}>
        {delaysS.length === 0
          ? t('webhooks.retry.once')
          : t('webhooks.retry.summary', { count: totals.length, duration: formatDuration(totals.at(-1) ?? 0) })}
      </Typography>
    </Box>
  );
};

/** When a failed delivery is tried again: a preset or delays of one's own, and what that comes to. */
export const RetryChoice = () => {
  const t = useTexts();
  const { value: retry, set, isDisabled } = useDraftField<RetrySchedule>('retry');
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Box maxWidth="48rem">
        <FieldBox name="retry.kind" label={t('webhooks.retry.label')}>
          <Select
            value={retry.kind}
            isDisabled={isDisabled}
            choices={KINDS.map((kind) => ({ value: kind, label: t(`webhooks.retry.${kind}`) }))}
            // A schedule of one's own starts from the one that was chosen before.
            onChange={(kind) => set(kind === 'custom' ? { kind, delaysS: [...delaysOf(retry)] } : { kind })}
          />
        </FieldBox>
      </Box>
      {retry.kind === 'custom' && <CustomDelays />}
      <Timeline delaysS={delaysOf(retry)} />
    </Flex>
  );
};
