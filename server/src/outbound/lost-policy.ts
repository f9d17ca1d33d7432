/** Losses in a row that are taken for chance: a deploy that was too hasty, a machine that ran out of memory for other reasons. */
const HARMLESS = 2;
/** After so many, over about five hours, nothing else can be the cause. */
export const MOST_LOSSES = 15;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** Why a delivery ended that took its process along each time. */
export const TOO_MANY_LOSSES = `its process vanished ${MOST_LOSSES} times in a row`;

export type AfterLoss = { readonly kind: 'again'; readonly afterMs: number } | { readonly kind: 'give-up' };

/**
 * What follows when the process that was sending a delivery vanished, for the `streak`th time without an outcome in between (counts from 1). A
 * loss uses up no attempt, it is nobody's fault but ours. Yet a delivery that kills whoever sends it must not go on killing: it waits longer
 * each time, and those that were merely lost along with it part from it, because each waits differently long. They then succeed, and count anew.
 * `chance` is a number from 0 up to 1.
 */
export const decideAfterLoss = (streak: number, chance: number): AfterLoss => {
  if (streak >= MOST_LOSSES) return { kind: 'give-up' };
  if (streak <= HARMLESS) return { kind: 'again', afterMs: 0 };
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (streak - HARMLESS - 1), LONGEST_PAUSE_MS);
  return { kind: 'again', afterMs: Math.round(pauseMs * (0.5 + chance)) };
};
