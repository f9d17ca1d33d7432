import { Button, LinkButton } from '@strapi/design-system';
import { ClockCounterClockwise, Duplicate, List, Trash } from '@strapi/icons';
import { useForm } from '@strapi/strapi/admin';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';

import type { WebhookView } from '../../../../../shared/contracts';
import { logPath } from '../../../deliveries/parts/paths';
import { Section } from '../../../ui/Section';
import { useAllowed } from '../../../ui/useAllowed';
import { useTexts } from '../../../ui/useTexts';
import { DeleteDialog } from '../../DeleteDialog';
import { createPath, webhooksPath } from '../../paths';
import { RecoverDialog } from './RecoverDialog';

/** What else can be done with a stored webhook, and where its deliveries are. */
export const ActionsPanel = ({ webhook }: { webhook: WebhookView }) => {
  const t = useTexts();
  const navigate = useNavigate();
  const resetForm = useForm('ActionsPanel', (form) => form.resetForm);
  const webhooks = useAllowed('webhooks');
  const deliveries = useAllowed('deliveries');
  const [isRecovering, setIsRecovering] = useState(false);
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <Section isAside title={t('webhooks.actions.title')}>
      {deliveries.can.read && (
        <LinkButton tag={Link} to={logPath({ webhookId: webhook.id })} variant="tertiary" fullWidth startIcon={<List />}>
          {t('webhooks.actions.deliveries')}
        </LinkButton>
      )}
      {deliveries.can.resend && (
        <Button variant="tertiary" fullWidth startIcon={<ClockCounterClockwise />} onClick={() => setIsRecovering(true)}>
          {t('webhooks.recover.open')}
        </Button>
      )}
      {webhooks.can.create && (
        <LinkButton tag={Link} to={createPath(webhook.id)} variant="tertiary" fullWidth startIcon={<Duplicate />}>
          {t('ui.duplicate')}
        </LinkButton>
      )}
      {webhooks.can.delete && !webhook.isDeclared && (
        <Button variant="danger-light" fullWidth startIcon={<Trash />} onClick={() => setIsDeleting(true)}>
          {t('ui.delete')}
        </Button>
      )}
      <RecoverDialog webhook={webhook} isOpen={isRecovering} onClose={() => setIsRecovering(false)} />
      <DeleteDialog
        webhooks={isDeleting ? [webhook] : []}
        onClose={() => setIsDeleting(false)}
        onDeleted={() => {
          // What was not saved went with the webhook: nobody needs to be asked about it.
          resetForm();
          setTimeout(() => navigate(webhooksPath));
        }}
      />
    </Section>
  );
};
