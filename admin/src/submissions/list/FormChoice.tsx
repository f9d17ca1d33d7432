import { Box, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import type { InboxForm } from '../../../../shared/contracts/form';
import { useTexts } from '../../ui/useTexts';

interface FormChoiceProps {
  readonly forms: readonly InboxForm[];
  readonly value: string;
  readonly onChange: (formId: string) => void;
}

/** Which form's submissions are shown; how many of each are unread stands beside its name. */
export const FormChoice = ({ forms, value, onChange }: FormChoiceProps) => {
  const t = useTexts();
  return (
    <Box maxWidth={{ initial: '22rem', large: '32rem' }}>
      <SingleSelect
        size="S"
        aria-label={t('submissions.form')}
        value={value}
        onChange={(formId) => onChange(String(formId))}
        customizeContent={(formId) => forms.find(({ id }) => id === formId)?.title ?? ''}
      >
        {forms.map(({ id, title, unread }) => (
          <SingleSelectOption key={id} value={id}>
            {unread === 0 ? title : t('submissions.form.unread', { title, count: unread })}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};
