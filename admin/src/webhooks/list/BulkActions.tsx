import { Button, Typography } from '@strapi/design-system';
import { Minus, Play, Trash } from '@strapi/icons';
import { useState } from 'react';

import type { WebhookListItem } from '../../../../shared/contracts';
import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';

interface BulkActionsProps {
  readonly webhooks: readonly WebhookListItem[];
  readonly onSwitch: (isEnabled: boolean) => Promise<unknown>;
  readonly onDelete: (webhooks: readonly WebhookListItem[]) => void;
}

/** What can be done with the selected webhooks; declared ones are left out, and that is said. */
export const BulkActions = ({ webhooks, onSwitch, onDelete }: BulkActionsProps) => {
  const t = useTexts();
  const { can } = useAllowed('webhooks');
  const [isBusy, setIsBusy] = useState(false);
  const changeable = webhooks.filter((webhook) => !webhook.isDeclared);
  const declaredCount = webhooks.length - changeable.length;
  const switchAll = async (isEnabled: boolean) => {
    setIsBusy(true);
    await onSwitch(isEnabled).finally(() => setIsBusy(false));
  };
  return (
    <>
      {can.update && (
        <>
          <Button
            size="S"
            variant="tertiary"
            startIcon={<Play />}
            loading={isBusy}
            disabled={!changeable.some((webhook) => !webhook.isEnabled)}
            onClick={() => switchAll(true)}
          >
            {t('webhooks.list.switch-on')}
          </Button>
          <Button
            size="S"
            variant="tertiary"
            startIcon={<Minus />}
            loading={isBusy}
            disabled={!changeable.some((webhook) => webhook.isEnabled)}
            onClick={() => switchAll(false)}
          >
            {t('webhooks.list.switch-off')}
          </Button>
        </>
      )}
      {can.delete && (
        <Button
          size="S"
          variant="danger-light"
          startIcon={<Trash />}
          disabled={changeable.length === 0}
          onClick={() => onDelete(changeable)}
        >
          {t('ui.delete')}
        </Button>
      )}
      {declaredCount > 0 && (
        <Typography variant="pi" textColor="neutral600">
          {t('webhooks.list.declared-left-out', { count: declaredCount })}
        </Typography>
      )}
    </>
  );
};
