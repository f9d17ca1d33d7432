/** Says things to those who cannot see them change: politely, one after the other, without moving the focus. */
export interface Announcer {
  readonly element: HTMLElement;
  say(text: string): void;
  /** Once nothing new was said for a while: for what changes with every key. */
  saySoon(text: string): void;
  stop(): void;
}

const PAUSE_MS = 100;
const SOON_MS = 1_200;

/** The region that screen readers read out. */
export const createAnnouncer = (): Announcer => {
  const element = document.createElement('div');
  element.className = 'sbf-visually-hidden';
  element.setAttribute('role', 'status');
  let waiting: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let soon: ReturnType<typeof setTimeout> | undefined;
  const say = (text: string) => {
    waiting.push(text);
    // What comes at once is read as one: a region that changes twice within a moment is read once or not at all.
    timer ??= setTimeout(() => {
      timer = undefined;
      element.textContent = waiting.join(' ');
      waiting = [];
    }, PAUSE_MS);
  };
  return {
    element,
    say,
    saySoon: (text) => {
      clearTimeout(soon);
      soon = setTimeout(() => say(text), SOON_MS);
    },
    stop: () => {
      clearTimeout(timer);
      clearTimeout(soon);
    },
  };
};
