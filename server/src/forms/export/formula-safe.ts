// Spaces and control characters of all kinds, which spreadsheets drop before they look.
const FORMULA = /^[\s\u0000-\u001f\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** A number or a telephone number is no formula. */
const HARMLESS = /^[+-][\d ]+(?:[.,]\d+)?$/;

/**
 * A text that no spreadsheet takes for a formula, because an apostrophe stands before it: `=1+1` from a visitor must not be computed on the machine
 * of whoever opens the file (OWASP, CSV injection).
 */
export const formulaSafe = (text: string): string => (FORMULA.test(text) && !HARMLESS.test(text) ? `'${text}` : text);
