import { Button, Dialog } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useEffect } from 'react';
import { useBlocker } from 'react-router-dom';

import { useFocusReturnAfterAsking } from '../../ui/useFocusReturn';
import { useTexts } from '../../ui/useTexts';

/** Asks before unsaved changes are left behind. Strapi's own asks only for what is in one of its forms. */
export const UnsavedGuard = ({ isModified }: { isModified: boolean }) => {
  const t = useTexts();
  useEffect(() => {
    if (!isModified) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isModified]);
  // From one tab of the builder to another nothing is left.
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isModified && currentLocation.pathname !== nextLocation.pathname
  );
  useFocusReturnAfterAsking(blocker.state === 'blocked');
  return (
    <Dialog.Root open={blocker.state === 'blocked'} onOpenChange={(isOpen) => !isOpen && blocker.reset?.()}>
      <ConfirmDialog
        endAction={
          <Button fullWidth variant="danger-light" onClick={() => blocker.proceed?.()}>
            {t('forms.unsaved.leave')}
          </Button>
        }
      >
        {t('forms.unsaved.question')}
      </ConfirmDialog>
    </Dialog.Root>
  );
};
