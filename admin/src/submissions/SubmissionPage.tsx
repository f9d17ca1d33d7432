import { Breadcrumbs, Crumb, Flex, Grid, IconButton } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import { Layouts, Page, useIsDesktop } from '@strapi/strapi/admin';
import { useEffect } from 'react';
import { useIntl } from 'react-intl';
import { useNavigate, useParams } from 'react-router-dom';

import type { SubmissionView } from '../../../shared/contracts/form';
import { Failure } from '../deliveries/parts/Failure';
import { TextLink } from '../deliveries/parts/TextLink';
import { useAllowed } from '../ui/useAllowed';
import { useTexts } from '../ui/useTexts';
import { Answers } from './detail/Answers';
import { ConsentsPanel, DeliveriesPanel, MetaPanel, NotesPanel } from './detail/SidePanels';
import { StatusPanel } from './detail/StatusPanel';
import { inboxPath, submissionPath } from './paths';
import { filterParams, type SubmissionQuery } from './submission-query';
import { useChangeSubmissionMutation, useGetSubmissionQuery } from './submissions.api';
import { useSubmissionQuery } from './useSubmissionQuery';

/** Keys that lead through the list, as mail programs have them; not while somebody types. */
const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const useKeys = (older: () => void, newer: () => void) => {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'j') older();
      if (event.key === 'k') newer();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
};

/** Whoever opens a new submission has read it; said once, and by those who may. */
const useMarkAsRead = (submission: SubmissionView | undefined) => {
  const { can } = useAllowed('submissions');
  const [change] = useChangeSubmissionMutation();
  const isDue = submission?.status === 'new' && can.update;
  const id = submission?.id;
  useEffect(() => {
    if (isDue && id) void change({ id, status: 'read' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each submission: who marks it as unread again means it
  }, [id, can.update]);
};

const Header = ({ submission, query }: { submission: SubmissionView; query: SubmissionQuery }) => {
  const t = useTexts();
  const navigate = useNavigate();
  const { formatDate } = useIntl();
  const { previousId, nextId, form, createdAt } = submission;
  const back = { ...query, formId: form.id };
  const go = (id: string | null) => id && navigate(submissionPath(id, back));
  const [newer, older] = [() => go(previousId), () => go(nextId)];
  useKeys(older, newer);
  return (
    <Layouts.Header
      title={formatDate(createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
      subtitle={form.title}
      navigationAction={
        <Breadcrumbs label={t('submissions.breadcrumbs')}>
          <Crumb>
            <TextLink to={inboxPath(back)}>{t('submissions.title')}</TextLink>
          </Crumb>
          <Crumb isCurrent>{submission.id}</Crumb>
        </Breadcrumbs>
      }
      primaryAction={
        <Flex gap={2}>
          <IconButton label={t('submissions.newer')} disabled={previousId === null} onClick={newer}>
            <ChevronLeft />
          </IconButton>
          <IconButton label={t('submissions.older')} disabled={nextId === null} onClick={older}>
            <ChevronRight />
          </IconButton>
        </Flex>
      }
    />
  );
};

/** One submission: answers as they were asked, and everything that is known around it. */
export const SubmissionPage = () => {
  const t = useTexts();
  const { id = '' } = useParams();
  const { query } = useSubmissionQuery();
  const isDesktop = useIsDesktop();
  const { currentData: submission, error, refetch } = useGetSubmissionQuery({ id, params: filterParams(query) });
  useMarkAsRead(submission);

  if (!submission && error) {
    return (
      <Page.Main>
        <Layouts.Header title={t('submissions.title')} />
        <Layouts.Content>
          <Failure error={error} title={t('submissions.failed-one')} onRetry={() => void refetch()} />
        </Layouts.Content>
      </Page.Main>
    );
  }
  if (!submission) return <Page.Loading />;
  return (
    <Page.Main>
      <Page.Title>{`${submission.form.title} – ${t('submissions.title')}`}</Page.Title>
      <Header submission={submission} query={query} />
      <Layouts.Content>
        <Grid.Root gap={6}>
          <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch" minWidth={0}>
            <Flex direction="column" alignItems="stretch" gap={4}>
              {!isDesktop && <StatusPanel key={submission.id} submission={submission} query={query} />}
              <Answers submission={submission} />
            </Flex>
          </Grid.Item>
          <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch" minWidth={0}>
            <Flex direction="column" alignItems="stretch" gap={4}>
              {isDesktop && <StatusPanel key={submission.id} submission={submission} query={query} />}
              <NotesPanel key={`notes-${submission.id}`} submission={submission} />
              <DeliveriesPanel submission={submission} />
              <ConsentsPanel submission={submission} />
              <MetaPanel submission={submission} />
            </Flex>
          </Grid.Item>
        </Grid.Root>
      </Layouts.Content>
    </Page.Main>
  );
};
