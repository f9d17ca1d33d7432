/** What was, what is, and what was undone. Steps are whole values: they share all that did not change. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last step was about; a further one about the same is the same step, so that undoing takes back words and not letters. */
  readonly about: string | null;
}

/** Steps that are kept; more are of no use to anybody. */
const MOST_STEPS = 200;

/** A history in which nothing has happened. */
export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [], about: null });

/** One more step. What was undone before cannot be done again after it. */
export const step = <T>(history: History<T>, present: T, about: string | null = null): History<T> => {
  if (Object.is(present, history.present)) return history;
  const isSame = about !== null && about === history.about && history.past.length > 0;
  const past = isSame ? history.past : [...history.past, history.present].slice(-MOST_STEPS);
  return { past, present, future: [], about };
};

/** Ends what the last step was about: the next one is a step of its own. */
export const settle = <T>(history: History<T>): History<T> => (history.about === null ? history : { ...history, about: null });

/** Takes the last step back. */
export const undo = <T>(history: History<T>): History<T> => {
  const before = history.past.at(-1);
  if (history.past.length === 0) return history;
  return {
    past: history.past.slice(0, -1),
    present: before as T,
    future: [history.present, ...history.future],
    about: null,
  };
};

/** Does again what was last taken back. */
export const redo = <T>(history: History<T>): History<T> => {
  const [next, ...future] = history.future;
  if (history.future.length === 0) return history;
  return { past: [...history.past, history.present], present: next as T, future, about: null };
};
