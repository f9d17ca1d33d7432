import { Button, Flex } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import type { InboxStatus, SubmissionView } from '../../../../shared/contracts/form';
import { Panel } from '../../deliveries/detail/Panel';
import { ConfirmAction } from '../../ui/ConfirmAction';
import { useAllowed } from '../../ui/useAllowed';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { inboxPath, submissionPath } from '../paths';
import { StarMark } from '../StarMark';
import { StatusBadge } from '../StatusBadge';
import type { SubmissionQuery } from '../submission-query';
import { useChangeSubmissionMutation, useEraseSubmissionMutation } from '../submissions.api';

interface StatusPanelProps {
  readonly submission: SubmissionView;
  readonly query: SubmissionQuery;
}

/** Where each status may lead, in the order of the buttons. */
const NEXT: Readonly<Record<InboxStatus, readonly InboxStatus[]>> = {
  new: ['read', 'archived', 'spam'],
  read: ['new', 'archived', 'spam'],
  archived: ['read', 'spam'],
  spam: ['new'],
};

/** Where it stands, and what can be done with it. */
export const StatusPanel = ({ submission, query }: StatusPanelProps) => {
  const t = useTexts();
  const navigate = useNavigate();
  const { can } = useAllowed('submissions');
  const { fail, succeed } = useNotices();
  const [change, { isLoading }] = useChangeSubmissionMutation();
  const [erase] = useEraseSubmissionMutation();
  const [asked, setAsked] = useState<'erase' | 'not-spam' | null>(null);
  const { id, status, isStarred, files, nextId, previousId } = submission;

  const set = async (patch: { status?: InboxStatus; isStarred?: boolean }) => {
    const answer = await change({ id, ...patch });
    if ('error' in answer) fail(answer.error);
  };
  const goOn = async () => {
    const answer = await erase(id);
    if ('error' in answer) return fail(answer.error);
    succeed(t('submissions.erased'));
    const beside = nextId ?? previousId;
    navigate(beside ? submissionPath(beside, query) : inboxPath(query), { replace: true });
  };
  return (
    <Panel title={t('submissions.column.status')}>
      <Flex justifyContent="space-between">
        <StatusBadge status={status} />
        <Button
          size="S"
          variant="ghost"
          startIcon={<StarMark $isSet={isStarred} />}
          aria-pressed={isStarred}
          disabled={!can.update}
          onClick={() => void set({ isStarred: !isStarred })}
        >
          {t(isStarred ? 'submissions.starred' : 'submissions.star')}
        </Button>
      </Flex>
      {can.update && (
        <Flex gap={2} wrap="wrap" alignItems="stretch">
          {NEXT[status].map((next) => (
            <Button
              key={next}
              size="S"
              variant="tertiary"
              style={{ flexGrow: 1 }}
              disabled={isLoading}
              onClick={() => (status === 'spam' ? setAsked('not-spam') : void set({ status: next }))}
            >
              {t(status === 'spam' ? 'submissions.bulk.not-spam' : `submissions.to.${next}`)}
            </Button>
          ))}
        </Flex>
      )}
      {can.delete && (
        <Button size="S" variant="danger-light" fullWidth startIcon={<Trash />} onClick={() => setAsked('erase')}>
          {t('submissions.erase')}
        </Button>
      )}
      <ConfirmAction
        isOpen={asked === 'erase'}
        onClose={() => setAsked(null)}
        onConfirm={goOn}
        title={t('submissions.erase.title')}
        confirmLabel={t('submissions.erase')}
      >
        {t('submissions.erase.text', { files: files.length })}
      </ConfirmAction>
      <ConfirmAction
        isOpen={asked === 'not-spam'}
        onClose={() => setAsked(null)}
        onConfirm={() => set({ status: 'new' })}
        title={t('submissions.not-spam.title', { count: 1 })}
        confirmLabel={t('submissions.bulk.not-spam')}
        variant="default"
      >
        {t('submissions.not-spam.text', { count: 1 })}
      </ConfirmAction>
    </Panel>
  );
};
