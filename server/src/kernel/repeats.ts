/** Keys remembered at once; those told longest ago are forgotten first. */
const KEPT = 100;

/**
 * For what happens again and again while something lasts: it is told at once, and then once in each `everyMs`. Answers how often a key came
 * untold before; `null`: say nothing now. `now`: milliseconds of a clock that never steps.
 */
export const createRepeats = (now: () => number, everyMs: number): ((key: string) => number | null) => {
  const told = new Map<string, { readonly at: number; untold: number }>();
  return (key) => {
    const last = told.get(key);
    if (last && now() - last.at < everyMs) {
      last.untold += 1;
      return null;
    }
    told.delete(key);
    told.set(key, { at: now(), untold: 0 });
    const [oldest] = told.keys();
    if (told.size > KEPT && oldest !== undefined) told.delete(oldest);
    return last?.untold ?? 0;
  };
};
