/**
 * Lets requests and timers have their turn. SQLite answers at once, so a loop over its answers holds up the whole site from its first step to
 * its last, however small the steps are.
 */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
