import { Status, Typography, type StatusVariant } from '@strapi/design-system';

import type { InboxStatus } from '../../../shared/contracts/form';
import { useTexts } from '../ui/useTexts';

const LOOKS: Record<InboxStatus, StatusVariant> = { new: 'primary', read: 'neutral', archived: 'secondary', spam: 'danger' };

/** Where a submission stands in the inbox, in words and colour. */
export const StatusBadge = ({ status }: { status: InboxStatus }) => {
  const t = useTexts();
  return (
    <Status variant={LOOKS[status]} size="XS" style={{ width: 'max-content' }}>
      <Typography tag="span" variant="omega" fontWeight="bold" textColor="inherit">
        {t(`submissions.status.${status}`)}
      </Typography>
    </Status>
  );
};
