import { Button, Flex } from '@strapi/design-system';

import { INBOX_STATUSES } from '../../../../shared/contracts/form';
import { useTexts } from '../../ui/useTexts';
import { withFilter, type SubmissionQuery } from '../submission-query';

interface StatusTabsProps {
  readonly query: SubmissionQuery;
  readonly onChange: (query: SubmissionQuery) => void;
}

/** The trays of the inbox; spam has its own and stands in no other. */
export const StatusTabs = ({ query, onChange }: StatusTabsProps) => {
  const t = useTexts();
  const trays = [undefined, ...INBOX_STATUSES] as const;
  return (
    <Flex gap={1} wrap="wrap" role="group" aria-label={t('submissions.trays')}>
      {trays.map((status) => {
        const isCurrent = query.status === status;
        return (
          <Button
            key={status ?? 'all'}
            size="S"
            variant={isCurrent ? 'secondary' : 'ghost'}
            aria-pressed={isCurrent}
            onClick={() => onChange(withFilter(query, { status }))}
          >
            {t(`submissions.tray.${status ?? 'all'}`)}
          </Button>
        );
      })}
    </Flex>
  );
};
