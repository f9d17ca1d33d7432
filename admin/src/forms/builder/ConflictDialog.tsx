import { Button, Flex, Modal, Typography } from '@strapi/design-system';

import { ModalDialog, ModalFooter } from '../../ui/ModalDialog';
import { RelativeTime } from '../../ui/RelativeTime';
import { useTexts } from '../../ui/useTexts';
import type { Saving } from './useSaving';

/** Two people have edited one form: says so, and lets nobody's work go without being asked. */
export const ConflictDialog = ({ saving }: { saving: Saving }) => {
  const t = useTexts();
  const { theirs } = saving;
  return (
    <ModalDialog title={t('forms.conflict.title')} isOpen={theirs !== null} onClose={saving.decideLater}>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Typography>
            {t('forms.conflict.text')} <RelativeTime at={theirs?.updatedAt ?? null} />.
          </Typography>
          <Typography textColor="neutral600">{t('forms.conflict.choices')}</Typography>
        </Flex>
      </Modal.Body>
      <ModalFooter onCancel={saving.decideLater} cancelLabel={t('forms.conflict.later')}>
        <Flex gap={2} wrap="wrap">
          <Button variant="secondary" onClick={saving.takeTheirs}>
            {t('forms.conflict.take-theirs')}
          </Button>
          <Button variant="danger-light" loading={saving.isSaving} onClick={() => void saving.keepMine()}>
            {t('forms.conflict.keep-mine')}
          </Button>
        </Flex>
      </ModalFooter>
    </ModalDialog>
  );
};
