import { PluginError } from '../kernel/errors';
import type { Answered } from './arrival';
import { fingerprintOf } from './fingerprint';
import type { Keys } from './keys';
import type { ReadToken } from './open-token';
import type { Guard, GuardStore, On } from './ports';
import type { Posted } from './posted';
import { addressKey } from './visitor-address';

/** A repeated post gets the first answer for this long. */
const REMEMBERED_MS = 24 * 3_600_000;

/** By what a post is known again. */
export interface Sameness {
  readonly mark: Guard;
  /** Of its answers. */
  readonly fingerprint: string;
}

export interface SamenessInput {
  readonly formId: string;
  readonly posted: Posted;
  readonly token: ReadToken;
  readonly resumeToken: string | null;
  /** The visitor's. */
  readonly address: string;
}

/** What is kept with the mark. The token that resumes is not: it can be made again. */
interface Kept {
  readonly fingerprint: string;
  readonly answered: Answered;
}

/**
 * A post with an idempotency key is known by it, on each page of the form and for each submission that goes on. Without one, the token of the form's
 * rendering stands in, together with the answers and the visitor's address: a double click is one submission, while a page that was built once for
 * all its visitors still takes all of theirs, and gives nobody the token of another's who began in the same words.
 */
export const samenessOf = (keys: Keys, { formId, posted, token, resumeToken, address }: SamenessInput): Sameness | null => {
  const fingerprint = fingerprintOf(keys, posted);
  const { idempotencyKey, page } = posted.envelope;
  const place = `${resumeToken ?? ''} ${page}`;
  const key =
    idempotencyKey !== ''
      ? `key ${idempotencyKey} ${place}`
      : token.kind === 'valid'
        ? `token ${token.nonce} ${addressKey(keys, address, formId)} ${fingerprint} ${place}`
        : null;
  return key === null ? null : { mark: { scope: 'answer', key, formId, forMs: REMEMBERED_MS }, fingerprint };
};

const answerOf = (value: string, fingerprint: string): Answered => {
  const kept = JSON.parse(value) as Kept;
  if (kept.fingerprint !== fingerprint) throw new PluginError('IDEMPOTENCY_KEY_REUSED');
  return kept.answered;
};

/** The answer to an earlier post that was the same; `null` when there was none. Throws when the key came with other answers then. */
export const recall = async (guards: Pick<GuardStore, 'find'>, { mark, fingerprint }: Sameness): Promise<Answered | null> => {
  const value = await guards.find(mark);
  return value === null ? null : answerOf(value, fingerprint);
};

/** Claims the right to give this answer, and keeps it. A second caller waits for the first one's transaction, and gets the first answer. */
export const claimAnswer = async (
  guards: Pick<GuardStore, 'claim'>,
  { mark, fingerprint }: Sameness,
  answered: Answered,
  on: On
): Promise<Answered | null> => {
  const claim = await guards.claim(mark, on, JSON.stringify({ fingerprint, answered } satisfies Kept));
  if (claim.kind === 'claimed') return null;
  if (claim.value === null) throw new PluginError('SUBMISSION_CHANGED');
  return answerOf(claim.value, fingerprint);
};
