import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Auth } from '../../../shared/contracts/webhook';
import type { Clock } from '../kernel/clock';
import { isHeaderValue } from './header-rules';
import type { Reply, Sender } from './reply';

export type OAuth2 = Extract<Auth, { kind: 'oauth2' }>;

export type TokenReply =
  | { readonly kind: 'token'; readonly token: string }
  /** A sentence for the log; never holds the secret, nor what the endpoint chose to repeat of it. */
  | { readonly kind: 'failed'; readonly because: string }
  /** Our own fault or a shutdown, see `Reply`. */
  | { readonly kind: 'postponed'; readonly because: string };

/** Access tokens for webhooks with OAuth2 client credentials. */
export interface Tokens {
  /**
   * A token that is good for another minute at least. Concurrent callers share one request, and the first caller's `timeoutMs`. One whose
   * `signal` aborts is told `postponed` at once; the request itself ends with its sender.
   */
  get(auth: OAuth2, timeoutMs: number, signal?: AbortSignal): Promise<TokenReply>;
  /** Call when a receiver answered 401: the next `get` fetches anew. */
  forget(auth: OAuth2): void;
}

interface Token {
  readonly token: string;
  readonly goodUntil: number;
}

const SPARE_MS = 60_000;
/** For an answer without `expires_in`, which RFC 6749 §5.1 only recommends. */
const ASSUMED_LIFE_S = 300;
const MAX_ANSWER_BYTES = 65_536;

/** One entry per set of credentials. Hashed, so that no secret is a key that could be printed. */
const keyOf = ({ tokenUrl, clientId, clientSecret, scope, audience }: OAuth2): string =>
  createHash('sha256')
    .update(JSON.stringify([tokenUrl, clientId, clientSecret, scope, audience]))
    .digest('base64');

const formEncode = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1);

/** RFC 6749 §2.3.1: Basic, both halves form-encoded first, is the one way that every token endpoint must understand. */
const basic = ({ clientId, clientSecret }: OAuth2): string =>
  `Basic ${Buffer.from(`${formEncode(clientId)}:${formEncode(clientSecret)}`).toString('base64')}`;

const grant = ({ scope, audience }: OAuth2): Buffer => {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (scope) form.set('scope', scope);
  if (audience) form.set('audience', audience);
  return Buffer.from(form.toString());
};

const parseObject = (body: Buffer): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/** The endpoint's `error` code, if it is one word of RFC 6749 §5.2 or like it. Its description is free text and may repeat anything. */
const errorWord = ({ error }: Readonly<Record<string, unknown>>): string =>
  typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? ` (${error})` : '';

const lifeOf = ({ expires_in: seconds }: Readonly<Record<string, unknown>>): number => {
  const life = Number(seconds ?? ASSUMED_LIFE_S);
  return Number.isFinite(life) && life > 0 ? life : 0;
};

const readToken = (reply: Reply, nowMs: number): Token | Exclude<TokenReply, { kind: 'token' }> => {
  const failed = (because: string) => ({ kind: 'failed', because }) as const;
  if (reply.kind === 'postponed') return { kind: 'postponed', because: reply.because };
  if (reply.kind === 'unreachable') return failed(`the token endpoint cannot be reached: ${reply.reason}`);
  if (reply.kind === 'forbidden') return failed(`the token endpoint has a forbidden address: ${reply.address}`);
  const answer = parseObject(reply.body);
  if (reply.status !== 200) return failed(`the token endpoint answered ${reply.status}${errorWord(answer)}`);
  const { access_token: token, token_type: type } = answer;
  if (typeof token !== 'string' || token === '' || !isHeaderValue(token))
    return failed('the token endpoint answered without a usable access_token');
  if (type !== undefined && String(type).toLowerCase() !== 'bearer')
    return failed('the token endpoint answered with a token that is no bearer token');
  return { token, goodUntil: nowMs + lifeOf(answer) * 1_000 - SPARE_MS };
};

const unlessStopped = (reply: Promise<TokenReply>, signal?: AbortSignal): Promise<TokenReply> => {
  if (!signal) return reply;
  // One signal stops all attempts of an instance: many listeners are no leak here.
  setMaxListeners(0, signal);
  return new Promise((resolve, reject) => {
    const stop = () => resolve({ kind: 'postponed', because: 'the request was stopped' });
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    reply.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
};

/** Makes the keeper of access tokens. Nothing is stored: a restart fetches anew. */
export const createTokens = ({ sender, clock }: { readonly sender: Sender; readonly clock: Clock }): Tokens => {
  const kept = new Map<string, Token>();
  const underWay = new Map<string, Promise<TokenReply>>();

  const sweep = () => {
    for (const [key, { goodUntil }] of kept) if (goodUntil <= clock()) kept.delete(key);
  };

  const fetchToken = async (auth: OAuth2, key: string, timeoutMs: number): Promise<TokenReply> => {
    const reply = await sender.send({
      url: auth.tokenUrl,
      headers: { authorization: basic(auth), 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: grant(auth),
      timeoutMs,
      maxBodyBytes: MAX_ANSWER_BYTES,
    });
    const answer = readToken(reply, clock());
    if ('kind' in answer) return answer;
    sweep();
    // Forgotten while it was on its way: hand it out, but do not keep it.
    if (answer.goodUntil > clock() && underWay.has(key)) kept.set(key, answer);
    return { kind: 'token', token: answer.token };
  };

  return {
    get: (auth, timeoutMs, signal) => {
      const key = keyOf(auth);
      const token = kept.get(key);
      if (token && token.goodUntil > clock()) return Promise.resolve({ kind: 'token', token: token.token });
      const known = underWay.get(key);
      if (known) return unlessStopped(known, signal);
      const fresh = fetchToken(auth, key, timeoutMs).finally(() => {
        if (underWay.get(key) === fresh) underWay.delete(key);
      });
      underWay.set(key, fresh);
      return unlessStopped(fresh, signal);
    },
    forget: (auth) => {
      const key = keyOf(auth);
      kept.delete(key);
      underWay.delete(key);
    },
  };
};
