import type { FormVersion } from '../../../../shared/contracts/form';
import type { Keys } from '../keys';
import type { ReadToken } from '../open-token';
import type { Posted } from '../posted';
import type { AskCaptcha } from './captcha';
import { checkSolution, type Solved } from './proof-of-work';
import { judgeSpam, type Verdict } from './verdict';

export interface JudgeTools {
  readonly keys: Keys;
  readonly askCaptcha: AskCaptcha;
}

export interface Judged {
  readonly verdict: Verdict;
  /** A proof of work that is used up when the submission is stored. */
  readonly solved: Solved | null;
}

export interface JudgeInput {
  readonly form: FormVersion;
  readonly posted: Posted;
  readonly token: ReadToken;
  readonly address: string;
  readonly now: number;
  /** It goes on from an earlier page, whose proof and captcha stand for all: only who passed them has the token. */
  readonly isResumed: boolean;
}

/** Judges a post. Services are asked last: what is spam without them costs nothing and tells a bot nothing. */
export const createJudge =
  ({ keys, askCaptcha }: JudgeTools) =>
  async ({ form, posted, token, address, now, isResumed }: JudgeInput): Promise<Judged> => {
    const { spam } = form.definition.settings;
    const { honeypot, proofOfWork, captcha } = posted.envelope;
    const suspect = { settings: spam, honeypot, token, now, proofOfWork: null, captcha: null };
    const first = judgeSpam(suspect);
    if (first.kind !== 'clean' || isResumed) return { verdict: first, solved: null };
    const solved = spam.proofOfWork ? await checkSolution(keys, form.formId, proofOfWork, now) : null;
    if (spam.proofOfWork && solved === null) return { verdict: judgeSpam({ ...suspect, proofOfWork: false }), solved };
    const isHuman = spam.captcha === 'none' ? null : await askCaptcha({ kind: spam.captcha, token: captcha, address });
    return { verdict: judgeSpam({ ...suspect, captcha: isHuman }), solved };
  };

export type Judge = ReturnType<typeof createJudge>;
