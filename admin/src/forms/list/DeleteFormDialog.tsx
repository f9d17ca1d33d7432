import { Flex, Typography } from '@strapi/design-system';

import type { FormListItem } from '../../../../shared/contracts/form';
import { ConfirmAction } from '../../ui/ConfirmAction';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { useDeleteFormMutation } from '../forms.api';

interface DeleteFormDialogProps {
  /** `null` keeps the dialog closed. */
  readonly form: Pick<FormListItem, 'id' | 'title' | 'status' | 'submissions'> | null;
  readonly onClose: () => void;
}

/** Asks before a form is deleted, and says what goes with it. */
export const DeleteFormDialog = ({ form, onClose }: DeleteFormDialogProps) => {
  const t = useTexts();
  const { succeed, fail } = useNotices();
  const [remove] = useDeleteFormMutation();
  const confirm = async () => {
    if (!form) return;
    const answer = await remove(form.id);
    if ('error' in answer) fail(answer.error);
    else succeed(t('forms.delete.done'));
  };
  return (
    <ConfirmAction
      isOpen={form !== null}
      onClose={onClose}
      title={t('forms.delete.title')}
      confirmLabel={t('ui.delete')}
      variant="danger"
      onConfirm={confirm}
    >
      <Flex direction="column" gap={3}>
        <Typography textAlign="center">{t('forms.delete.question', { title: form?.title ?? '' })}</Typography>
        <Typography textAlign="center" textColor="neutral600">
          {t('forms.delete.impact', { count: form?.submissions.total ?? 0 })}
        </Typography>
        {form && form.status !== 'draft' && (
          <Typography textAlign="center" textColor="neutral600">
            {t('forms.delete.live')}
          </Typography>
        )}
      </Flex>
    </ConfirmAction>
  );
};
