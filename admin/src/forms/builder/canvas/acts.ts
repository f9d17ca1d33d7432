import { focusAfterAsking } from '../../../ui/focus-once-drawn';

/** A button of a row or of a page. */
export type Act = 'edit' | 'up' | 'down' | 'add';

/** The id of a button about a field or a page. */
export const actId = (id: string, act: Act): string => `forms.act.${id}.${act}`;

const usable = (id: string): HTMLElement | null => {
  const element = document.getElementById(id);
  return element instanceof HTMLButtonElement && !element.disabled && element.getAttribute('aria-disabled') !== 'true'
    ? element
    : null;
};

/**
 * Keeps the focus with a field or a page that has moved, or leads it to what stands in the place of one that is gone: without it, whoever
 * has no mouse begins at the top of the page again. Of the acts, the first that can be done now is meant.
 */
export const focusAct = (id: string, ...acts: readonly Act[]): void => {
  focusAfterAsking(() => {
    for (const act of acts) {
      const button = usable(actId(id, act));
      if (button) return button;
    }
    return null;
  });
};
