import type { SubmissionColumn } from '../../../shared/contracts/form';
import { useTexts } from '../ui/useTexts';

/** What a column is called: its field's label, and whether the field is gone. */
export const useColumnName = () => {
  const t = useTexts();
  return ({ key, label, isRetired }: Pick<SubmissionColumn, 'key' | 'label' | 'isRetired'>): string =>
    isRetired ? t('submissions.columns.retired', { label: label || key }) : label || key;
};
