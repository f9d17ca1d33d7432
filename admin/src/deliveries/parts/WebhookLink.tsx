import { Typography } from '@strapi/design-system';

import { TextLink } from '../../ui/TextLink';
import { useTexts } from '../../ui/useTexts';
import { webhookPath } from '../../webhooks/paths';

interface WebhookLinkProps {
  readonly id: string;
  /** `null` when the webhook is no more. */
  readonly name: string | null;
  /** Whether the administrator may see webhooks; asked once by whoever draws a list of these. */
  readonly canOpen: boolean;
}

/** The name of a webhook on one line, linked to it where it may be opened. */
export const WebhookLink = ({ id, name, canOpen }: WebhookLinkProps) => {
  const t = useTexts();
  if (name === null) return <Typography textColor="neutral600">{t('deliveries.webhook-gone')}</Typography>;
  return (
    <Typography ellipsis tag="span" style={{ display: 'block' }} title={name}>
      {canOpen ? (
        <TextLink to={webhookPath(id)} onClick={(event) => event.stopPropagation()}>
          {name}
        </TextLink>
      ) : (
        name
      )}
    </Typography>
  );
};
