import type { AnySchema } from 'yup';
import type { Format, FormatKind, SubmissionStyle } from '../../../../shared/contracts/webhook';
import type { EventData, StoredEvent } from '../event';

/** What a body is made of. */
export interface FormatInput {
  readonly event: StoredEvent;
  /** The part of the event's data that the webhook chose to send. */
  readonly payload: EventData;
  readonly webhook: { readonly id: string; readonly name: string; readonly submissions: SubmissionStyle };
  /** Counts from 1. */
  readonly attempt: number;
}

/** A body as it will be signed, sent and logged. */
export interface Body {
  readonly body: Buffer;
  readonly contentType: string;
  /** Headers that belong to the format, e.g. `ce-id`. */
  readonly headers: Readonly<Record<string, string>>;
}

export type FormatOf<K extends FormatKind> = Format & { readonly kind: K };

/** One way to write a body: its kind, the settings people may give, and how it writes. */
export interface FormatDefinition<K extends FormatKind = FormatKind> {
  readonly kind: K;
  /** A schema for each field of the format besides `kind`. */
  readonly settings: Readonly<Record<string, AnySchema>>;
  /** Throws `FormatFault` where the body cannot be made. */
  readonly write: (format: FormatOf<K>, input: FormatInput) => Body;
}

/** A format is one file with one of these, and one line in `format.ts`. */
export const defineFormat = <K extends FormatKind>(definition: FormatDefinition<K>): FormatDefinition<K> => definition;

/** A body could not be made: our own fault or that of a template, never the receiver's, so it uses up no attempt. */
export class FormatFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FormatFault';
  }
}

export const JSON_TYPE = 'application/json; charset=utf-8';

/** JSON without spaces, as `JSON.stringify` writes it. */
export const jsonBody = (value: unknown, contentType = JSON_TYPE, headers: Record<string, string> = {}): Body => ({
  body: Buffer.from(JSON.stringify(value)),
  contentType,
  headers,
});
