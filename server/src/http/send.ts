import { Axios, AxiosHeaders, type AxiosAdapter } from 'axios';
import { classify, isOwnFault } from './classify';
import { createConnect, ForbiddenAddress } from './connect';
import { startDeadline, type Deadline } from './deadline';
import { exchange, type Exchanged } from './exchange';
import type { Guard } from './guard';
import { headerFault } from './header-rules';
import { inflate } from './inflate';
import { createPool, type Pool } from './pool';
import type { Reply, Sender, SendRequest } from './reply';
import { createResolve, type Resolve } from './resolve';

export type { Reply, Sender, SendRequest } from './reply';

export interface SenderOptions {
  readonly guard: Guard;
  /** Bytes of an answer's body that are kept; the rest is not read. */
  readonly maxLoggedBytes: number;
  readonly resolve?: Resolve;
  /** Certificates in PEM trusted beside Node's own. */
  readonly ca?: readonly string[];
  /** Connections kept open without a request, over all receivers. */
  readonly maxIdle?: number;
}

const MAX_HEADER_BYTES = 32_768;
const MAX_IDLE = 256;

type Untimed = Reply extends infer R ? (R extends Reply ? Omit<R, 'durationMs'> : never) : never;

/**
 * axios's own adapter would follow redirects, obey proxy variables and cut nothing; this one has none of it to switch off. It is also
 * faster: see `benchmarks/send.mjs`.
 */
const createAdapter =
  (pool: Pool): AxiosAdapter =>
  async (config) => {
    const url = new URL(config.url as string);
    const signal = config.signal as AbortSignal;
    const connection = pool.take(url.origin, signal);
    try {
      const data = await exchange(connection, {
        path: url.pathname + url.search,
        headers: config.headers.toJSON() as Record<string, string>,
        body: config.data as Buffer,
        maxBodyBytes: config.maxContentLength as number,
        signal,
      });
      if (data.isComplete) pool.give(connection);
      else connection.destroy();
      return { data, status: data.status, statusText: '', headers: {}, config };
    } catch (error) {
      connection.destroy();
      throw error;
    }
  };

const headersFor = (given: SendRequest['headers']): AxiosHeaders => {
  const headers = new AxiosHeaders(given as Record<string, string>);
  // An answer is read to be logged: compressed it would only be work, and a way to hide a bomb.
  if (!headers.has('accept-encoding')) headers.set('accept-encoding', 'identity');
  // Else axios would claim that the bytes are a form.
  if (!headers.has('content-type')) headers.set('content-type', 'application/octet-stream');
  return headers;
};

const codingOf = (headers: Exchanged['headers']): string =>
  headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .map(([, value]) => value)
    .join(',');

const judgeFailure = (error: unknown, deadline: Deadline): Untimed => {
  const ending = deadline.ending();
  if (ending === 'stopped') return { kind: 'postponed', because: 'the request was stopped' };
  if (ending === 'timeout') return { kind: 'unreachable', reason: 'timeout', detail: (deadline.signal.reason as Error).message };
  if (error instanceof ForbiddenAddress) return { kind: 'forbidden', address: error.address };
  if (isOwnFault(error)) return { kind: 'postponed', because: classify(error).detail };
  return { kind: 'unreachable', ...classify(error) };
};

/**
 * Makes a sender: guarded sockets, no redirects, no proxies from the environment, one deadline over everything, and no more of an answer
 * read than is kept.
 *
 * A request is never repeated here. If a kept-alive connection turns out closed before anything was written, a fresh one is made; once
 * bytes are out, nobody can know whether the receiver acted on them, and the reply is `reset`.
 */
export const createSender = ({
  guard,
  maxLoggedBytes,
  resolve = createResolve(),
  ca,
  maxIdle = MAX_IDLE,
}: SenderOptions): Sender => {
  const pool = createPool(createConnect({ guard, resolve, ...(ca ? { ca } : {}) }), { maxIdle, maxHeaderBytes: MAX_HEADER_BYTES });
  // Not `axios.create`: that brings axios's defaults along, and a default is a behaviour that nobody here decided on.
  const client = new Axios({ adapter: createAdapter(pool), method: 'post' });
  const underWay = new Set<Deadline>();
  let isClosed = false;

  const attempt = async (
    { headers, body, maxBodyBytes = maxLoggedBytes }: SendRequest,
    url: URL,
    deadline: Deadline
  ): Promise<Untimed> => {
    const { data } = await client.request<Exchanged>({
      url: url.href,
      data: body,
      headers: headersFor(headers),
      signal: deadline.signal,
      maxContentLength: maxBodyBytes,
    });
    const cut = await inflate(data, codingOf(data.headers), maxBodyBytes);
    return { kind: 'answered', status: data.status, headers: data.headers, body: cut.body, isTruncated: cut.isTruncated };
  };

  const run = async (request: SendRequest): Promise<Untimed> => {
    if (isClosed) return { kind: 'postponed', because: 'the sender is closed' };
    const judged = guard.judgeUrl(request.url);
    if (judged.kind === 'forbidden') return { kind: 'forbidden', address: judged.address || judged.because };
    const fault = headerFault(request.headers);
    if (fault) return { kind: 'unreachable', reason: 'protocol', detail: `Not sent: ${fault}` };

    const deadline = startDeadline(request.timeoutMs, request.signal);
    underWay.add(deadline);
    try {
      return await attempt(request, judged.url, deadline);
    } catch (error) {
      return judgeFailure(error, deadline);
    } finally {
      underWay.delete(deadline);
      deadline.clear();
    }
  };

  return {
    send: async (request) => {
      const startedAt = performance.now();
      const reply = await run(request);
      return { ...reply, durationMs: Math.round(performance.now() - startedAt) };
    },
    close: async () => {
      isClosed = true;
      for (const deadline of underWay) deadline.stop();
      await pool.close();
    },
  };
};
