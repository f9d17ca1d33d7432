import { isRecord, unknownName } from '../../kernel/expected';
import { EMPTY_ENVELOPE, ENVELOPE_LIMITS, type Envelope, type Posted } from '../posted';
import { bodyFault } from './body-fault';
import { cleanText } from './clean-text';
import { MOST_DEPTH, MOST_ELEMENTS, MOST_KEYS } from './limits';

const PARTS = Object.keys(EMPTY_ENVELOPE) as (keyof Envelope)[];

/** Copies a value that JSON made into one that is safe to keep. Counts as it goes, so that a body costs no more than its limits. */
const createCopy = () => {
  let keys = 0;
  const copy = (value: unknown, path: string, depth: number): unknown => {
    if (typeof value === 'string') return cleanText(value, path);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > MOST_DEPTH) throw bodyFault('BODY_UNREADABLE', `Expected at most ${MOST_DEPTH} levels.`, path);
    if (Array.isArray(value)) {
      if (value.length > MOST_ELEMENTS)
        throw bodyFault('BODY_UNREADABLE', `Expected a list of at most ${MOST_ELEMENTS} elements.`, path);
      return value.map((element) => copy(element, path, depth + 1));
    }
    const entries = Object.entries(value);
    keys += entries.length;
    if (keys > MOST_KEYS) throw bodyFault('BODY_UNREADABLE', `Expected at most ${MOST_KEYS} keys.`, path);
    const result = Object.create(null) as Record<string, unknown>;
    for (const [key, element] of entries) result[cleanText(key, path)] = copy(element, path === '' ? key : path, depth + 1);
    return result;
  };
  return copy;
};

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw bodyFault('BODY_UNREADABLE', 'Expected JSON in UTF-8.');
  }
};

const textOf = (part: keyof Envelope, value: unknown): string => {
  if (value === undefined || value === null) return '';
  const most = ENVELOPE_LIMITS[part];
  if (typeof value !== 'string' || value.length > most)
    throw bodyFault('BODY_UNREADABLE', `Expected \`${part}\` to be a text of at most ${most} characters.`, part);
  return value;
};

/** Reads `SubmissionRequest`. What is no member of it is refused: a slip in the envelope must not look like success. */
export const parseJsonBody = (bytes: Buffer): Posted => {
  const body = createCopy()(parse(bytes), '', 1);
  if (!isRecord(body)) throw bodyFault('BODY_UNREADABLE', 'Expected an object with `answers`.');
  const { answers, ...rest } = body;
  const unknown = Object.keys(rest).find((name) => !Object.hasOwn(EMPTY_ENVELOPE, name));
  if (unknown !== undefined) throw bodyFault('BODY_UNREADABLE', unknownName('member', unknown, ['answers', ...PARTS]), unknown);
  if (!isRecord(answers)) throw bodyFault('BODY_UNREADABLE', 'Expected `answers` to be an object of values by key.', 'answers');
  const envelope = Object.fromEntries(PARTS.map((part) => [part, textOf(part, rest[part])])) as unknown as Envelope;
  return { answers, envelope, files: [] };
};
