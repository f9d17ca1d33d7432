import { Flex, Typography } from '@strapi/design-system';

import type { WebhookView } from '../../../shared/contracts';
import { ConfirmAction } from '../ui/ConfirmAction';
import { useNotices } from '../ui/useNotices';
import { useTexts } from '../ui/useTexts';
import { useDeleteWebhookMutation, useGetImpactQuery } from './webhooks.api';

const Impact = ({ webhook }: { webhook: Pick<WebhookView, 'id' | 'name'> }) => {
  const t = useTexts();
  const { data: impact, isError } = useGetImpactQuery(webhook.id);
  return (
    <Typography tag="p" textAlign="center" textColor="neutral600">
      {impact && t('webhooks.delete.impact', { unfinished: impact.unfinishedCount, logged: impact.loggedCount })}
      {isError && t('webhooks.delete.impact-unknown')}
      {!impact && !isError && t('webhooks.delete.counting')}
    </Typography>
  );
};

interface DeleteDialogProps {
  /** None keeps the dialog closed. */
  readonly webhooks: readonly Pick<WebhookView, 'id' | 'name'>[];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Asks before webhooks are deleted, and says what goes with them. */
export const DeleteDialog = ({ webhooks, onClose, onDeleted }: DeleteDialogProps) => {
  const t = useTexts();
  const { succeed, fail } = useNotices();
  const [remove] = useDeleteWebhookMutation();
  const [only] = webhooks;
  const confirm = async () => {
    // One after the other: the first that fails stops the rest, and what is gone is gone.
    for (const { id } of webhooks) {
      const answer = await remove(id);
      if ('error' in answer) return fail(answer.error);
    }
    succeed(t('webhooks.delete.done', { count: webhooks.length }));
    return onDeleted();
  };
  return (
    <ConfirmAction
      isOpen={webhooks.length > 0}
      onClose={onClose}
      title={t('webhooks.delete.title', { count: webhooks.length })}
      confirmLabel={t('webhooks.delete.confirm', { count: webhooks.length })}
      variant="danger"
      onConfirm={confirm}
    >
      <Flex direction="column" gap={3}>
        <Typography textAlign="center">
          {t('webhooks.delete.question', { count: webhooks.length, name: only?.name ?? '' })}
        </Typography>
        {webhooks.length === 1 && only ? (
          <Impact webhook={only} />
        ) : (
          <Typography textAlign="center" textColor="neutral600">
            {t('webhooks.delete.many')}
          </Typography>
        )}
      </Flex>
    </ConfirmAction>
  );
};
