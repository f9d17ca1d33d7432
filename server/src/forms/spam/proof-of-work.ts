import { createHash } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import type { PublicForm } from '../../../../shared/contracts/form';
import { isRecord } from '../../kernel/expected';
import type { Keys } from '../keys';
import { TOKEN_AGE_MS } from '../open-token';

export type Challenge = NonNullable<PublicForm['spam']['proofOfWork']>;

/** A solution that holds; `id` may be used once, until `expiresAt`. */
export interface Solved {
  readonly id: string;
  readonly expiresAt: number;
}

/**
 * A puzzle as ALTCHA has it: some ten thousand hashes for a browser, one for us. It names its form, so that a solution is of no use elsewhere.
 * https://altcha.org/docs/proof-of-work
 */
export const makeChallenge = async (keys: Keys, formId: string, maxNumber: number, now: number): Promise<Challenge> => {
  const made = await createChallenge({
    hmacKey: keys.texts('proof-of-work')[0]!,
    algorithm: 'SHA-256',
    maxnumber: maxNumber,
    saltLength: 12,
    expires: new Date(now + TOKEN_AGE_MS),
    params: { form: formId },
  });
  return { algorithm: made.algorithm, challenge: made.challenge, maxnumber: maxNumber, salt: made.salt, signature: made.signature };
};

const parse = (solution: string): Readonly<Record<string, unknown>> | null => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(solution, 'base64').toString('utf8'));
    return isRecord(parsed) ? parsed : null;
  } catch {
    return null;
  }
};

/** Checks a solution (Base64 of ALTCHA's JSON); `null` for one that does not hold. That it is used once is for the caller to see to. */
export const checkSolution = async (keys: Keys, formId: string, solution: string, now: number): Promise<Solved | null> => {
  const given = parse(solution);
  if (given === null) return null;
  const { algorithm, challenge, number, salt, signature } = given;
  if (algorithm !== 'SHA-256' || typeof challenge !== 'string' || typeof salt !== 'string' || typeof signature !== 'string')
    return null;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return null;
  const parameters = new URLSearchParams(salt.split('?')[1] ?? '');
  const expiresAt = Number(parameters.get('expires')) * 1_000;
  if (parameters.get('form') !== formId || !(expiresAt > now)) return null;
  const payload = { algorithm, challenge, number, salt, signature } as const;
  for (const key of keys.texts('proof-of-work')) {
    if (await verifySolution(payload, key, false)) return { id: createHash('sha256').update(challenge).digest('hex'), expiresAt };
  }
  return null;
};
