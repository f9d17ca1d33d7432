import { Button, DateTimePicker, Field, Flex, Modal, Typography } from '@strapi/design-system';
import { useEffect, useState } from 'react';

import type { BulkResult, WebhookView } from '../../../../../shared/contracts';
import { useExactTime } from '../../../ui/RelativeTime';
import { useNotices } from '../../../ui/useNotices';
import { useFocusReturn } from '../../../ui/useFocusReturn';
import { useTexts } from '../../../ui/useTexts';
import { useRecoverWebhookMutation } from '../../webhooks.api';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

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
  const focusReturn = useFocusReturn();
  const formatExact = useExactTime();
  const { succeed, fail } = useNotices();
  const [since, setSince] = useState<Date>(aDayAgo);
  const [counted, setCounted] = useState<BulkResult | null>(null);
  const [recover, { isLoading }] = useRecoverWebhookMutation();

  // A count is about one instant; another instant has another count.
  useEffect(() => setCounted(null), [since, isOpen]);

  const run = async (isDryRun: boolean) => {
    const answer = await recover({ id: webhook.id, since: since.toISOString(), isDryRun });
    if ('error' in answer) return fail(answer.error);
    if (isDryRun) return setCounted(answer.data ?? null);
    succeed(t('webhooks.recover.done', { count: answer.data?.count ?? 0 }));
    return onClose();
  };
  return (
    <Modal.Root open={isOpen} onOpenChange={(isNowOpen) => !isNowOpen && !isLoading && onClose()}>
      <Modal.Content {...focusReturn}>
        <Modal.Header closeLabel={t('ui.close')}>
          <Modal.Title>{t('webhooks.recover.title')}</Modal.Title>
        </Modal.Header>
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
                clearLabel={t('webhooks.clear')}
                onChange={(date: Date | undefined) => date && setSince(date)}
              />
            </Field.Root>
            {counted && (
              <Typography fontWeight="bold" aria-live="polite">
                {t(counted.isCapped ? 'webhooks.recover.capped' : 'webhooks.recover.count', {
                  count: counted.count,
                  since: formatExact(since.toISOString()),
                })}
              </Typography>
            )}
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose} disabled={isLoading}>
            {t('ui.cancel')}
          </Button>
          {counted && counted.count > 0 ? (
            <Button loading={isLoading} onClick={() => run(false)}>
              {t('webhooks.recover.send', { count: counted.count })}
            </Button>
          ) : (
            <Button variant="secondary" loading={isLoading} onClick={() => run(true)}>
              {t('webhooks.recover.count-button')}
            </Button>
          )}
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
