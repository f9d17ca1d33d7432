import { Button, Flex, Loader, TextButton, Typography } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';

import type { DeliveryFilter } from '../../../../shared/contracts/delivery';
import { ConfirmAction } from '../../ui/ConfirmAction';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { activeFields, toFilter, type LogQuery } from '../log-query';
import { Progress } from '../parts/Progress';
import { useMatching, type BulkAction, type Matching } from './useMatching';

interface MatchingActionProps {
  readonly action: BulkAction;
  readonly query: LogQuery;
  readonly onActed: () => void;
}

/** The filter as it stands now: what happens while the question is on the screen is not what was counted. */
const freeze = (query: LogQuery): DeliveryFilter => {
  const now = Date.now();
  const filter = toFilter(query, now);
  return { ...filter, to: filter.to ?? new Date(now).toISOString() };
};

const Question = ({
  state,
  action,
  isFiltered,
  onStop,
}: {
  state: Matching;
  action: BulkAction;
  isFiltered: boolean;
  onStop: () => void;
}) => {
  const t = useTexts();
  if (state.kind === 'counting') {
    return (
      <Flex direction="column" gap={2}>
        <Loader small>{t('deliveries.matching.counting')}</Loader>
        {state.count > 0 && <Typography>{t('deliveries.matching.so-far', { count: state.count })}</Typography>}
      </Flex>
    );
  }
  if (state.kind === 'failed') return <Typography textColor="danger600">{t('deliveries.matching.failed')}</Typography>;
  if (state.kind === 'counted') {
    return (
      <Typography textAlign="center">
        {t(`deliveries.${action}.all-text`, { count: state.count, isCapped: state.isCapped, isFiltered })}
      </Typography>
    );
  }
  const { done, total } = state;
  return (
    <Flex direction="column" gap={3} alignItems="stretch" width="100%" aria-live="polite">
      <Typography textAlign="center">
        {total === null ? t('deliveries.matching.done', { done }) : t('deliveries.matching.progress', { done, total })}
      </Typography>
      {total !== null && <Progress label={t('deliveries.matching.label')} done={done} total={total} />}
      <Flex justifyContent="center">
        <TextButton onClick={onStop}>{t('deliveries.matching.stop')}</TextButton>
      </Flex>
    </Flex>
  );
};

/** "Resend all that match": counts first, says the number, and goes on until all of them are done. */
export const MatchingAction = ({ action, query, onActed }: MatchingActionProps) => {
  const t = useTexts();
  const { succeed, fail } = useNotices();
  const { state, count, run, stop } = useMatching(action);
  const [isOpen, setIsOpen] = useState(false);
  const filter = useRef<DeliveryFilter>({});
  useEffect(() => stop, [stop]);

  const open = () => {
    filter.current = freeze(query);
    setIsOpen(true);
    void count(filter.current);
  };
  const close = () => {
    stop();
    setIsOpen(false);
  };
  const confirm = async () => {
    if (state.kind !== 'counted') return;
    const { done, error } = await run(filter.current, state.isCapped ? null : state.count);
    if (error) fail(error);
    if (done > 0) succeed(t(`deliveries.${action}.many-done`, { count: done }));
    onActed();
  };
  const isFiltered = activeFields(query).length > 0;
  const found = state.kind === 'counted' ? state.count : 0;
  return (
    <>
      <Button variant={action === 'resend' ? 'secondary' : 'tertiary'} onClick={open}>
        {t(`deliveries.${action}.all`, { isFiltered })}
      </Button>
      <ConfirmAction
        isOpen={isOpen}
        onClose={close}
        onConfirm={confirm}
        title={t(`deliveries.${action}.all-title`, { isFiltered })}
        confirmLabel={found > 0 ? t(`deliveries.${action}.count`, { count: found }) : t(`deliveries.${action}`)}
        variant={action === 'cancel' ? 'danger-light' : 'default'}
        isDisabled={found === 0}
      >
        <Question state={state} action={action} isFiltered={isFiltered} onStop={stop} />
      </ConfirmAction>
    </>
  );
};
