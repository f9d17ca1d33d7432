import { useEffect } from 'react';

/** What the keys do, as mail programs have them; absent: nothing now. */
export interface KeyActions {
  readonly j?: (() => void) | undefined;
  readonly k?: (() => void) | undefined;
  readonly e?: (() => void) | undefined;
  readonly s?: (() => void) | undefined;
  readonly Escape?: (() => void) | undefined;
}

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** A dialog or a menu has the keyboard to itself: nobody is to leave the submission that they are asked about. */
const isAsked = (): boolean =>
  document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null;

/** Keys that lead through the list; not while somebody types or is asked something. */
export const useKeys = (actions: KeyActions) => {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || isAsked()) return;
      // Held a little too long, `e` would archive the next one as well.
      if (event.repeat && event.key !== 'j' && event.key !== 'k') return;
      const action = Object.entries(actions).find(([key]) => key === event.key)?.[1];
      action?.();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
};
