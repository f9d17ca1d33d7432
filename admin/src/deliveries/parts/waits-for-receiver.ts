/** What is due this long, in milliseconds, and was not sent waits for its receiver: it is paused, or has enough under way. */
const WAITS_AFTER_MS = 10_000;

/** Whether a delivery that is pending since `dueAt` waits for its receiver and not for its time. */
export const waitsForReceiver = (dueAt: string): boolean => Date.now() - Date.parse(dueAt) > WAITS_AFTER_MS;
