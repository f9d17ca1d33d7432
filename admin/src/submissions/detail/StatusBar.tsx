import { Box, Button, Flex } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { useState } from 'react';

import type { InboxStatus, SubmissionView } from '../../../../shared/contracts/form';
import { ConfirmAction } from '../../ui/ConfirmAction';
import { useAllowed } from '../../ui/useAllowed';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { StarMark } from '../StarMark';
import { StatusBadge } from '../StatusBadge';
import { useEraseSubmissionMutation } from '../submissions.api';
import { useStatus } from './useStatus';

interface StatusBarProps {
  readonly submission: SubmissionView;
  /** Single letters do something. */
  readonly hasKeys: boolean;
  /** Where to go on when this one is gone. */
  readonly onGone: () => void;
}

/** Where each status may lead, in the order of the buttons. */
const NEXT: Readonly<Record<InboxStatus, readonly InboxStatus[]>> = {
  new: ['read', 'archived', 'spam'],
  read: ['archived', 'new', 'spam'],
  archived: ['read', 'spam'],
  spam: ['new'],
};

/** Where it stands, and what can be done with it, in one line above the answers. */
export const StatusBar = ({ submission, hasKeys, onGone }: StatusBarProps) => {
  const t = useTexts();
  const { can } = useAllowed('submissions');
  const { fail, succeed } = useNotices();
  const { id, status, isStarred, files } = submission;
  const { set, isBusy } = useStatus(id);
  const [erase] = useEraseSubmissionMutation();
  const [asked, setAsked] = useState<'erase' | 'not-spam' | null>(null);

  const eraseIt = async () => {
    const answer = await erase(id);
    if ('error' in answer) return fail(answer.error);
    succeed(t('submissions.erased'));
    onGone();
  };
  return (
    <Flex
      gap={2}
      wrap="wrap"
      padding={3}
      background="neutral0"
      borderColor="neutral150"
      shadow="tableShadow"
      hasRadius
      role="group"
      aria-label={t('submissions.column.status')}
    >
      <Box paddingLeft={1} paddingRight={2}>
        <StatusBadge status={status} />
      </Box>
      <Button
        size="S"
        variant="ghost"
        startIcon={<StarMark $isSet={isStarred} />}
        aria-pressed={isStarred}
        aria-keyshortcuts={hasKeys ? 's' : undefined}
        disabled={!can.update}
        onClick={() => void set({ isStarred: !isStarred })}
      >
        {t(isStarred ? 'submissions.starred' : 'submissions.star')}
      </Button>
      {can.update &&
        NEXT[status].map((next) => (
          <Button
            key={next}
            size="S"
            variant="tertiary"
            disabled={isBusy}
            aria-keyshortcuts={hasKeys && next === 'archived' ? 'e' : undefined}
            onClick={() => (status === 'spam' ? setAsked('not-spam') : void set({ status: next }))}
          >
            {t(status === 'spam' ? 'submissions.bulk.not-spam' : `submissions.to.${next}`)}
          </Button>
        ))}
      {can.delete && (
        <Box marginLeft="auto">
          <Button size="S" variant="danger-light" startIcon={<Trash />} onClick={() => setAsked('erase')}>
            {t('submissions.erase')}
          </Button>
        </Box>
      )}
      <ConfirmAction
        isOpen={asked === 'erase'}
        onClose={() => setAsked(null)}
        onConfirm={eraseIt}
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
    </Flex>
  );
};
