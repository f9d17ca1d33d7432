import type { UnreachableReason } from '../../../shared/contracts/delivery';
import { ConnectFault } from './connect';
import { ProtocolFault } from './exchange';

const CODES: Readonly<Record<string, UnreachableReason>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_INFO: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset', // closed in the middle of a body
  ETIMEDOUT: 'timeout',
  EPROTO: 'tls',
};

/** Faults of this machine. They pass, and no receiver is to blame for them. */
const OWN_CODES = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM']);

/** undici's words for an answer where none was due, and for one that changes the protocol. */
const BAD_ANSWERS = new Set(['bad response', 'bad upgrade']);

const codeOf = (error: unknown): string => {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return cause instanceof Error ? codeOf(cause) : '';
};

const reasonOf = (error: Error): UnreachableReason => {
  if (error instanceof ProtocolFault || BAD_ANSWERS.has(error.message)) return 'protocol';
  const code = codeOf(error);
  if (error instanceof ConnectFault && error.reason === 'dns') return 'dns';
  const known = CODES[code];
  if (known) return known;
  // undici's parser leaves the code out for most of its errors.
  if (error.name === 'HTTPParserError') return /EOF/.test(error.message) ? 'reset' : 'protocol';
  if (error instanceof ConnectFault) return error.reason ?? 'network';
  return code.startsWith('UND_ERR_') ? 'protocol' : 'network';
};

/** The fault is ours (no file descriptor left …), not the receiver's. */
export const isOwnFault = (error: unknown): boolean => error instanceof Error && OWN_CODES.has(codeOf(error));

const MAX_DETAIL = 300;

/** OpenSSL's message is an address in its source code; its reason is for people. */
const sentenceOf = (error: Error): string => {
  const { reason } = (error.cause ?? error) as { reason?: unknown };
  const text = codeOf(error).startsWith('ERR_SSL_') && typeof reason === 'string' ? reason : error.message || error.name;
  return text.replace(/\s+/g, ' ').trim();
};

/** Tells a connection's end by its error: a reason that can be counted, and a sentence without bodies, headers and secrets. */
export const classify = (error: unknown): { readonly reason: UnreachableReason; readonly detail: string } => {
  if (!(error instanceof Error)) return { reason: 'network', detail: String(error).slice(0, MAX_DETAIL) };
  const code = codeOf(error);
  const text = sentenceOf(error);
  return { reason: reasonOf(error), detail: (code && !text.includes(code) ? `${text} (${code})` : text).slice(0, MAX_DETAIL) };
};
