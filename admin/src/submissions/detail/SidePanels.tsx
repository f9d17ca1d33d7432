import { Button, Field, Flex, Textarea, Typography } from '@strapi/design-system';
import { useState, type ChangeEvent, type FormEvent } from 'react';

import type { SubmissionView } from '../../../../shared/contracts/form';
import { useListDeliveriesQuery } from '../../deliveries/deliveries.api';
import { deliveryPath, logPath } from '../../deliveries/parts/paths';
import { isResendable } from '../../deliveries/parts/actionable';
import { useDeliveryActions } from '../../deliveries/parts/useDeliveryActions';
import { formPath } from '../../forms/paths';
import { Fact, Facts } from '../../ui/Facts';
import { RelativeTime } from '../../ui/RelativeTime';
import { Section } from '../../ui/Section';
import { StateBadge } from '../../ui/StateBadge';
import { TextLink } from '../../ui/TextLink';
import { useAllowed } from '../../ui/useAllowed';
import { useIsTabVisible } from '../../ui/useIsTabVisible';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { useNoteSubmissionMutation } from '../submissions.api';

interface PanelProps {
  readonly submission: SubmissionView;
}

const Text = ({ children }: { children: string }) => <bdi style={{ overflowWrap: 'anywhere' }}>{children}</bdi>;

/** When, where from, in which version: as far as the form's privacy settings keep it. */
export const MetaPanel = ({ submission }: PanelProps) => {
  const t = useTexts();
  const { can } = useAllowed('forms');
  const { form, createdAt, completedAt, version, locale, user, meta, state, isTest } = submission;
  return (
    <Section isAside title={t('submissions.meta')}>
      <Facts>
        <Fact name={t('submissions.form')}>
          {can.read ? <TextLink to={formPath(form.id)}>{form.title}</TextLink> : <Text>{form.title}</Text>}
        </Fact>
        <Fact name={t('submissions.meta.version')}>{t('submissions.meta.version-of', { version, locale })}</Fact>
        <Fact name={t('submissions.meta.begun')}>
          <RelativeTime at={createdAt} />
        </Fact>
        <Fact name={t('submissions.filter.state')}>
          {completedAt ? <RelativeTime at={completedAt} /> : t(`submissions.state.${state}`)}
        </Fact>
        {isTest && <Fact name={t('submissions.filter.isTest')}>{t('submissions.yes')}</Fact>}
        {user !== null && (
          <Fact name={t('submissions.meta.user')}>
            <Text>{user}</Text>
          </Fact>
        )}
        {meta.pageUrl && (
          <Fact name={t('submissions.meta.page')}>
            <Text>{meta.pageUrl}</Text>
          </Fact>
        )}
        {meta.referrer && (
          <Fact name={t('submissions.meta.referrer')}>
            <Text>{meta.referrer}</Text>
          </Fact>
        )}
        {meta.address && <Fact name={t('submissions.meta.address')}>{meta.address}</Fact>}
        {meta.userAgent && (
          <Fact name={t('submissions.meta.user-agent')}>
            <Text>{meta.userAgent}</Text>
          </Fact>
        )}
        {meta.spamReasons && meta.spamReasons.length > 0 && (
          <Fact name={t('submissions.meta.spam')}>
            <Text>{meta.spamReasons.join(', ')}</Text>
          </Fact>
        )}
      </Facts>
    </Section>
  );
};

/** What was agreed to, word for word. */
export const ConsentsPanel = ({ submission: { consents } }: PanelProps) => {
  const t = useTexts();
  if (consents.length === 0) return null;
  return (
    <Section isAside title={t('submissions.consents')}>
      {consents.map(({ key, granted, text, version, at }) => (
        <Flex key={key} direction="column" alignItems="stretch" gap={1}>
          <Typography fontWeight="bold">{t(granted ? 'submissions.consent.granted' : 'submissions.consent.refused')}</Typography>
          <Typography tag="blockquote" textColor="neutral800" style={{ margin: 0, overflowWrap: 'anywhere' }}>
            {text}
          </Typography>
          <Typography variant="pi" textColor="neutral600">
            {t('submissions.consent.version', { version })} <RelativeTime at={at} />
          </Typography>
        </Flex>
      ))}
    </Section>
  );
};

const SHOWN = 20;
/** Whoever resends is to see it arrive. */
const DELIVERIES_POLL_MS = 5_000;

/** Who was told of it, and how that went. */
export const DeliveriesPanel = ({ submission: { id, form } }: PanelProps) => {
  const t = useTexts();
  const { can } = useAllowed('deliveries');
  const actions = useDeliveryActions();
  const query = { uid: `form:${form.key}`, documentId: id, limit: SHOWN };
  const isVisible = useIsTabVisible();
  const { currentData } = useListDeliveriesQuery(query, {
    skip: !can.read,
    refetchOnMountOrArgChange: true,
    pollingInterval: isVisible ? DELIVERIES_POLL_MS : 0,
  });
  if (!can.read) return null;
  const items = currentData?.items ?? [];
  return (
    <Section isAside title={t('submissions.deliveries')}>
      {currentData && items.length === 0 && <Typography textColor="neutral600">{t('submissions.no-deliveries')}</Typography>}
      {items.map((delivery) => (
        <Flex key={delivery.id} direction="column" alignItems="stretch" gap={1}>
          <Flex justifyContent="space-between" gap={2}>
            <TextLink to={deliveryPath(delivery.id, query)}>{delivery.webhookName ?? t('deliveries.webhook-gone')}</TextLink>
            <StateBadge kind="delivery" state={delivery.state} />
          </Flex>
          <Flex justifyContent="space-between" gap={2}>
            <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
              {delivery.eventType}
            </Typography>
            {actions.can.resend && isResendable(delivery.state) && (
              <Button size="S" variant="ghost" onClick={() => actions.resend(delivery.id)}>
                {t('deliveries.resend')}
              </Button>
            )}
          </Flex>
        </Flex>
      ))}
      {items.length > 0 && <TextLink to={logPath(query)}>{t('submissions.all-deliveries')}</TextLink>}
    </Section>
  );
};

/** What colleagues wrote beside it. */
export const NotesPanel = ({ submission: { id, notes } }: PanelProps) => {
  const t = useTexts();
  const { can } = useAllowed('submissions');
  const { fail } = useNotices();
  const [text, setText] = useState('');
  const [note, { isLoading }] = useNoteSubmissionMutation();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await note({ id, text: text.trim() });
    if ('error' in answer) return fail(answer.error);
    setText('');
  };
  if (notes.length === 0 && !can.update) return null;
  return (
    <Section isAside title={t('submissions.notes')}>
      {notes.map(({ text: written, by, at }, index) => (
        <Flex key={index} direction="column" alignItems="stretch" gap={1}>
          <Typography textColor="neutral800" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {written}
          </Typography>
          <Typography variant="pi" textColor="neutral600">
            {by} · <RelativeTime at={at} />
          </Typography>
        </Flex>
      ))}
      {can.update && (
        <form onSubmit={(event) => void add(event)}>
          <Flex direction="column" alignItems="stretch" gap={2}>
            <Field.Root>
              <Field.Label>{t('submissions.notes.new')}</Field.Label>
              <Textarea
                value={text}
                maxLength={5_000}
                minHeight="6rem"
                onChange={(event: ChangeEvent<HTMLTextAreaElement>) => setText(event.target.value)}
              />
            </Field.Root>
            <Button type="submit" size="S" variant="secondary" loading={isLoading} disabled={text.trim() === ''}>
              {t('submissions.notes.add')}
            </Button>
          </Flex>
        </form>
      )}
    </Section>
  );
};
