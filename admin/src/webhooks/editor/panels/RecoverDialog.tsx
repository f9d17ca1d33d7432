import { Button, DateTimePicker, Field, Flex, Modal, Typography } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';

import type { WebhookView } from '../../../../../shared/contracts';
import { ModalDialog, ModalFooter } from '../../../ui/ModalDialog';
import { useExactTime } from '../../../ui/RelativeTime';
import { useNotices } from '../../../ui/useNotices';
import { useTexts } from '../../../ui/useTexts';
import { walkSteps } from '../../../ui/walkSteps';
import { useRecoverWebhookMutation } from '../../webhooks.api';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Counting goes no further than this many steps (of 10,000 events each): the question should not take minutes. */
const COUNTING_STEPS = 20;

/** A day ago, to the minute, as a person would say it. */
const aDayAgo = () => new Date(Math.floor((Date.now() - DAY_MS) / MINUTE_MS) * MINUTE_MS);

interface RecoverDialogProps {
  readonly webhook: WebhookView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Sends again what the webhook missed since a time: counts first, sends only when asked a second time. */
export const RecoverDialog = ({ webhook, isOpen, onClose }: RecoverDialogProps) => {
  const t = useTexts();
  const formatExact = useExactTime();
  const { succeed, fail } = useNotices();
  const [since, setSince] = useState<Date>(aDayAgo);
  const [counted, setCounted] = useState<{ count: number; isCapped: boolean } | null>(null);
  const [soFar, setSoFar] = useState<number | null>(null);
  const [recover] = useRecoverWebhookMutation();
  const isLeft = useRef(false);
  const isLoading = soFar !== null;

  // A count is about one instant; another instant has another count.
  useEffect(() => setCounted(null), [since, isOpen]);
  useEffect(() => {
    isLeft.current = false;
    return () => {
      isLeft.current = true;
    };
  }, []);

  const ask = async (afterId: string | undefined, isDryRun: boolean) => {
    const answer = await recover({ id: webhook.id, since: since.toISOString(), afterId, isDryRun });
    if ('error' in answer) throw answer.error;
    return answer.data;
  };
  const run = async (isDryRun: boolean) => {
    setSoFar(0);
    try {
      const found = await walkSteps({
        ask: (afterId) => ask(afterId, isDryRun),
        onStep: setSoFar,
        isStopped: () => isLeft.current,
        maxSteps: isDryRun ? COUNTING_STEPS : Infinity,
      });
      if (isDryRun) return setCounted(found);
      succeed(t('webhooks.recover.done', { count: found.count }));
      return onClose();
    } catch (error) {
      return fail(error);
    } finally {
      setSoFar(null);
    }
  };
  return (
    <ModalDialog title={t('webhooks.recover.title')} isOpen={isOpen} onClose={onClose} isBusy={isLoading}>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Typography textColor="neutral600">{t('webhooks.recover.text')}</Typography>
          <Field.Root>
            <Field.Label>{t('webhooks.recover.since')}</Field.Label>
            <DateTimePicker
              value={since}
              maxDate={new Date()}
              step={5}
              dateLabel={t('webhooks.recover.date')}
              timeLabel={t('webhooks.recover.time')}
              clearLabel={t('ui.clear')}
              onChange={(date: Date | undefined) => date && setSince(date)}
            />
          </Field.Root>
          {soFar !== null && soFar > 0 && (
            <Typography aria-live="polite">{t('deliveries.matching.so-far', { count: soFar })}</Typography>
          )}
          {counted && !isLoading && (
            <Typography fontWeight="bold" aria-live="polite">
              {t(counted.isCapped ? 'webhooks.recover.capped' : 'webhooks.recover.count', {
                count: counted.count,
                since: formatExact(since.toISOString()),
              })}
            </Typography>
          )}
        </Flex>
      </Modal.Body>
      <ModalFooter onCancel={onClose} isBusy={isLoading}>
        {counted && (counted.count > 0 || counted.isCapped) ? (
          <Button loading={isLoading} onClick={() => run(false)}>
            {t('webhooks.recover.send', counted)}
          </Button>
        ) : (
          <Button variant="secondary" loading={isLoading} onClick={() => run(true)}>
            {t('webhooks.recover.count-button')}
          </Button>
        )}
      </ModalFooter>
    </ModalDialog>
  );
};
