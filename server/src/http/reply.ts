import type { UnreachableReason } from '../../../shared/contracts/delivery';

/** What came of one request. A fault of the receiver or of the network is a value, never an exception. */
export type Reply =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** As received: order, case and repetitions kept. */
      readonly headers: readonly (readonly [string, string])[];
      /** Inflated, at most `maxLoggedBytes`. */
      readonly body: Buffer;
      /** There was more than `body` holds; the rest was not read. */
      readonly isTruncated: boolean;
      readonly durationMs: number;
    }
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason; readonly detail: string; readonly durationMs: number }
  /** The guard refused `address` (an address, or the reason where the URL itself was refused); no byte was sent. */
  | { readonly kind: 'forbidden'; readonly address: string; readonly durationMs: number }
  /** Our own fault (stopped by the caller's signal, out of file descriptors): nothing to hold against the receiver. */
  | { readonly kind: 'postponed'; readonly because: string; readonly durationMs: number };

export interface SendRequest {
  /** Absolute, http or https. */
  readonly url: string;
  /** Sent as they are, beside `content-length` and `host`, which are ours. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Total deadline: DNS, connect, TLS, sending, and reading the whole answer. */
  readonly timeoutMs: number;
  /** Ends the request early, e.g. at shutdown: the reply is then `postponed`. */
  readonly signal?: AbortSignal;
  /** Keeps this much of the answer instead of `maxLoggedBytes`. */
  readonly maxBodyBytes?: number;
}

/** POSTs bytes to addresses that the guard allows. */
export interface Sender {
  /** Never rejects for anything a receiver or the network does. */
  send(request: SendRequest): Promise<Reply>;
  /** Ends requests under way (`postponed`) and closes every socket. Later sends are `postponed`. */
  close(): Promise<void>;
}
