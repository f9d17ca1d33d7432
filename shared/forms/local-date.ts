/** Local dates and times: texts without a zone, which sort as they are. Nothing here knows a clock. */

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::00(?:\.0{1,3})?)?$/;
const RELATIVE = /^today(?:([+-])(\d{1,5})([dwmy]))?$/;

const daysIn = (year: number, month: number): number => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

/** Whether it is a day of the calendar: 30 February is not. */
export const isDate = (text: string): boolean => {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number);
  return year !== undefined && year > 0 && month! >= 1 && month! <= 12 && day! >= 1 && day! <= daysIn(year, month!);
};

/** `HH:MM`; null when it is no time. Seconds may be there when they say nothing. */
export const toTime = (text: string): string | null => (TIME.test(text) ? text.slice(0, 5) : null);

/** `YYYY-MM-DDTHH:MM`; null when it is no local time of an existing day. */
export const toDateTime = (text: string): string | null => {
  const [date, time] = [text.slice(0, 10), toTime(text.slice(11))];
  return isDate(date) && time !== null && (text[10] === 'T' || text[10] === ' ') ? `${date}T${time}` : null;
};

/** The date at an instant, as the clocks of a place show that are `hours` ahead of UTC. */
export const dateAt = (now: number, hours = 0): string => new Date(now + hours * 3_600_000).toISOString().slice(0, 10);

/** A date `count` days, weeks, months or years on. The last of the month stays the last where a month is shorter. */
const moved = (date: string, count: number, unit: string): string => {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const days = unit === 'd' ? count : unit === 'w' ? count * 7 : 0;
  const months = month - 1 + (unit === 'm' ? count : unit === 'y' ? count * 12 : 0);
  const [toYear, toMonth] = [year + Math.floor(months / 12), ((months % 12) + 12) % 12];
  // Beyond the years of four digits there is no such date; the limit then limits nothing.
  if (toYear < 100 || toYear > 9999) return '';
  const text = new Date(Date.UTC(toYear, toMonth, Math.min(day, daysIn(toYear, toMonth + 1)) + days)).toISOString();
  return text.length === 24 ? text.slice(0, 10) : '';
};

/** Whether it is a date, or one told from today: `today`, `today-18y`, `today+2w`. */
export const isDateLimit = (text: string): boolean => isDate(text) || RELATIVE.test(text);

/** The date of a limit as of `today`; '' when there is none, or when it is told from a day that is not known. */
export const dateOf = (limit: string, today: string): string => {
  const [all, sign, count, unit] = RELATIVE.exec(limit) ?? [];
  if (all === undefined) return isDate(limit) ? limit : '';
  if (!isDate(today)) return '';
  return count === undefined ? today : moved(today, Number(sign + count), unit!);
};

/** A date, a time or both as answers write them, those told from today too; '' when it is none. */
export const asDate = (text: string, today: string): string => dateOf(text, today) || toDateTime(text) || toTime(text) || '';

/** A limit as an input or an answer of its kind has it: a date, or a date with `end` (`T00:00`) where the limit names no time. */
export const limitOf = (limit: string, today: string, end = ''): string => {
  const exact = end === '' ? null : toDateTime(limit);
  const date = exact ?? dateOf(limit, today);
  return exact !== null || date === '' ? date : date + end;
};
