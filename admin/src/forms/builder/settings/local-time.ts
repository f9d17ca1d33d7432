const two = (number: number): string => String(number).padStart(2, '0');

/** An instant as an input of the type `datetime-local` wants it, in the administrator's time zone; '' for none. */
export const toLocalInput = (instant: string | null): string => {
  const at = instant === null ? null : new Date(instant);
  if (!at || Number.isNaN(at.getTime())) return '';
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
};

/** The instant that such an input means; `null` for an empty one. */
export const fromLocalInput = (text: string): string | null => {
  const at = text === '' ? null : new Date(text);
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : null;
};
