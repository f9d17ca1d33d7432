import { useRef } from 'react';

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
