import { createHash } from 'node:crypto';
import type { FormInput } from '../../../shared/contracts/form';

/** The draft of a form, and what is published of it. */
export interface FormRecord extends FormInput {
  readonly id: string;
  readonly fingerprint: string;
  /** Of what is published; `null` where nothing is. */
  readonly publishedFingerprint: string | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A form as lists show it. */
export type FormSummary = Omit<FormRecord, 'definition' | 'description'>;

/** Forms as records of the content type. All but `all` and `find` are to be called in a transaction. */
export interface FormRecords {
  all(): Promise<readonly FormSummary[]>;
  find(id: string): Promise<FormRecord | null>;
  /** Answers its id. */
  insert(input: FormInput): Promise<string>;
  replace(id: string, input: FormInput): Promise<void>;
  /** `discard` sets the draft to what is published. */
  move(id: string, action: 'publish' | 'unpublish' | 'discard' | 'delete'): Promise<void>;
}

/** Keys in order and nothing undefined, so that equal content gives equal texts whatever database it went through. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const pairs = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${pairs.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
};

/** Of all that is published: equal content, equal fingerprint. */
export const fingerprintOf = ({ key, title, description, definition }: FormInput): string =>
  createHash('sha256')
    .update(canonical([key, title, description, definition]))
    .digest('hex');
