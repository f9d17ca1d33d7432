import { bodyFault } from './body-fault';

const LONE_SURROGATE = /\p{Surrogate}/u;

/** A text that every database can keep: without NUL, which PostgreSQL refuses. Half of a character is nobody's answer. */
export const cleanText = (text: string, path: string): string => {
  if (LONE_SURROGATE.test(text)) throw bodyFault('BODY_UNREADABLE', 'Expected a text in Unicode.', path);
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
};
