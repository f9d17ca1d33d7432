import { Status, Typography, type StatusVariant } from '@strapi/design-system';

import type { FormView } from '../../../shared/contracts/form';
import { useTexts } from '../ui/useTexts';

const LOOKS: Record<FormView['status'], StatusVariant> = { draft: 'secondary', modified: 'alternative', published: 'success' };

/** Whether visitors see the form, in the words and colours of the Content Manager. */
export const FormStatus = ({ status }: Pick<FormView, 'status'>) => {
  const t = useTexts();
  return (
    <Status variant={LOOKS[status]} size="XS" style={{ width: 'max-content' }}>
      <Typography tag="span" variant="omega" fontWeight="bold">
        {t(`forms.status.${status}`)}
      </Typography>
    </Status>
  );
};
