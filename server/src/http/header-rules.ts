/** Headers that describe the message or the connection: ours to write, never a webhook's. Lower case. */
export const OWN_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Names that a plain object, and axios with it, cannot carry. */
const LOST_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** A header name as RFC 9110 §5.1 has it. */
export const isHeaderName = (name: string): boolean => TOKEN.test(name) && !LOST_NAMES.has(name.toLowerCase());

/** A value that fits on one line and into one byte per character: no CR, LF, NUL, and nothing beyond Latin-1. */
export const isHeaderValue = (value: string): boolean => VALUE.test(value);

/** What is wrong with a request's headers, as a sentence; `null` when nothing is. Values are not repeated: they may be secret. */
export const headerFault = (headers: Readonly<Record<string, string>>): string | null => {
  for (const [name, value] of Object.entries(headers)) {
    if (!isHeaderName(name)) return `expected a header name without spaces, colons and line breaks, got ${JSON.stringify(name)}`;
    if (OWN_HEADERS.has(name.toLowerCase())) return `the header ${name} cannot be set`;
    if (!isHeaderValue(value)) return `expected the header ${name} to hold one line of Latin-1 characters`;
  }
  return null;
};
