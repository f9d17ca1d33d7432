import { LinkButton } from '@strapi/design-system';
import { Layouts, Page, useMediaQuery, useScopedPersistentState } from '@strapi/strapi/admin';
import { NavLink, useNavigate, useParams } from 'react-router-dom';

import { formsPath } from '../forms/paths';
import { EmptyPage } from '../ui/EmptyPage';
import { Failure } from '../ui/Failure';
import { TitledPage } from '../ui/TitledPage';
import { useAllowed } from '../ui/useAllowed';
import { useIsTabVisible } from '../ui/useIsTabVisible';
import { useTexts } from '../ui/useTexts';
import { Inbox, POLL_MS } from './list/Inbox';
import { inboxPath } from './paths';
import { SubmissionPage } from './SubmissionPage';
import type { SubmissionQuery } from './submission-query';
import { useListInboxFormsQuery } from './submissions.api';
import { useOpened } from './useOpened';
import { useSubmissionQuery } from './useSubmissionQuery';

/** Room for a list and a submission beside Strapi's two navigations. */
const WIDE = '(min-width: 1280px)';

const NoForm = ({ hasForms }: { hasForms: boolean }) => {
  const t = useTexts();
  const { can } = useAllowed('forms');
  return (
    <EmptyPage
      title={t(hasForms ? 'submissions.no-such-form' : 'submissions.no-forms')}
      hint={t(hasForms ? 'submissions.no-such-form-hint' : 'submissions.no-forms-hint')}
      action={
        can.read && (
          <LinkButton tag={NavLink} variant="secondary" to={formsPath}>
            {t('submissions.to-forms')}
          </LinkButton>
        )
      }
    />
  );
};

/** What visitors sent, form by form, and the submission that the address names. */
export const SubmissionsPage = () => {
  const t = useTexts();
  const { id } = useParams();
  const navigate = useNavigate();
  const isWide = useMediaQuery(WIDE);
  const isVisible = useIsTabVisible();
  const query = useSubmissionQuery();
  const opened = useOpened(id, query);
  const [lastFormId, setLastFormId] = useScopedPersistentState<string>('SWITCHBOARD_LAST_FORM', '');
  const {
    data: forms,
    isLoading,
    error,
    refetch,
  } = useListInboxFormsQuery(undefined, {
    pollingInterval: isVisible ? POLL_MS : 0,
    refetchOnMountOrArgChange: true,
  });

  const named = query.formId ?? opened.submission?.form.id ?? null;
  const form = forms?.find((one) => one.id === (named ?? lastFormId)) ?? (named === null ? forms?.[0] : undefined);
  const show = (next: SubmissionQuery) => {
    if (next.formId) setLastFormId(next.formId);
    navigate(inboxPath(next));
  };
  const isFormUnknown = id !== undefined && named === null;
  if (id !== undefined && (!isWide || isFormUnknown)) return <SubmissionPage id={id} opened={opened} query={query} />;
  if (isLoading) return <Page.Loading />;
  if (form && forms)
    return <Inbox key={form.id} forms={forms} form={form} query={query} onChange={show} openId={id} opened={opened} />;
  return (
    <TitledPage title={t('submissions.title')}>
      <Layouts.Content>
        {error ? (
          <Failure error={error} title={t('submissions.failed')} onRetry={refetch} />
        ) : (
          <NoForm hasForms={Boolean(forms?.length)} />
        )}
      </Layouts.Content>
    </TitledPage>
  );
};
