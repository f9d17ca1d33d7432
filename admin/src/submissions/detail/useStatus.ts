import { useEffect } from 'react';

import type { InboxStatus, SubmissionView } from '../../../../shared/contracts/form';
import { useAllowed } from '../../ui/useAllowed';
import { useNotices } from '../../ui/useNotices';
import { useChangeSubmissionMutation } from '../submissions.api';

/** Whoever opens a new submission has read it; said once, and by those who may. */
export const useMarkAsRead = (submission: SubmissionView | undefined) => {
  const { can } = useAllowed('submissions');
  const [change] = useChangeSubmissionMutation();
  const isDue = submission?.status === 'new' && can.update;
  const id = submission?.id;
  useEffect(() => {
    if (isDue && id) void change({ id, status: 'read' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each submission: who marks it as unread again means it
  }, [id, can.update]);
};

/** Changes status or star of one submission; answers whether it did. */
export const useStatus = (id: string) => {
  const { fail } = useNotices();
  const [change, { isLoading }] = useChangeSubmissionMutation();
  const set = async (patch: { status?: InboxStatus; isStarred?: boolean }): Promise<boolean> => {
    const answer = await change({ id, ...patch });
    if ('error' in answer) fail(answer.error);
    return !('error' in answer);
  };
  return { set, isBusy: isLoading };
};
