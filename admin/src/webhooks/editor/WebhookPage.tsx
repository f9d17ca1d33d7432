import { Page, type FormHelpers } from '@strapi/strapi/admin';
import { useMemo, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';

import type { WebhookCreated, WebhookView } from '../../../../shared/contracts';
import { faultsOf, type Fault } from '../../api/faults';
import { isNotFound } from '../../api/is-not-found';
import { formEventType } from '../../forms/form-events';
import { FailedPage } from '../../ui/FailedPage';
import { useAllowed } from '../../ui/useAllowed';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { draftOf, duplicateOf, emptyDraft, type Draft } from '../draft';
import { webhookPath } from '../paths';
import { useCreateWebhookMutation, useGetWebhookQuery, useUpdateWebhookMutation } from '../webhooks.api';
import { Editor } from './Editor';
import { RevealDialog } from './panels/RevealDialog';

/** How often the receivers' health is read anew, and up to how many of them. */
const HEALTH_EVERY_MS = 15_000;
const MOST_WATCHED = 100;

/** A new webhook; from a form's connections (`form:<key>`) one that hears of its complete submissions. */
const draftFor = (form: string | null): Draft =>
  form === null ? emptyDraft() : { ...emptyDraft(), events: [{ type: formEventType('complete'), uid: form }] };

const NewWebhook = ({ initialDraft }: { initialDraft: Draft }) => {
  const t = useTexts();
  const navigate = useNavigate();
  const { succeed, fail } = useNotices();
  const [create] = useCreateWebhookMutation();
  const [created, setCreated] = useState<WebhookCreated | null>(null);

  const save = async (draft: Draft, { resetForm }: FormHelpers<Draft>): Promise<readonly Fault[]> => {
    const answer = await create(draft);
    if ('error' in answer) {
      const faults = faultsOf(answer.error);
      if (faults.length === 0) fail(answer.error);
      return faults;
    }
    succeed(t('webhooks.created'));
    // Nothing is unsaved any more, or leaving the page would ask.
    resetForm(draftOf(answer.data));
    setCreated(answer.data);
    return [];
  };
  const leave = () => {
    if (created) navigate(webhookPath(created.id), { replace: true });
  };
  return (
    <>
      <Editor webhook={null} initialDraft={initialDraft} isReadOnly={created !== null} onSave={save} />
      <RevealDialog secret={created?.revealedSecret ?? null} onClose={leave} />
    </>
  );
};

const StoredWebhook = ({ webhook }: { webhook: WebhookView }) => {
  const t = useTexts();
  const { can } = useAllowed('webhooks');
  const { succeed, fail } = useNotices();
  const [update] = useUpdateWebhookMutation();
  const initialDraft = useMemo(() => draftOf(webhook), [webhook]);

  const save = async (draft: Draft, { resetForm }: FormHelpers<Draft>): Promise<readonly Fault[]> => {
    const answer = await update({ id: webhook.id, input: draft });
    if ('error' in answer) {
      const faults = faultsOf(answer.error);
      if (faults.length === 0) fail(answer.error);
      return faults;
    }
    succeed(t('webhooks.saved'));
    resetForm(draftOf(answer.data));
    return [];
  };
  return <Editor webhook={webhook} initialDraft={initialDraft} isReadOnly={webhook.isDeclared || !can.update} onSave={save} />;
};

const NoWebhook = ({ error, onRetry }: { error: unknown; onRetry: () => unknown }) => {
  const t = useTexts();
  if (isNotFound(error)) return <Page.Error content={t('webhooks.not-found')} />;
  return <FailedPage title={t('webhooks.failed-title')} failure={t('webhooks.failed')} error={error} onRetry={onRetry} />;
};

const Stored = ({ id }: { id: string }) => {
  const [isWatched, setIsWatched] = useState(true);
  const { data, error, isLoading, refetch } = useGetWebhookQuery(id, { pollingInterval: isWatched ? HEALTH_EVERY_MS : 0 });
  if (data && data.receivers.length > MOST_WATCHED && isWatched) setIsWatched(false);
  if (isLoading) return <Page.Loading />;
  if (data) return <StoredWebhook key={id} webhook={data} />;
  return <NoWebhook error={error} onRetry={refetch} />;
};

const Duplicate = ({ id }: { id: string }) => {
  const t = useTexts();
  const { data, error, isLoading, refetch } = useGetWebhookQuery(id);
  if (isLoading) return <Page.Loading />;
  if (!data) return <NoWebhook error={error} onRetry={refetch} />;
  return <NewWebhook initialDraft={duplicateOf(data, t('webhooks.copy-of', { name: data.name }))} />;
};

const Fresh = ({ form }: { form: string | null }) => {
  const [initialDraft] = useState(() => draftFor(form));
  return <NewWebhook initialDraft={initialDraft} />;
};

/** Makes a webhook (also one like another) or edits a stored one; a declared one is shown, read-only. */
export const WebhookPage = () => {
  const { id } = useParams();
  const [search] = useSearchParams();
  const like = search.get('like');
  if (id) return <Stored id={id} />;
  return like ? <Duplicate id={like} /> : <Fresh form={search.get('form')} />;
};
