import { Breadcrumbs, Crumb } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';

import { NotLoaded } from '../ui/NotLoaded';
import { TextLink } from '../ui/TextLink';
import { useTexts } from '../ui/useTexts';
import { Detail } from './detail/Detail';
import { inboxPath } from './paths';
import type { SubmissionQuery } from './submission-query';
import type { Opened } from './useOpened';

interface SubmissionPageProps {
  readonly id: string;
  readonly opened: Opened;
  readonly query: SubmissionQuery;
}

/** One submission by itself, where there is no room for the list beside it. */
export const SubmissionPage = ({ id, opened: { submission, isLeaving, error, refetch }, query }: SubmissionPageProps) => {
  const t = useTexts();
  return (
    <Page.Main aria-busy={!submission && !error}>
      <Page.Title>{submission ? `${submission.form.title} – ${t('submissions.title')}` : t('submissions.title')}</Page.Title>
      <Layouts.Header
        title={submission?.form.title ?? t('submissions.title')}
        navigationAction={
          <Breadcrumbs label={t('submissions.breadcrumbs')}>
            <Crumb>
              <TextLink to={inboxPath({ ...query, formId: submission?.form.id ?? query.formId })}>
                {t('submissions.title')}
              </TextLink>
            </Crumb>
            <Crumb isCurrent>{id}</Crumb>
          </Breadcrumbs>
        }
      />
      <Layouts.Content>
        {submission ? (
          <Detail submission={submission} query={query} rows={[]} isLeaving={isLeaving} />
        ) : (
          <NotLoaded error={error} title={t('submissions.failed-one')} onRetry={refetch} />
        )}
      </Layouts.Content>
    </Page.Main>
  );
};
