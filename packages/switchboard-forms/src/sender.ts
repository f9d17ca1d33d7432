import type { PublicForm, SubmissionReceipt } from '../../../shared/contracts/form';
import type { Captcha } from './captcha';
import type { Answer, FormServer, Refusal } from './client';
import type { Draft } from './draft';
import type { Answers } from './initial-answers';
import type { Visit } from './session';

/** What is to be sent. */
export interface Parcel {
  readonly answers: Answers;
  readonly files: Readonly<Record<string, readonly File[]>>;
  /** Of a partial submission: the page that was filled in. */
  readonly page: string | undefined;
  readonly visit: Visit;
  readonly onProgress: (share: number) => void;
}

/** Sends a form with all that shows that a person did, once, however often it is tried. */
export interface Sender {
  /** Starts what takes time, while the visitor types. */
  prepare(): void;
  /** Whether the proof of work is still under way. */
  isProving(): boolean;
  send(parcel: Parcel): Promise<Answer<SubmissionReceipt>>;
  /** What a draft keeps of it. */
  kept(): Pick<Draft, 'resumeToken' | 'idempotencyKey'>;
  takeUp(kept: Pick<Draft, 'resumeToken' | 'idempotencyKey'>): void;
  showCaptcha(): void;
  isCaptchaMissing(): boolean;
  end(): void;
}

interface SenderInput {
  readonly server: FormServer;
  readonly form: PublicForm;
  readonly captchaSlot: HTMLElement;
  /** What stands in the field that people leave empty. */
  readonly trap: () => string;
}

const LONGEST_ADDRESS = 2_000;
/** The server takes tokens for a day; long before that a new one is fetched, so that nobody ever hears of it. */
const FRESH_FOR_MS = 12 * 3_600_000;
/** After a token that was too old: the new one must not look like a form filled in within a moment. */
const SETTLE_MS = 5_000;

const STALE = ['token-expired', 'proof-of-work'] as const;

/** By which of its signs a refusal is about the token or the proof, not the answers. */
const staleOf = ({ code, faults }: Refusal): (typeof STALE)[number] | null => {
  const said = [code.toLowerCase().replaceAll('_', '-'), ...faults.map((fault) => fault.code)];
  return STALE.find((sign) => said.some((one) => one.includes(sign))) ?? null;
};

/** Random, also on pages without TLS, which have no `randomUUID`. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A sender for one filling-in. */
export const createSender = ({ server, form, captchaSlot, trap }: SenderInput): Sender => {
  const stopped = new AbortController();
  let { token } = form;
  let challenge = form.spam.proofOfWork;
  let proof: Promise<string | null> | null = null;
  let isProving = false;
  let fetchedAt = Date.now();
  let captcha: Captcha | null = null;
  let isDrawing = false;
  let kept: Pick<Draft, 'resumeToken' | 'idempotencyKey'> = { resumeToken: null, idempotencyKey: null };

  /** Only forms that ask for a proof load what finds it. */
  const prove = async (): Promise<string | null> => {
    if (challenge === null) return null;
    isProving = true;
    try {
      const { solve } = await import('./proof-of-work');
      return await solve(challenge, stopped.signal);
    } finally {
      isProving = false;
    }
  };

  const proofOnce = (): Promise<string | null> => {
    proof ??= prove().catch((fault: unknown) => {
      // Loaded again with the next attempt: the network may be back.
      proof = null;
      throw fault;
    });
    return proof;
  };

  /** A new challenge, and on request a new token. */
  const refresh = async (what: 'challenge' | 'all') => {
    const fresh = await server.load();
    if (fresh.kind !== 'answered') return;
    challenge = fresh.value.spam.proofOfWork;
    proof = null;
    if (what === 'all') ({ token } = fresh.value);
    fetchedAt = Date.now();
  };

  const attempt = async ({ answers, files, page, visit, onProgress }: Parcel): Promise<Answer<SubmissionReceipt>> => {
    kept = { ...kept, idempotencyKey: kept.idempotencyKey ?? newKey() };
    const proofOfWork = await proofOnce().catch(() => undefined);
    if (proofOfWork === undefined) return { kind: 'unreachable' };
    const told = {
      token,
      idempotencyKey: kept.idempotencyKey ?? newKey(),
      locale: form.locale,
      honeypot: trap(),
      page,
      proofOfWork: proofOfWork ?? undefined,
      captcha: captcha?.token() || undefined,
      pageUrl: visit.pageUrl?.slice(0, LONGEST_ADDRESS),
      referrer: visit.referrer?.slice(0, LONGEST_ADDRESS) || undefined,
    };
    const request = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
    return server.send({ ...request, answers, files, trap: form.spam.honeypot }, kept.resumeToken, onProgress);
  };

  const settle = (answer: Answer<SubmissionReceipt>) => {
    // Nobody knows whether it arrived: the same key, proof and captcha again, so that it is stored once.
    if (answer.kind === 'unreachable') return;
    captcha?.reset();
    kept = { ...kept, idempotencyKey: null };
    if (answer.kind === 'answered') {
      kept = { ...kept, resumeToken: answer.value.resumeToken ?? kept.resumeToken };
      if (answer.value.state === 'partial' && challenge !== null) void refresh('challenge');
    }
  };

  return {
    prepare: () => {
      proofOnce().catch(() => undefined);
      if (Date.now() - fetchedAt > FRESH_FOR_MS) void refresh('all');
    },
    isProving: () => isProving,
    send: async (parcel) => {
      let answer = await attempt(parcel);
      settle(answer);
      const stale = answer.kind === 'refused' ? staleOf(answer) : null;
      if (stale !== null) {
        await refresh(stale === 'token-expired' ? 'all' : 'challenge');
        if (stale === 'token-expired') await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
        answer = await attempt(parcel);
        settle(answer);
      }
      return answer;
    },
    kept: () => kept,
    takeUp: (from) => {
      kept = from;
    },
    showCaptcha: () => {
      if (isDrawing || form.spam.captcha === null) return;
      isDrawing = true;
      const { captcha: wanted } = form.spam;
      const drawing = import('./captcha').then(({ drawCaptcha }) => drawCaptcha(wanted, captchaSlot, form.locale));
      drawing.then(
        (drawn) => {
          captcha = drawn;
        },
        () => {
          // Tried again with the next page or attempt: the network may be back.
          isDrawing = false;
        }
      );
    },
    isCaptchaMissing: () => form.spam.captcha !== null && !captcha?.token(),
    end: () => stopped.abort(),
  };
};
