import { Typography } from '@strapi/design-system';

import type { SubmissionReceipt } from '../../../../../shared/contracts/form';
import { submissionPath } from '../../../submissions/paths';
import { Notice } from '../../../ui/Notice';
import { TextLink } from '../../../ui/TextLink';
import { useAllowed } from '../../../ui/useAllowed';
import { useTexts } from '../../../ui/useTexts';
import { useBuilder } from '../useBuilder';

/** What sending does here, and what came of the last test. */
export const TestNote = ({ receipt }: { receipt: SubmissionReceipt | null }) => {
  const t = useTexts();
  const { isModified } = useBuilder();
  const { can } = useAllowed('submissions');
  if (receipt)
    return (
      <Notice variant="success">
        {t('forms.test.stored')} {receipt.redirectTo !== null && `${t('forms.test.redirect', { address: receipt.redirectTo })} `}
        {can.read && <TextLink to={submissionPath(receipt.id)}>{t('forms.test.open')}</TextLink>}
      </Notice>
    );
  if (isModified) return <Notice variant="info">{t('forms.test.save-first')}</Notice>;
  return (
    <Typography variant="pi" textColor="neutral600">
      {t('forms.test.hint')}
    </Typography>
  );
};
