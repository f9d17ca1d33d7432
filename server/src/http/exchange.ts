import type { Dispatcher } from 'undici';
import type { Connection } from './pool';

export interface ExchangeRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** More of an answer than this is not read. */
  readonly maxBodyBytes: number;
  readonly signal: AbortSignal;
}

/** An answer as it came over the wire, not inflated. */
export interface Exchanged {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly isTruncated: boolean;
  /** The answer was read to its end, so that the connection may carry another request. */
  readonly isComplete: boolean;
}

/** The receiver did something that HTTP does not provide for. */
export class ProtocolFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProtocolFault';
  }
}

/** Early hints and the like come once or twice; a receiver that sends more of them is playing for time. */
const MAX_INTERIM_ANSWERS = 8;

const pairs = (raw: DispatchRawHeaders): [string, string][] => {
  const list: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) list.push([raw[i]!.toString('latin1'), raw[i + 1]!.toString('latin1')]);
  return list;
};
type DispatchRawHeaders = readonly { toString(encoding?: 'latin1'): string }[];

/** undici compares lengths whenever its parser stops, and so blames them for heads that contradict themselves. */
const headFault = (error: Error): Error =>
  (error as { code?: unknown }).code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'
    ? new ProtocolFault('the head of the answer is no valid HTTP', { cause: error })
    : error;

/**
 * One POST over one connection. Rejects when the answer is not complete and when `signal` aborts; the connection is then of no further use.
 * A body over the cap is no failure: it is cut, and what counts is the status.
 */
export const exchange = (
  connection: Connection,
  { path, headers, body, maxBodyBytes, signal }: ExchangeRequest
): Promise<Exchanged> =>
  new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let interimCount = 0;
    let status = 0;
    let answerHeaders: [string, string][] = [];
    const chunks: Buffer[] = [];
    let size = 0;

    const release = () => signal.removeEventListener('abort', onAbort);
    const fail = (error: unknown) => {
      release();
      reject(error);
    };
    const finish = (isTruncated: boolean) => {
      release();
      resolve({ status, headers: answerHeaders, body: Buffer.concat(chunks, size), isTruncated, isComplete: !isTruncated });
    };
    // Settles at once: undici would keep a request that still waits for its connection until there is one.
    const onAbort = () => {
      fail(signal.reason);
      connection.destroy();
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });

    connection.client.dispatch(
      { method: 'POST', path, headers: headers as Record<string, string>, body },
      {
        onRequestStart: (given) => {
          controller = given;
        },
        onResponseStart: (given, code) => {
          if (code < 200) {
            interimCount += 1;
            if (interimCount > MAX_INTERIM_ANSWERS)
              given.abort(new ProtocolFault(`more than ${MAX_INTERIM_ANSWERS} interim answers`));
            return;
          }
          status = code;
          answerHeaders = pairs((given.rawHeaders ?? []) as DispatchRawHeaders);
        },
        onResponseData: (_given, chunk) => {
          const room = maxBodyBytes - size;
          if (chunk.length <= room) {
            chunks.push(chunk);
            size += chunk.length;
            return;
          }
          if (room > 0) chunks.push(chunk.subarray(0, room));
          size = maxBodyBytes;
          finish(true);
          controller?.abort(new Error('the rest is not read'));
        },
        onResponseEnd: () => finish(false),
        onResponseError: (_given, error) => fail(status === 0 ? headFault(error) : error),
      }
    );
  });
