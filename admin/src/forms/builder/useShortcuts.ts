import { useEffect } from 'react';

interface Shortcuts {
  readonly save: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

const NATIVE = 'input, textarea, select, [contenteditable="true"]';

/** The Content-Type Builder's keys, and the one that saves everywhere else. Undoing inside of an input stays the browser's: it takes back letters there. */
export const useShortcuts = ({ save, undo, redo }: Shortcuts) => {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      const run = (action: () => void) => {
        event.preventDefault();
        action();
      };
      const key = event.key.toLowerCase();
      // Also where nothing is to be saved: nobody who presses it wants the browser to store the page.
      if (key === 'enter' || (key === 's' && !event.shiftKey)) return run(save);
      if (event.target instanceof Element && event.target.closest(NATIVE)) return;
      if (key === 'z') run(event.shiftKey ? redo : undo);
      else if (key === 'y') run(redo);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [save, undo, redo]);
};
