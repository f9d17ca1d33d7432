/** A form as editors build it, and as it crosses the wire between admin panel, server and browser library. */

import type { Control } from '../forms/field-type';
import type { FaultSentences } from '../forms/messages/fault-sentences';
import type { Words } from '../forms/words/en';

/** Texts stand in the form's own language; those of other locales in `FormDefinition.translations`. */
export type Locale = string;

/** What a rule of a condition compares; the words of the reference first, then those that typed values allow. */
export const CONDITION_OPERATORS = [
  'equals',
  'not-equals',
  'contains',
  'not-contains',
  'matches',
  'is-empty',
  'is-not-empty',
  'greater-than',
  'greater-or-equal',
  'less-than',
  'less-or-equal',
] as const;
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number];

export interface ConditionRule {
  /** Key of an answering field of the same form. */
  readonly field: string;
  readonly operator: ConditionOperator;
  /** `null` for `is-empty` and `is-not-empty`. A field that is itself hidden counts as empty. */
  readonly value: string | number | boolean | null;
}

/** Rules that hold all together or any of them; an empty list always holds. */
export interface FieldCondition {
  readonly combine: 'all' | 'any';
  readonly rules: readonly ConditionRule[];
}

/** One choice of a choice field. The value travels, the label is shown. */
export interface FieldOption {
  readonly value: string;
  readonly label: string;
  /** Of choices shown as images: address of the picture and its text alternative. */
  readonly image?: { readonly url: string; readonly alt: string };
}

/** What a type of field lets editors set beside what all fields have; shape and limits stand in its file in `shared/forms/fields/`. */
export type FieldSettings = Readonly<Record<string, unknown>>;

export interface FormField {
  /** `fld_…`, made at birth; never changes and is never used again. A deleted field's answers travel as `__field_<id>`. */
  readonly id: string;
  /** `^[a-z][a-z0-9_]{0,63}$`, unique in the form; locked once there are submissions. Under this name answers come, are kept and are sent. */
  readonly key: string;
  /** Name of a registered type, e.g. `text`. */
  readonly type: string;
  readonly label: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly isRequired: boolean;
  readonly settings: FieldSettings;
  /** An editor's own words for a fault, by its code (`required`, `too-long` …). */
  readonly messages: Readonly<Record<string, string>>;
  /** When it is shown or hidden; `null`: always shown. */
  readonly visibility: { readonly effect: 'show' | 'hide'; readonly when: FieldCondition } | null;
  /** Required also when this holds. */
  readonly requiredWhen: FieldCondition | null;
  readonly width: 'full' | 'half';
  /** WHATWG autofill token (`email`, `given-name` …) or ''. */
  readonly autocomplete: string;
}

/** After a page, the first jump that holds says where to go on; otherwise the next page that is shown. */
export interface PageJump {
  readonly when: FieldCondition;
  /** Id of a later page, or `end`. */
  readonly to: string;
}

export interface FormPage {
  /** `pag_…`. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly fields: readonly FormField[];
  readonly visibility: { readonly effect: 'show' | 'hide'; readonly when: FieldCondition } | null;
  readonly jumps: readonly PageJump[];
}

export type Captcha = 'none' | 'turnstile' | 'hcaptcha' | 'recaptcha';

export interface MailNotice {
  /** `not_…`. */
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  /** Fixed addresses (to editors), or the key of an e-mail field (to the visitor). */
  readonly to:
    { readonly kind: 'addresses'; readonly addresses: readonly string[] } | { readonly kind: 'field'; readonly field: string };
  /** Key of an e-mail field whose answer becomes Reply-To; '' for none. */
  readonly replyToField: string;
  /** A header, one line: `{{form.title}}`, `{{form.key}}`, `{{submission.id}}`, `{{submission.time}}`, and nothing that a visitor wrote. */
  readonly subject: string;
  /** `{{key}}`, `{{summary}}` and what the subject takes; replaced in one pass, no template language. */
  readonly body: string;
  /** Sent only when this holds; `null`: always. */
  readonly when: FieldCondition | null;
}

export interface FormSettings {
  readonly submitLabel: string;
  readonly nextLabel: string;
  readonly backLabel: string;
  /** After a complete submission. A redirect is a configured https/http address or a path of the same site. */
  readonly success: { readonly kind: 'message'; readonly text: string } | { readonly kind: 'redirect'; readonly url: string };
  /** Partial submissions are stored page by page and may be resumed by token. */
  readonly storesPartial: boolean;
  /** ISO instants, or null. */
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly closedMessage: string;
  /** Complete submissions accepted in all; `null`: no limit. Exact under parallel posts. */
  readonly maxSubmissions: number | null;
  /** One submission per logged-in user, per address, or no such limit. */
  readonly oncePer: 'none' | 'user' | 'address';
  readonly spam: {
    readonly honeypot: boolean;
    /** Seconds from opening to submitting below which it is spam; 0: not judged. */
    readonly minSeconds: number;
    readonly proofOfWork: boolean;
    readonly captcha: Captcha;
    /** Submissions per address and per form in ten minutes; 0: no limit. */
    readonly perAddress: number;
    readonly perForm: number;
  };
  readonly privacy: {
    /** Of the visitor's address: nothing, anonymised (IPv4 /24, IPv6 /48), or whole. */
    readonly address: 'none' | 'anonymised' | 'full';
    readonly keepsUserAgent: boolean;
  };
  /** Days until rows and files are removed; `null`: kept. */
  readonly retention: {
    readonly completeDays: number | null;
    readonly partialDays: number | null;
    readonly spamDays: number | null;
  };
  readonly notices: readonly MailNotice[];
}

/** What an editor builds: one structure for all languages. */
export interface FormDefinition {
  readonly pages: readonly FormPage[];
  readonly settings: FormSettings;
  /** The language of the texts above. */
  readonly locale: Locale;
  /**
   * Texts of other languages by locale and path: `fields.<key>.label`, `fields.<key>.hint`, `fields.<key>.placeholder`,
   * `fields.<key>.options.<value>`, `fields.<key>.settings.<name>`, `fields.<key>.messages.<code>`, `pages.<id>.title`, `pages.<id>.description`,
   * `settings.submitLabel`, `settings.success.text`, `title` … What is missing falls back to the form's own language.
   */
  readonly translations: Readonly<Record<Locale, Readonly<Record<string, string>>>>;
  /** Fields that were deleted after they had answers: never used again, still readable. */
  readonly retired: readonly { readonly id: string; readonly key: string; readonly label: string; readonly type: string }[];
}

/** A published, immutable version. */
export interface FormVersion {
  readonly formId: string;
  readonly formKey: string;
  /** Counts from 1. */
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly definition: FormDefinition;
  /** Milliseconds since the epoch. */
  readonly publishedAt: number;
}

// ---- Answers, values and faults -------------------------------------------------------------------------------------------------------------

/** A file as it is kept with a submission. */
export interface StoredFile {
  /** `fil_…`. */
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  /** Bytes. */
  readonly size: number;
}

/** What the evaluator makes of an answer. Decimals and local dates are texts; several choices a list; files a list. */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | readonly StoredFile[]
  | { readonly granted: boolean; readonly text: string; readonly version: number };

export type Values = Readonly<Record<string, FieldValue>>;

/** One fault at its field: `path` is the key (`''` for the whole form), `message` in the visitor's language. */
export interface AnswerFault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

// ---- Submissions ----------------------------------------------------------------------------------------------------------------------------

export const SUBMISSION_STATES = ['partial', 'complete'] as const;
/** How far the visitor came. */
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

export const INBOX_STATUSES = ['new', 'read', 'archived', 'spam'] as const;
/** Where it stands in the inbox; the star is apart from it. */
export type InboxStatus = (typeof INBOX_STATUSES)[number];

/** Circumstances of a submission; what privacy settings forbid is absent. */
export interface SubmissionMeta {
  readonly pageUrl?: string;
  readonly referrer?: string;
  readonly userAgent?: string;
  readonly address?: string;
  /** Why it was judged to be spam, e.g. `honeypot`, `too-fast`. */
  readonly spamReasons?: readonly string[];
}

/** What travels in the event of a submission (`EventData.own`), whole: formats pick from it. */
export interface SubmissionPayload {
  readonly kind: 'form-submission';
  readonly form: {
    readonly id: string;
    readonly key: string;
    readonly title: string;
    readonly version: number;
    readonly locale: Locale;
  };
  readonly submission: {
    readonly id: string;
    /** ISO, UTC. */
    readonly createdAt: string;
    readonly submittedAt: string;
    readonly isFinalized: boolean;
    readonly isTest: boolean;
    readonly locale: Locale;
    readonly user: string | null;
    readonly pageUrl: string | null;
    readonly referrer: string | null;
  };
  /** Every answering field of the version that was visible, in field order; then answers of fields deleted since, with the key `__field_<id>`. */
  readonly fields: readonly {
    readonly id: string;
    readonly key: string;
    readonly label: string;
    readonly type: string;
    readonly value: FieldValue;
    /** Of choices: the labels of the chosen values, in the same order. */
    readonly labels?: readonly string[];
    /** Of files: signed links, in the same order, and when they end. */
    readonly files?: readonly { readonly url: string; readonly expiresAt: string }[];
  }[];
  readonly consents: readonly {
    readonly key: string;
    readonly granted: boolean;
    readonly text: string;
    readonly version: number;
    readonly at: string;
  }[];
}

// ---- The admin API --------------------------------------------------------------------------------------------------------------------------

/** What the builder saves. */
export interface FormInput {
  /** `^[a-z][a-z0-9-]{0,63}$`, unique; locked after the first publication. In the form's address and in webhooks (`form:<key>`). */
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly definition: FormDefinition;
}

export interface FormListItem {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly status: 'draft' | 'modified' | 'published';
  readonly version: number | null;
  readonly submissions: { readonly total: number; readonly unread: number; readonly lastAt: string | null };
  /** Complete submissions by views, 0 to 1; `null` without views. */
  readonly completion: number | null;
  readonly updatedAt: string;
}

export interface FormView extends FormInput {
  readonly id: string;
  readonly status: 'draft' | 'modified' | 'published';
  readonly version: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Revision of the draft; sent back with a save, which answers 409 when somebody else saved in between. */
  readonly revision: number;
  /** Keys of fields and the form's key that may not change any more. */
  readonly lockedKeys: readonly string[];
  readonly isKeyLocked: boolean;
  readonly hasSubmissions: boolean;
  /** Roles that a "only assigned forms" condition lets see it. */
  readonly roles: readonly string[];
}

/** A warning does not keep anybody from saving: two equal labels, a consent without a version … `path` as in faults. */
export interface FormWarning {
  readonly path: string;
  readonly message: string;
}

export interface SubmissionListItem {
  readonly id: string;
  readonly formId: string;
  readonly version: number;
  readonly locale: Locale;
  readonly state: SubmissionState;
  readonly status: InboxStatus;
  readonly isStarred: boolean;
  readonly isTest: boolean;
  readonly createdAt: string;
  readonly completedAt: string | null;
  readonly values: Values;
}

/** A form whose submissions somebody may read: what the inbox needs of it. */
export interface InboxForm {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  /** Newest version; `null` where it was never published. */
  readonly version: number | null;
  /** Its own language first. */
  readonly locales: readonly Locale[];
  /** Submissions without spam, and those nobody has looked at. */
  readonly total: number;
  readonly unread: number;
  /** What the purge goes by; `null` where nothing was published. */
  readonly retention: FormSettings['retention'] | null;
}

/** What the inbox may ask about the answer of one field. An answer that is not there is not what somebody asks for, and does not contain it. */
export const ANSWER_OPERATORS = [
  'contains',
  'not-contains',
  'equals',
  'not-equals',
  'greater-or-equal',
  'less-or-equal',
  'is-empty',
  'is-not-empty',
] as const satisfies readonly ConditionOperator[];
export type AnswerOperator = (typeof ANSWER_OPERATORS)[number];

/** How answers of a field are compared; `choice` and `choices` by the values of their options. */
export type AnswerKind = 'text' | 'number' | 'date' | 'choice' | 'choices' | 'yes-no' | 'consent' | 'file';

/** One question about the answer of one field. */
export interface AnswerFilter {
  /** Key of a field of any version. */
  readonly field: string;
  readonly operator: AnswerOperator;
  /** None with `is-empty` and `is-not-empty`. `true` or `false` of a yes or no and a consent; a day, a time or both of a date. */
  readonly value?: string | undefined;
}

/** A column of the table: fields of all versions by key, those that are gone included. */
export interface SubmissionColumn {
  readonly key: string;
  readonly label: string;
  readonly type: string;
  readonly answerKind: AnswerKind;
  readonly isRetired: boolean;
  /** Of a choice: what each value reads, in the newest version that has it. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface SubmissionPage {
  readonly rows: readonly SubmissionListItem[];
  readonly columns: readonly SubmissionColumn[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

export interface SubmissionFilter {
  readonly formId: string;
  readonly search?: string;
  readonly status?: InboxStatus;
  readonly isStarred?: boolean;
  readonly state?: SubmissionState;
  readonly isTest?: boolean;
  readonly locale?: Locale;
  readonly version?: number;
  /** ISO instants. */
  readonly from?: string;
  readonly to?: string;
  /** All of them hold. */
  readonly answers?: readonly AnswerFilter[];
}

export interface SubmissionNote {
  readonly text: string;
  readonly by: string;
  readonly at: string;
}

export interface SubmissionView extends SubmissionListItem {
  readonly form: { readonly id: string; readonly key: string; readonly title: string };
  /** As it was asked: pages, labels and options of the version it was made with, in its locale. */
  readonly answers: readonly {
    readonly page: string;
    readonly fields: readonly {
      readonly id: string;
      readonly key: string;
      readonly label: string;
      readonly type: string;
      readonly value: FieldValue;
      /** The value in words: labels of options, dates by locale. */
      readonly text: string;
      readonly isRetired: boolean;
    }[];
  }[];
  readonly files: readonly (StoredFile & { readonly field: string; readonly url: string })[];
  readonly consents: SubmissionPayload['consents'];
  readonly meta: SubmissionMeta;
  readonly user: string | null;
  readonly notes: readonly SubmissionNote[];
  /** Neighbours in the list that was asked for. */
  readonly previousId: string | null;
  readonly nextId: string | null;
}

export interface FormInsights {
  readonly from: string;
  readonly to: string;
  readonly views: number;
  readonly starts: number;
  readonly completions: number;
  readonly byDay: readonly {
    readonly day: string;
    readonly views: number;
    readonly starts: number;
    readonly completions: number;
  }[];
  /** Visitors that reached each page, and those that left there. */
  readonly pages: readonly { readonly id: string; readonly title: string; readonly reached: number; readonly left: number }[];
  readonly distributions: readonly {
    readonly key: string;
    readonly label: string;
    readonly type: string;
    readonly total: number;
    readonly counts: readonly { readonly value: string; readonly label: string; readonly count: number }[];
  }[];
}

/** What is known of a person: submissions with one e-mail address, over all forms. */
export interface PersonFound {
  readonly email: string;
  readonly submissions: readonly (SubmissionListItem & { readonly formKey: string })[];
  /** In forms that this person may not see: there is more than is shown, and more than is erased. */
  readonly hidden: number;
}

/** All of it, for the person it is about. */
export interface PersonExport {
  readonly email: string;
  readonly exportedAt: string;
  readonly submissions: readonly (SubmissionListItem & {
    readonly formKey: string;
    readonly user: string | null;
    readonly meta: SubmissionMeta;
    readonly consents: SubmissionPayload['consents'];
    readonly notes: readonly SubmissionNote[];
    readonly files: readonly { readonly name: string; readonly mime: string; readonly size: number; readonly field: string }[];
  })[];
  readonly hidden: number;
}

export interface PersonErased {
  readonly email: string;
  readonly submissions: number;
  readonly files: number;
  readonly hidden: number;
}

/** A webhook as a form's own screen shows it. */
export interface AttachedWebhook {
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly isDeclared: boolean;
  readonly asksFirst: boolean;
  /** The events it wants of this form by its name, e.g. `form.submission.complete`, wildcards spelled out; empty: not attached. */
  readonly types: readonly string[];
  /** Those it wants of all forms, and so of this one too. */
  readonly viaAllForms: readonly string[];
  readonly receivers: readonly {
    readonly url: string;
    readonly state: 'healthy' | 'failing' | 'paused' | 'gone' | 'disabled';
  }[];
}

/** Body of `PUT /forms/:id/webhooks`: the types it shall want of this form alone from now on. */
export interface AttachInput {
  readonly webhookId: string;
  readonly types: readonly string[];
}

/** One run of retention. The newest is always told, older ones where they removed something or failed. */
export interface PurgeReport {
  readonly at: string;
  readonly complete: number;
  readonly partial: number;
  readonly spam: number;
  readonly files: number;
  /** What kept it from ending; `null` when nothing did. */
  readonly fault: string | null;
}

// ---- The public API -------------------------------------------------------------------------------------------------------------------------

/** `GET /api/switchboard/forms/:key`: all texts in one language, nothing that only the server may know. */
export interface PublicForm {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly version: number;
  readonly locale: Locale;
  readonly locales: readonly Locale[];
  readonly pages: readonly FormPage[];
  readonly settings: Pick<FormSettings, 'submitLabel' | 'nextLabel' | 'backLabel' | 'storesPartial'>;
  /** How fields of the project's own types are drawn, by key: a page that does not know the type draws it all the same. */
  readonly controls?: Readonly<Record<string, Control>>;
  /** What forms say by themselves, in the language of `locale`; English where we do not know it. */
  readonly texts: {
    /** The language it is: numbers choose between one and several by its rules. */
    readonly language: string;
    readonly words: Words;
    /** Sentences by the code of a fault. */
    readonly faults: FaultSentences;
  };
  readonly state:
    | { readonly kind: 'open' }
    | { readonly kind: 'closed'; readonly message: string }
    | { readonly kind: 'not-yet'; readonly opensAt: string };
  /** Signed: form, version and the moment of opening. Sent back with the submission. */
  readonly token: string;
  readonly spam: {
    /** Name of the field that must stay empty; null: none. */
    readonly honeypot: string | null;
    /** A challenge of ALTCHA, made with this answer; null: none is asked. */
    readonly proofOfWork: {
      readonly algorithm: string;
      readonly challenge: string;
      readonly maxnumber: number;
      readonly salt: string;
      readonly signature: string;
    } | null;
    readonly captcha: { readonly kind: Exclude<Captcha, 'none'>; readonly siteKey: string } | null;
  };
  /** JSON Schema (2020-12) of `answers`. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The body of `POST /api/switchboard/forms/:key/submissions` as JSON. In multipart and urlencoded posts these are `_token`, `_key`, … beside the answers. */
export interface SubmissionRequest {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly token?: string;
  /** Idempotency key; or the header `Idempotency-Key`. */
  readonly idempotencyKey?: string;
  readonly locale?: Locale;
  /** Id of the page that was filled in: a partial submission. Absent: the whole form. */
  readonly page?: string;
  readonly honeypot?: string;
  /** The solved proof of work, Base64 of ALTCHA's JSON. */
  readonly proofOfWork?: string;
  readonly captcha?: string;
  readonly pageUrl?: string;
  readonly referrer?: string;
}

/** Answer to a submission. Spam gets the same, byte for byte but for ids. */
export interface SubmissionReceipt {
  readonly id: string;
  readonly state: SubmissionState;
  readonly message: string | null;
  readonly redirectTo: string | null;
  /** Of a partial one: where to go on, and the token that resumes it (shown once). */
  readonly nextPage: string | null;
  readonly resumeToken: string | null;
}
