import { Button, Flex, Modal, Typography } from '@strapi/design-system';

import { RelativeTime } from '../../ui/RelativeTime';
import { useFocusReturn } from '../../ui/useFocusReturn';
import { useTexts } from '../../ui/useTexts';
import type { Saving } from './useSaving';

/** Two people have edited one form: says so, and lets nobody's work go without being asked. */
export const ConflictDialog = ({ saving }: { saving: Saving }) => {
  const t = useTexts();
  const focusReturn = useFocusReturn();
  const { theirs } = saving;
  return (
    <Modal.Root open={theirs !== null} onOpenChange={(isOpen) => !isOpen && saving.decideLater()}>
      <Modal.Content {...focusReturn}>
        <Modal.Header closeLabel={t('ui.close')}>
          <Modal.Title>{t('forms.conflict.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={3}>
            <Typography>
              {t('forms.conflict.text')} <RelativeTime at={theirs?.updatedAt ?? null} />.
            </Typography>
            <Typography textColor="neutral600">{t('forms.conflict.choices')}</Typography>
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={saving.decideLater}>
            {t('forms.conflict.later')}
          </Button>
          <Flex gap={2} wrap="wrap">
            <Button variant="secondary" onClick={saving.takeTheirs}>
              {t('forms.conflict.take-theirs')}
            </Button>
            <Button variant="danger-light" loading={saving.isSaving} onClick={() => void saving.keepMine()}>
              {t('forms.conflict.keep-mine')}
            </Button>
          </Flex>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
