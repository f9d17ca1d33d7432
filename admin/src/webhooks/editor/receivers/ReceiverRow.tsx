import { Box, Field, Flex, IconButton, TextButton, TextInput, Tooltip, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import type { ClipboardEvent } from 'react';

import { FORMAT_KINDS, type Format, type FormatKind, type ReceiverView } from '../../../../../shared/contracts';
import { Select } from '../../../ui/choices';
import { RelativeTime } from '../../../ui/RelativeTime';
import { StateBadge } from '../../../ui/StateBadge';
import { useAllowed } from '../../../ui/useAllowed';
import { useNotices } from '../../../ui/useNotices';
import { useTexts } from '../../../ui/useTexts';
import { useEnableReceiverMutation } from '../../webhooks.api';
import { FormatOptions } from '../content/FormatOptions';
import { formatOfKind } from '../content/format-of-kind';
import { useDraftField } from '../fields';
import { urlsIn } from './urls-in';

interface ReceiverRowProps {
  readonly index: number;
  readonly webhookId: string | null;
  /** `undefined` for one that is not stored yet. */
  readonly health: ReceiverView | undefined;
  readonly isOnly: boolean;
  readonly onPasteMany: (urls: readonly string[]) => void;
  readonly onRemove: () => void;
}

const Health = ({ webhookId, receiver }: { webhookId: string; receiver: ReceiverView }) => {
  const t = useTexts();
  const { can } = useAllowed('webhooks');
  const { succeed, fail } = useNotices();
  const [enable, { isLoading }] = useEnableReceiverMutation();
  const run = async () => {
    const answer = await enable({ id: webhookId, receiverId: receiver.id });
    if ('error' in answer) fail(answer.error);
    else succeed(t('webhooks.receivers.enabled'));
  };
  return (
    <Flex gap={3} wrap="wrap" paddingTop={2}>
      <StateBadge kind="receiver" state={receiver.state} />
      {receiver.pendingCount > 0 && (
        <Typography variant="pi" textColor="neutral600">
          {t('webhooks.receivers.waiting', { count: receiver.pendingCount })}
        </Typography>
      )}
      {receiver.failingSince && (
        <Typography variant="pi" textColor="neutral600">
          {t('webhooks.receivers.failing-since')} <RelativeTime at={receiver.failingSince} />
        </Typography>
      )}
      {receiver.state === 'paused' && receiver.pausedUntil && (
        <Typography variant="pi" textColor="neutral600">
          {t('webhooks.receivers.paused-until')} <RelativeTime at={receiver.pausedUntil} />
        </Typography>
      )}
      {receiver.lastError && (
        <Tooltip label={receiver.lastError}>
          <Typography variant="pi" textColor="danger600" ellipsis maxWidth="32rem">
            {receiver.lastError}
          </Typography>
        </Tooltip>
      )}
      {receiver.state !== 'healthy' && receiver.state !== 'failing' && can.update && (
        <TextButton loading={isLoading} onClick={run}>
          {t('webhooks.receivers.enable')}
        </TextButton>
      )}
    </Flex>
  );
};

/** One receiver URL: its address, the format where it has one of its own, and how it is doing. */
export const ReceiverRow = ({ index, webhookId, health, isOnly, onPasteMany, onRemove }: ReceiverRowProps) => {
  const t = useTexts();
  const name = `receivers.${index}.url`;
  const { value: url, error, set, isDisabled } = useDraftField<string>(name);
  const { value: format, set: setFormat } = useDraftField<Format | null>(`receivers.${index}.format`);
  const webhookFormat = useDraftField<Format>('format').value;
  const number = index + 1;

  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const urls = urlsIn(event.clipboardData.getData('text'));
    if (urls.length < 2) return;
    event.preventDefault();
    onPasteMany(urls);
  };
  const choices = [
    {
      value: 'own' as const,
      label: t('webhooks.receivers.format-of-webhook', { format: t(`webhooks.format.${webhookFormat.kind}`) }),
    },
    ...FORMAT_KINDS.map((kind) => ({ value: kind, label: t(`webhooks.format.${kind}`) })),
  ];
  return (
    <Box tag="li" padding={3} background="neutral100" borderColor="neutral150" hasRadius>
      <Flex gap={2} alignItems="flex-start" wrap={{ initial: 'wrap', large: 'nowrap' }}>
        <Box flex="1 1 24rem" minWidth={0}>
          <Field.Root id={name} name={name} error={error}>
            <TextInput
              type="url"
              size="S"
              aria-label={t('webhooks.receivers.url', { number })}
              placeholder="https://example.com/webhooks/strapi"
              value={url}
              disabled={isDisabled}
              onPaste={paste}
              onChange={(event) => set(event.target.value.trim())}
            />
            <Field.Error />
          </Field.Root>
        </Box>
        <Box flex="0 0 20rem">
          <Select
            size="S"
            label={t('webhooks.receivers.format', { number })}
            value={format?.kind ?? 'own'}
            choices={choices}
            isDisabled={isDisabled}
            onChange={(kind: FormatKind | 'own') => setFormat(kind === 'own' ? null : formatOfKind(kind))}
          />
        </Box>
        {!isDisabled && (
          <IconButton
            size="S"
            variant="ghost"
            label={t('webhooks.receivers.remove', { number })}
            disabled={isOnly}
            onClick={onRemove}
          >
            <Trash />
          </IconButton>
        )}
      </Flex>
      {health && webhookId && <Health webhookId={webhookId} receiver={health} />}
      {format && (format.kind === 'cloudevents' || format.kind === 'template') && (
        <Box paddingTop={3}>
          <FormatOptions name={`receivers.${index}.format`} />
        </Box>
      )}
    </Box>
  );
};
