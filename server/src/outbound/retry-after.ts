/** The longest a receiver may ask us to wait. */
export const LONGEST_RETRY_AFTER_MS = 86_400_000;

const SECONDS = /^\d{1,12}(?:\.\d{1,12})?$/;
// The three forms of https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7; `Date.parse` alone takes nearly anything for a date.
const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const RFC_850 = /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/;
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

const parseDate = (text: string): number | undefined => {
  const isDate = IMF_FIXDATE.test(text) || RFC_850.test(text) || ASCTIME.test(text);
  const ms = isDate ? Date.parse(ASCTIME.test(text) ? `${text} GMT` : text) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
};

/**
 * Milliseconds a `Retry-After` header asks to wait, from seconds (whole or not) or an HTTP date; 0 for a date that has passed, at most 24 h.
 * `undefined` when there is no such header or it says nothing usable.
 */
export const parseRetryAfter = (value: string | undefined, nowMs: number): number | undefined => {
  const text = value?.trim() ?? '';
  const waitMs = SECONDS.test(text) ? Number(text) * 1000 : (parseDate(text) ?? Number.NaN) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(Math.ceil(waitMs), 0), LONGEST_RETRY_AFTER_MS);
};
