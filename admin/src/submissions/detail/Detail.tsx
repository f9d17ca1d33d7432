import { Checkbox, Flex, IconButton, Typography } from '@strapi/design-system';
import { ArrowDown, ArrowUp, Cross } from '@strapi/icons';
import { usePersistentState } from '@strapi/strapi/admin';
import { useEffect, useRef } from 'react';
import { useIntl } from 'react-intl';
import { useNavigate } from 'react-router-dom';
import { styled } from 'styled-components';

import type { SubmissionListItem, SubmissionView } from '../../../../shared/contracts/form';
import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';
import { neighboursOf, type Neighbour } from '../neighbours';
import { inboxPath, submissionPath } from '../paths';
import { filterParams, type SubmissionQuery } from '../submission-query';
import { usePrefetchSubmission } from '../submissions.api';
import { Answers } from './Answers';
import { ConsentsPanel, DeliveriesPanel, MetaPanel, NotesPanel } from './SidePanels';
import { StatusBar } from './StatusBar';
import { useKeys } from './useKeys';
import { useMarkAsRead, useStatus } from './useStatus';

interface DetailProps {
  readonly submission: SubmissionView;
  /** The list it was opened from. */
  readonly query: SubmissionQuery;
  /** The rows of that list that stand beside it; none on a narrow screen. */
  readonly rows: readonly SubmissionListItem[];
  /** Another one was asked for and is on its way: what is shown still is not to be acted on. */
  readonly isLeaving: boolean;
}

/** As many columns as fit, each panel whole. */
const Panels = styled.div`
  columns: 2 30rem;
  column-gap: ${({ theme }) => theme.spaces[4]};

  > * {
    break-inside: avoid;
    margin-bottom: ${({ theme }) => theme.spaces[4]};
  }
`;

const useSteps = ({ submission, query, rows }: Pick<DetailProps, 'submission' | 'query' | 'rows'>) => {
  const navigate = useNavigate();
  const { above, below } = neighboursOf(submission, query, rows);
  const list = { ...query, formId: submission.form.id };
  const go = (to: Neighbour | null, options?: { replace: boolean }) =>
    to && navigate(submissionPath(to.id, { ...list, page: to.page }), options);
  return {
    above,
    below,
    up: () => go(above),
    down: () => go(below),
    close: () => navigate(inboxPath(list), { state: { closedId: submission.id } }),
    // Gone from the list: its place is taken, so the page stays.
    leave: () => {
      const beside = below ?? above;
      if (beside) go({ ...beside, page: query.page }, { replace: true });
      else navigate(inboxPath(list), { replace: true });
    },
  };
};

interface StepButtonProps {
  readonly to: Neighbour | null;
  readonly age: Neighbour['age'];
  readonly isUp?: boolean;
  /** `null` where keys are switched off. */
  readonly shortcut: 'J' | 'K' | null;
  readonly onClick: () => void;
}

const StepButton = ({ to, age, isUp = false, shortcut, onClick }: StepButtonProps) => {
  const t = useTexts();
  return (
    <IconButton
      label={t(`submissions.${age}`, { key: shortcut ?? 'none' })}
      aria-keyshortcuts={shortcut?.toLowerCase()}
      disabled={to === null}
      onClick={onClick}
    >
      {isUp ? <ArrowUp /> : <ArrowDown />}
    </IconButton>
  );
};

/** One submission: answers as they were asked, and everything that is known around it. */
export const Detail = ({ submission, query, rows, isLeaving }: DetailProps) => {
  const t = useTexts();
  const { formatDate } = useIntl();
  const { can } = useAllowed('submissions');
  const heading = useRef<HTMLHeadingElement>(null);
  const { above, below, up, down, close, leave } = useSteps({ submission, query, rows });
  const { set } = useStatus(submission.id);
  const prefetch = usePrefetchSubmission('getSubmission');
  const { id, status, isStarred, createdAt } = submission;
  const isActive = can.update && !isLeaving;
  // Whoever speaks to the computer, or hits keys by chance, must be able to switch single letters off (WCAG 2.2, 2.1.4).
  const [hasKeys, setHasKeys] = usePersistentState('switchboard-submission-keys', true);
  const archive = async () => {
    if (!(await set({ status: 'archived' }))) return;
    if (below) down();
  };
  useMarkAsRead(submission);
  useKeys({
    j: hasKeys ? down : undefined,
    k: hasKeys ? up : undefined,
    Escape: close,
    s: hasKeys && isActive ? () => void set({ isStarred: !isStarred }) : undefined,
    e: hasKeys && isActive && (status === 'new' || status === 'read') ? () => void archive() : undefined,
  });
  useEffect(() => {
    // Whoever reads one after the other is not to wait for the next.
    if (below) prefetch({ id: below.id, params: filterParams(query) });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each submission
  }, [below?.id]);
  useEffect(() => {
    // What had the focus went with the list, or with the button of a step that led to an end.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [id]);

  return (
    <Flex
      tag="section"
      aria-labelledby="submission-title"
      aria-busy={isLeaving}
      direction="column"
      alignItems="stretch"
      gap={4}
      style={isLeaving ? { opacity: 0.6, pointerEvents: 'none' } : undefined}
    >
      <Flex justifyContent="space-between" gap={4}>
        <Typography
          variant="beta"
          tag="h2"
          id="submission-title"
          ref={heading}
          tabIndex={-1}
          style={{ outline: 'none', scrollMarginTop: '8rem' }}
        >
          {formatDate(createdAt, { dateStyle: 'long', timeStyle: 'short' })}
        </Typography>
        <Flex gap={2}>
          <StepButton to={above} age={query.isOldestFirst ? 'older' : 'newer'} isUp shortcut={hasKeys ? 'K' : null} onClick={up} />
          <StepButton to={below} age={query.isOldestFirst ? 'newer' : 'older'} shortcut={hasKeys ? 'J' : null} onClick={down} />
          <IconButton label={t('submissions.close')} aria-keyshortcuts="Escape" onClick={close}>
            <Cross />
          </IconButton>
        </Flex>
      </Flex>
      <StatusBar key={`status-${id}`} submission={submission} hasKeys={hasKeys} onGone={leave} />
      <Answers submission={submission} />
      <Panels>
        <NotesPanel key={`notes-${id}`} submission={submission} />
        <DeliveriesPanel submission={submission} />
        <ConsentsPanel submission={submission} />
        <MetaPanel submission={submission} />
      </Panels>
      <Checkbox checked={hasKeys} onCheckedChange={(isOn) => setHasKeys(isOn === true)}>
        {t('submissions.keys')}
      </Checkbox>
    </Flex>
  );
};
