import { Box } from '@strapi/design-system';

import { EmptyPage } from '../../ui/EmptyPage';
import { useTexts } from '../../ui/useTexts';
import { TemplateCards, type Start } from './TemplateCards';

interface EmptyFormsProps {
  readonly canCreate: boolean;
  readonly onStart: (start: Start) => void;
}

/** Before there is any form: what one can be made from. */
export const EmptyForms = ({ canCreate, onStart }: EmptyFormsProps) => {
  const t = useTexts();
  return (
    <EmptyPage
      title={t('forms.empty.title')}
      hint={t(canCreate ? 'forms.empty.hint' : 'forms.empty.hint-reader')}
      action={
        canCreate && (
          <Box width="100%" maxWidth="96rem">
            <TemplateCards label={t('forms.new.template')} onChoose={onStart} />
          </Box>
        )
      }
    />
  );
};
