import { Button, Flex } from '@strapi/design-system';

import type { SubmissionFilter } from '../../../../shared/contracts/form';
import { useTexts } from '../../ui/useTexts';
import { withFilter, type SubmissionQuery } from '../submission-query';

interface StatusTabsProps {
  readonly query: SubmissionQuery;
  /** How many nobody has looked at. */
  readonly unread: number;
  readonly onChange: (query: SubmissionQuery) => void;
}

const TRAYS = [
  { name: 'all' },
  { name: 'new', status: 'new' },
  { name: 'starred', isStarred: true },
  { name: 'read', status: 'read' },
  { name: 'archived', status: 'archived' },
  { name: 'spam', status: 'spam' },
] as const satisfies readonly ({ readonly name: string } & Pick<SubmissionFilter, 'status' | 'isStarred'>)[];

/** The trays of the inbox; spam has its own and stands in no other. */
export const StatusTabs = ({ query, unread, onChange }: StatusTabsProps) => {
  const t = useTexts();
  return (
    <Flex gap={1} wrap="wrap" role="group" aria-label={t('submissions.trays')}>
      {TRAYS.map(({ name, ...tray }) => {
        const { status, isStarred }: Pick<SubmissionFilter, 'status' | 'isStarred'> = tray;
        const isCurrent = query.status === status && query.isStarred === isStarred;
        return (
          <Button
            key={name}
            size="S"
            variant={isCurrent ? 'secondary' : 'ghost'}
            aria-pressed={isCurrent}
            onClick={() => onChange(withFilter(query, { status, isStarred }))}
          >
            {name === 'new' && unread > 0 ? t('submissions.tray.new-counted', { count: unread }) : t(`submissions.tray.${name}`)}
          </Button>
        );
      })}
    </Flex>
  );
};
