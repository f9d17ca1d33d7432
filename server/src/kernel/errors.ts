/**
 * Every mistake a caller can make, with its HTTP status and the sentence it reads. `docs/errors.md` has a heading for each code.
 */
export const ERRORS = {
  INVALID_INPUT: { status: 400, sentence: 'The input is not valid.' },
  WEBHOOK_NOT_FOUND: { status: 404, sentence: 'There is no webhook with this id.' },
  WEBHOOK_IS_DECLARED: { status: 409, sentence: 'This webhook is declared in config/plugins and can be changed only there.' },
  RECEIVER_NOT_FOUND: { status: 404, sentence: 'This webhook has no receiver URL with this id.' },
  SECRET_NOT_FOUND: { status: 404, sentence: 'This webhook has no secret with this id.' },
  LAST_SECRET: { status: 409, sentence: 'A webhook keeps at least one live secret; rotate it instead of removing it.' },
  TOO_MANY_SECRETS: { status: 409, sentence: 'A webhook has at most 5 live secrets; let one expire or remove it first.' },
  DELIVERY_NOT_FOUND: { status: 404, sentence: 'There is no delivery with this id.' },
  DELIVERY_IS_RUNNING: {
    status: 409,
    sentence: 'This delivery is being attempted right now; try again when the attempt has ended.',
  },
  DELIVERY_IS_FINAL: { status: 409, sentence: 'This delivery has already ended; there is nothing to cancel.' },
  EVENT_NOT_FOUND: { status: 404, sentence: 'The event of this delivery was removed by retention and cannot be sent again.' },
  ENCRYPTION_KEY_MISSING: {
    status: 409,
    sentence: 'Secrets cannot be stored: set `secrets.encryptionKey` in config/admin (usually from the ENCRYPTION_KEY variable).',
  },
  CONTENT_FORBIDDEN: { status: 403, sentence: 'Your role may not read this content.' },
  ACTION_FORBIDDEN: { status: 403, sentence: 'Your role may not do this.' },
  SAMPLE_NOT_FOUND: { status: 404, sentence: 'There is no such document to make a sample of.' },
  FORM_NOT_FOUND: { status: 404, sentence: 'There is no such form, or it is not published.' },
  FORM_CHANGED: { status: 409, sentence: 'Somebody else has saved this form in the meantime.' },
  FORM_NOT_PUBLISHED: { status: 409, sentence: 'Nothing of this form is published, so there is nothing to go back to.' },
  VERSION_NOT_FOUND: { status: 404, sentence: 'This form has no version of this number.' },
  FORM_CLOSED: { status: 409, sentence: 'This form takes no more submissions.' },
  FORM_NOT_OPEN: { status: 409, sentence: 'This form is not open yet.' },
  LOGIN_REQUIRED: { status: 409, sentence: 'Log in to submit this form.' },
  ALREADY_SUBMITTED: { status: 409, sentence: 'You have submitted this form already.' },
  SUBMISSION_NOT_FOUND: { status: 404, sentence: 'There is no such submission.' },
  SUBMISSION_IS_COMPLETE: { status: 409, sentence: 'This submission is complete and can no longer be changed.' },
  SUBMISSION_CHANGED: { status: 409, sentence: 'This submission was changed at the same time; send it again.' },
  SUBMISSION_REFUSED: { status: 422, sentence: 'This submission was not accepted.' },
  BODY_UNREADABLE: { status: 400, sentence: 'The body cannot be read.' },
  BODY_TOO_LARGE: { status: 413, sentence: 'The body is too large.' },
  BODY_TYPE_UNKNOWN: { status: 415, sentence: 'The body is of a type that this address does not take.' },
  ANSWERS_INVALID: { status: 422, sentence: 'Some answers need another look.' },
  CHECK_FAILED: { status: 422, sentence: 'It could not be checked that this was sent by a person; please send it again.' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, sentence: 'This idempotency key was used with other answers.' },
  TOO_MANY_SUBMISSIONS: { status: 429, sentence: 'There were too many submissions; wait a while and send it again.' },
  FILE_NOT_FOUND: { status: 404, sentence: 'There is no such file, or the link to it has ended.' },
} as const satisfies Record<string, { status: number; sentence: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** One fault in an input, at its field: `path` as in `receivers.0.url`. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
  /** What is wrong, as a word for programs. */
  readonly code?: string;
}

/** A caller's mistake. The edge turns it into an answer; nothing else is caught there. */
export class PluginError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly fields: readonly FieldError[] = [],
    options?: ErrorOptions
  ) {
    super(ERRORS[code].sentence, options);
    this.name = 'PluginError';
    this.status = ERRORS[code].status;
  }
}
