import { EMPTY_ENVELOPE, ENVELOPE_LIMITS, type Envelope, type Posted, type PostedFile } from '../posted';
import { bodyFault } from './body-fault';
import { cleanText } from './clean-text';
import { MOST_ELEMENTS, MOST_KEYS } from './limits';

/** Names that captcha widgets put into a form by themselves. */
const WIDGETS: Readonly<Record<string, keyof Envelope>> = {
  'cf-turnstile-response': 'captcha',
  'h-captcha-response': 'captcha',
  'g-recaptcha-response': 'captcha',
  altcha: 'proofOfWork',
};

/** `_token`, `_page` … and `_key`, which is short for the idempotency key. */
const partOf = (name: string): keyof Envelope | null => {
  if (Object.hasOwn(WIDGETS, name)) return WIDGETS[name]!;
  if (name === '_key') return 'idempotencyKey';
  const part = name.startsWith('_') ? name.slice(1) : '';
  return Object.hasOwn(EMPTY_ENVELOPE, part) ? (part as keyof Envelope) : null;
};

/**
 * Makes a body of names and texts, as plain HTML forms send them. A name that comes more than once is a list; whether its field takes one is
 * for the evaluator to say. `honeypot` is the name of the field that must stay empty.
 */
export const postedFromPairs = (
  pairs: readonly (readonly [name: string, value: string])[],
  honeypot: string,
  files: readonly PostedFile[] = []
): Posted => {
  if (pairs.length > MOST_KEYS) throw bodyFault('BODY_UNREADABLE', `Expected at most ${MOST_KEYS} fields.`);
  const envelope: Record<keyof Envelope, string> = { ...EMPTY_ENVELOPE };
  const answers = Object.create(null) as Record<string, string | string[]>;
  for (const [rawName, rawValue] of pairs) {
    const name = cleanText(rawName, '');
    const value = cleanText(rawValue, name);
    const part = name === honeypot ? 'honeypot' : partOf(name);
    if (part !== null) {
      const most = ENVELOPE_LIMITS[part];
      if (value.length > most) throw bodyFault('BODY_UNREADABLE', `Expected \`${name}\` to have at most ${most} characters.`, name);
      // A widget beside our own field must not empty what the other filled.
      if (value !== '') envelope[part] = value;
      continue;
    }
    const before = answers[name];
    if (before === undefined) answers[name] = value;
    else if (typeof before === 'string') answers[name] = [before, value];
    else if (before.length < MOST_ELEMENTS) before.push(value);
    else throw bodyFault('BODY_UNREADABLE', `Expected at most ${MOST_ELEMENTS} values.`, name);
  }
  return { answers, envelope, files };
};

/** Reads `application/x-www-form-urlencoded`. */
export const parseUrlencodedBody = (bytes: Buffer, honeypot: string): Posted => {
  // Counted before they are made: a megabyte of `&` is a million pairs.
  let count = 1;
  for (const byte of bytes) if (byte === 0x26) count += 1;
  if (count > MOST_KEYS) throw bodyFault('BODY_UNREADABLE', `Expected at most ${MOST_KEYS} fields.`);
  return postedFromPairs([...new URLSearchParams(bytes.toString('utf8'))], honeypot);
};
