/** Chance that comes again: the same seed gives the same numbers (mulberry32). */
export const chanceFrom = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const upTo = (count: number): number => Math.floor(next() * count);
  const oneOf = <T>(list: readonly T[]): T => list[upTo(list.length)]!;
  return { upTo, oneOf, isHeads: (odds = 0.5): boolean => next() < odds };
};

export type Chance = ReturnType<typeof chanceFrom>;
