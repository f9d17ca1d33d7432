import type {
  FormDefinition,
  InboxStatus,
  Locale,
  SubmissionMeta,
  SubmissionNote,
  SubmissionPayload,
  SubmissionState,
  Values,
} from '../../../shared/contracts/form';

/** Valid answers as they are kept. */
export interface Submission {
  /** `sub_…` of `Ids`: sorts by the instant of creation, which can be read from it (`timeOfId`). */
  readonly id: string;
  readonly formId: string;
  /** The version it was made with. */
  readonly version: number;
  readonly locale: Locale;
  readonly state: SubmissionState;
  readonly status: InboxStatus;
  readonly isStarred: boolean;
  readonly isTest: boolean;
  /** By field key, as they were then. */
  readonly values: Values;
  readonly consents: SubmissionPayload['consents'];
  readonly meta: SubmissionMeta;
  readonly notes: readonly SubmissionNote[];
  /** Id of the logged-in user. */
  readonly user: string | null;
  /** Of a partial one: id of the page to go on with. */
  readonly page: string | null;
  /** SHA-256 (hex) of the token that resumes it; `null` where it cannot be resumed. */
  readonly resumeHash: string | null;
  /** The events it made, so that erasing it finds them. */
  readonly eventIds: readonly string[];
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  readonly completedAt: number | null;
}

/** What may change after the insertion. */
export type SubmissionPatch = Partial<Omit<Submission, 'id' | 'formId'>>;

/** By what a submission is found. */
export interface SubmissionIndex {
  /** All answers as one lower-case text, bounded. */
  readonly search: string;
  /** E-mail addresses in it, lower-case. */
  readonly emails: readonly string[];
}

const LONGEST_SEARCH = 8_000;
const MOST_EMAILS = 20;

/** How addresses are compared: trimmed, composed, lower-case. */
export const normaliseEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();

const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === 'object' && value !== null && 'name' in value) return textsOf(value.name);
  return [];
};

/** Makes the index of valid answers. Pure. */
export const indexSubmission = ({ pages }: Pick<FormDefinition, 'pages'>, values: Values): SubmissionIndex => {
  const fields = pages.flatMap((page) => page.fields);
  const emails = fields
    .filter(({ type }) => type === 'email')
    .flatMap(({ key }) => textsOf(Object.hasOwn(values, key) ? values[key] : null))
    .map(normaliseEmail)
    .filter((email) => email !== '');
  return {
    search: Object.values(values).flatMap(textsOf).join('\n').normalize('NFC').toLowerCase().slice(0, LONGEST_SEARCH),
    emails: [...new Set(emails)].slice(0, MOST_EMAILS),
  };
};
