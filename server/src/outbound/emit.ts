import { PluginError } from '../kernel/errors';
import type { EntrySubject } from './event';
import type { Outbox, Transact } from './outbox';

/** The document an own event is about: gives it a place in the order of that document, and in its panel in the Content Manager. */
export interface EmitSubject {
  readonly uid: string;
  readonly documentId: string;
  readonly locale?: string | null;
  readonly status?: 'draft' | 'published' | null;
}

export interface EmitInput {
  /** Lower-case words joined by dots, at least two: `order.paid`. Not `entry.*`, `media.*`, `form.*` or `switchboard.*`. */
  readonly type: string;
  /** Anything that JSON can carry. */
  readonly data: unknown;
  readonly subject?: EmitSubject | null;
}

export interface EmitTools {
  readonly outbox: Outbox;
  readonly transact: Transact;
  /** Bytes of `data` as JSON. */
  readonly payloadLimitBytes: number;
}

const TYPE = /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+$/;
const LONGEST_TYPE = 100;
const RESERVED = ['entry.', 'media.', 'form.', 'switchboard.'];

const refuse = (path: string, message: string, cause?: unknown): PluginError =>
  new PluginError('INVALID_INPUT', [{ path, message }], { cause });

const parseType = (type: unknown): string => {
  if (typeof type !== 'string' || type.length > LONGEST_TYPE || !TYPE.test(type)) {
    throw refuse('type', `Expected lower-case words joined by dots, such as "order.paid", got ${JSON.stringify(type)}.`);
  }
  const reserved = RESERVED.find((prefix) => type.startsWith(prefix));
  if (reserved)
    throw refuse('type', `Expected a type of your own, but "${reserved}*" is made by Switchboard itself, got "${type}".`);
  return type;
};

const toJson = (data: unknown): string => {
  let json: string | undefined;
  try {
    json = JSON.stringify(data);
  } catch (error) {
    throw refuse('data', `Expected a value that JSON can carry: ${error instanceof Error ? error.message : String(error)}.`, error);
  }
  if (json === undefined) throw refuse('data', `Expected a value that JSON can carry, got ${typeof data}.`);
  return json;
};

const parseData = (data: unknown, limitBytes: number): unknown => {
  const json = toJson(data);
  const bytes = Buffer.byteLength(json, 'utf8');
  if (bytes > limitBytes) throw refuse('data', `Expected at most ${limitBytes} bytes as JSON, got ${bytes}.`);
  // What the caller changes afterwards must not change the event, and what JSON drops must not look as if it was sent.
  return JSON.parse(json) as unknown;
};

const parseSubject = (subject: EmitSubject | null | undefined): EntrySubject | null => {
  if (!subject) return null;
  const { uid, documentId, locale = null, status = null } = subject;
  if (typeof uid !== 'string' || uid === '')
    throw refuse('subject.uid', 'Expected the uid of a content type, such as "api::order.order".');
  if (typeof documentId !== 'string' || documentId === '') throw refuse('subject.documentId', 'expected a documentId');
  return { uid, model: uid.slice(uid.lastIndexOf('.') + 1), documentId, locale, status };
};

/**
 * Makes an event of the developer's own. In the caller's transaction where one is open: it is sent if that commits, and never happened if
 * that rolls back. Stored even when no webhook wants it yet, so that it can be chosen in the admin panel from then on.
 * Throws `PluginError('INVALID_INPUT')` with the fault at its field.
 */
export const createEmit =
  ({ outbox, transact, payloadLimitBytes }: EmitTools) =>
  async ({ type, data, subject }: EmitInput): Promise<{ id: string }> => {
    const happening = {
      type: parseType(type),
      subject: parseSubject(subject),
      data: { entry: null, changed: null, actor: null, own: parseData(data, payloadLimitBytes) },
    };
    const [id] = await transact((open) => outbox.append([happening], open));
    return { id: id! };
  };
