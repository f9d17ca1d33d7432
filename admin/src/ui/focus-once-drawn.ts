/** Frames within which what was asked for has been drawn. */
const MOST_FRAMES = 60;

/** Focuses what a change is about to draw, as soon as it is there. Answers what gives up looking. */
export const focusOnceDrawn = (
  find: () => HTMLElement | null | undefined,
  then: (element: HTMLElement) => void = () => undefined
): (() => void) => {
  let frame = 0;
  let count = 0;
  const look = () => {
    const element = find();
    if (element) {
      element.focus();
      then(element);
      return;
    }
    count += 1;
    if (count < MOST_FRAMES) frame = requestAnimationFrame(look);
  };
  frame = requestAnimationFrame(look);
  return () => cancelAnimationFrame(frame);
};

/** Whether a dialog still holds the focus. */
const isAsking = (): boolean => document.querySelector('[role="alertdialog"]') !== null;

/** As `focusOnceDrawn`, once a dialog that asked before is gone. */
export const focusAfterAsking = (find: () => HTMLElement | null | undefined): (() => void) =>
  focusOnceDrawn(() => (isAsking() ? null : find()));
