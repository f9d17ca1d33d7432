import { useLayoutEffect, useRef } from 'react';

import { focusAfterAsking } from './focus-once-drawn';

/**
 * For a dialog that is opened by state instead of a trigger of its own, which leaves the focus nowhere when it closes: gives it back to
 * what had it before. Spread the result into the dialog's content.
 */
export const useFocusReturn = () => {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      if (!(before.current instanceof HTMLElement) || !before.current.isConnected) return;
      event.preventDefault();
      before.current.focus();
    },
  };
};

/** As `useFocusReturn`, for Strapi's own dialog that asks, whose content takes nothing. Whoever has the focus by then keeps it. */
export const useFocusReturnAfterAsking = (isOpen: boolean): void => {
  // Before the dialog's own effect takes the focus.
  useLayoutEffect(() => {
    const before = document.activeElement;
    if (!isOpen || !(before instanceof HTMLElement)) return undefined;
    return () => {
      focusAfterAsking(() => {
        const isNowhere = document.activeElement === null || document.activeElement === document.body;
        return isNowhere && before.isConnected ? before : null;
      });
    };
  }, [isOpen]);
};
