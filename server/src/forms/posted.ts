/** A file of a multipart post while its request lasts: in the temporary folder, not judged yet. */
export interface PostedFile {
  /** Name of the part: the key of a field. */
  readonly field: string;
  /** As the browser gave it; not safe to use. */
  readonly name: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
}

/** What travels beside the answers. `''`: not given. */
export interface Envelope {
  readonly token: string;
  readonly idempotencyKey: string;
  readonly locale: string;
  readonly page: string;
  readonly honeypot: string;
  readonly proofOfWork: string;
  readonly captcha: string;
  readonly pageUrl: string;
  readonly referrer: string;
}

/** A body, the same whichever door it came through. Answers are raw: nothing is believed yet. */
export interface Posted {
  /** Without a prototype, so that no key of a body means anything. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly envelope: Envelope;
  readonly files: readonly PostedFile[];
}

/** Longest text of each part of the envelope. */
export const ENVELOPE_LIMITS: Readonly<Record<keyof Envelope, number>> = {
  token: 1_000,
  idempotencyKey: 200,
  locale: 35,
  page: 100,
  honeypot: 5_000,
  proofOfWork: 4_000,
  captcha: 8_192,
  pageUrl: 2_000,
  referrer: 2_000,
};

export const EMPTY_ENVELOPE: Envelope = {
  token: '',
  idempotencyKey: '',
  locale: '',
  page: '',
  honeypot: '',
  proofOfWork: '',
  captcha: '',
  pageUrl: '',
  referrer: '',
};
