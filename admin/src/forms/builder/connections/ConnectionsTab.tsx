import { Badge, Box, Button, Checkbox, Flex, LinkButton, Loader, Modal, Typography } from '@strapi/design-system';
import { List, Pencil, Plus } from '@strapi/icons';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';

import type { AttachedWebhook } from '../../../../../shared/contracts/form';
import { logPath } from '../../../deliveries/parts/paths';
import { ModalDialog } from '../../../ui/ModalDialog';
import { Notice } from '../../../ui/Notice';
import { Section } from '../../../ui/Section';
import { StateDot } from '../../../ui/StateBadge';
import { useAllowed } from '../../../ui/useAllowed';
import { useNotices } from '../../../ui/useNotices';
import { useTexts } from '../../../ui/useTexts';
import { webhookPath, webhooksPath } from '../../../webhooks/paths';
import { FORM_EVENTS, formEventType } from '../../form-events';
import { useAttachWebhookMutation, useListAttachedQuery } from '../../forms.api';
import { formUid } from '../../paths';
import { useBuilder } from '../useBuilder';

const useAttach = () => {
  const { fail } = useNotices();
  const { form } = useBuilder();
  const [attach, { isLoading }] = useAttachWebhookMutation();
  return {
    isLoading,
    attach: async (webhookId: string, types: readonly string[]): Promise<boolean> => {
      const answer = await attach({ id: form.id, webhookId, types });
      if ('error' in answer) fail(answer.error);
      return !('error' in answer);
    },
  };
};

const Connection = ({ webhook }: { webhook: AttachedWebhook }) => {
  const t = useTexts();
  const { formatList } = useIntl();
  const { form, isReadOnly } = useBuilder();
  const webhooks = useAllowed('webhooks');
  const deliveries = useAllowed('deliveries');
  const { attach, isLoading } = useAttach();
  const mayChange = !isReadOnly && webhooks.can.update && !webhook.isDeclared;
  const isViaAll = (type: string) => webhook.viaAllForms.includes(type);
  const toggle = (type: string) =>
    void attach(
      webhook.id,
      webhook.types.includes(type) ? webhook.types.filter((other) => other !== type) : [...webhook.types, type]
    );
  return (
    <Box tag="li" borderColor="neutral150" hasRadius padding={4} style={{ listStyle: 'none' }}>
      <Flex justifyContent="space-between" alignItems="flex-start" gap={3} wrap="wrap">
        <Box minWidth={0}>
          <Flex gap={2} wrap="wrap">
            <Typography tag="h3" fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
              {webhook.name}
            </Typography>
            {!webhook.isEnabled && <Badge>{t('forms.connections.off')}</Badge>}
            {webhook.isDeclared && <Badge>{t('webhooks.declared')}</Badge>}
            {webhook.asksFirst && <Badge variant="alternative">{t('forms.connections.asks-first')}</Badge>}
          </Flex>
          <Flex tag="ul" direction="column" alignItems="flex-start" gap={1} paddingTop={2}>
            {webhook.receivers.slice(0, 3).map(({ url, state }, index) => (
              <Flex tag="li" key={`${index} ${url}`} gap={2}>
                <StateDot kind="receiver" state={state} label={url} />
                <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
                  {url}
                </Typography>
              </Flex>
            ))}
          </Flex>
        </Box>
        <Flex gap={2} wrap="wrap">
          {deliveries.can.read && (
            <LinkButton
              size="S"
              variant="tertiary"
              tag={Link}
              to={logPath({ webhookId: webhook.id, uid: formUid(form.key) })}
              startIcon={<List />}
            >
              {t('webhooks.actions.deliveries')}
            </LinkButton>
          )}
          <LinkButton size="S" variant="tertiary" tag={Link} to={webhookPath(webhook.id)} startIcon={<Pencil />}>
            {t(webhooks.can.update && !webhook.isDeclared ? 'ui.edit' : 'ui.view')}
          </LinkButton>
          {mayChange && webhook.types.length > 0 && (
            <Button size="S" variant="danger-light" loading={isLoading} onClick={() => void attach(webhook.id, [])}>
              {t('forms.connections.detach')}
            </Button>
          )}
        </Flex>
      </Flex>
      <Flex gap={5} wrap="wrap" paddingTop={3} role="group" aria-label={t('forms.connections.events', { name: webhook.name })}>
        {FORM_EVENTS.map((event) => {
          const type = formEventType(event);
          return (
            <Checkbox
              key={event}
              checked={webhook.types.includes(type) || isViaAll(type)}
              disabled={!mayChange || isLoading || isViaAll(type)}
              onCheckedChange={() => toggle(type)}
            >
              {t(`forms.event.${event}`)}
            </Checkbox>
          );
        })}
      </Flex>
      {webhook.viaAllForms.length > 0 && (
        <Typography variant="pi" tag="p" textColor="neutral600" paddingTop={2}>
          {t('forms.connections.via-all', {
            events: formatList(
              FORM_EVENTS.filter((event) => isViaAll(formEventType(event))).map((event) => t(`forms.event.${event}`))
            ),
          })}
        </Typography>
      )}
    </Box>
  );
};

const AttachDialog = ({
  webhooks,
  isOpen,
  onClose,
}: {
  webhooks: readonly AttachedWebhook[];
  isOpen: boolean;
  onClose: () => void;
}) => {
  const t = useTexts();
  const { attach, isLoading } = useAttach();
  const choose = async (webhookId: string) => {
    if (await attach(webhookId, [formEventType('complete')])) onClose();
  };
  return (
    <ModalDialog title={t('forms.connections.attach')} isOpen={isOpen} onClose={onClose}>
      <Modal.Body>
        {webhooks.length === 0 && <Typography textColor="neutral600">{t('forms.connections.none-free')}</Typography>}
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
          {webhooks.map((webhook) => (
            <Flex tag="li" key={webhook.id} justifyContent="space-between" gap={3} borderColor="neutral150" hasRadius padding={3}>
              <Box minWidth={0}>
                <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
                  {webhook.name}
                </Typography>
                <Typography variant="pi" tag="p" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
                  {webhook.receivers[0]?.url}
                </Typography>
              </Box>
              <Button size="S" variant="secondary" disabled={isLoading} onClick={() => void choose(webhook.id)}>
                {t('forms.connections.attach-one')}
              </Button>
            </Flex>
          ))}
        </Flex>
      </Modal.Body>
    </ModalDialog>
  );
};

/** Who hears of the form's submissions. Stored at once: a webhook is no part of the form. */
export const ConnectionsTab = () => {
  const t = useTexts();
  const { form, isReadOnly } = useBuilder();
  const { can, isLoading: isAsking } = useAllowed('webhooks');
  const { data: webhooks, isError } = useListAttachedQuery(form.id, { skip: !can.read });
  const [isAttaching, setIsAttaching] = useState(false);
  if (!isAsking && !can.read) return <Notice variant="info">{t('forms.connections.not-allowed')}</Notice>;
  const attached = webhooks?.filter(({ types, viaAllForms }) => types.length + viaAllForms.length > 0) ?? [];
  const free = webhooks?.filter(({ types, isDeclared }) => types.length === 0 && !isDeclared) ?? [];
  const createPath = `${webhooksPath}/create?form=${encodeURIComponent(formUid(form.key))}`;
  return (
    <Section
      title={t('forms.connections.title')}
      hint={t('forms.connections.hint')}
      action={
        <Flex gap={2} wrap="wrap" justifyContent="flex-end">
          {can.update && !isReadOnly && (
            <Button size="S" variant="secondary" onClick={() => setIsAttaching(true)}>
              {t('forms.connections.attach')}
            </Button>
          )}
          {can.create && (
            <LinkButton size="S" tag={Link} to={createPath} startIcon={<Plus />}>
              {t('forms.connections.create')}
            </LinkButton>
          )}
        </Flex>
      }
    >
      {isError && <Typography textColor="danger600">{t('forms.connections.failed')}</Typography>}
      {!webhooks && !isError && (
        <Flex justifyContent="center" padding={6}>
          <Loader small>{t('ui.loading')}</Loader>
        </Flex>
      )}
      {webhooks && attached.length === 0 && <Typography textColor="neutral600">{t('forms.connections.none')}</Typography>}
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        {attached.map((webhook) => (
          <Connection key={webhook.id} webhook={webhook} />
        ))}
      </Flex>
      <AttachDialog webhooks={free} isOpen={isAttaching} onClose={() => setIsAttaching(false)} />
    </Section>
  );
};
