/** Work that goes on and may have to be waited for. */
export interface UnderWay {
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when everything that goes on now has ended, and after `withinMs` in any case. */
  ended(withinMs: number): Promise<void>;
}

export const createUnderWay = (): UnderWay => {
  const all = new Set<Promise<unknown>>();
  return {
    track(work) {
      const end: Promise<unknown> = work
        .catch(() => undefined) // its caller's to bear, not ours
        .finally(() => all.delete(end));
      all.add(end);
      return work;
    },

    async ended(withinMs) {
      if (all.size === 0) return;
      let timer: NodeJS.Timeout | undefined;
      const timeUp = new Promise((resolve) => {
        timer = setTimeout(resolve, withinMs);
      });
      await Promise.race([Promise.all(all), timeUp]);
      clearTimeout(timer);
    },
  };
};
