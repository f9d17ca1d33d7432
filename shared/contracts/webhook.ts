/** A webhook as people configure it, as it crosses the wire between admin panel and server. */

export const FORMAT_KINDS = ['json', 'key-value', 'form-urlencoded', 'envelope', 'cloudevents', 'aspnet', 'template'] as const;
export type FormatKind = (typeof FORMAT_KINDS)[number];

/** How a body is written. A format is a choice of its own, apart from which fields are sent (`PayloadChoice`). */
export type Format =
  | { readonly kind: Exclude<FormatKind, 'cloudevents' | 'template'> }
  | { readonly kind: 'cloudevents'; readonly mode: 'structured' | 'binary' }
  | { readonly kind: 'template'; readonly body: string; readonly contentType: string };

/** One address of a webhook. `id` is stable over edits, so that deliveries keep pointing at it. */
export interface ReceiverUrl {
  readonly id: string;
  readonly url: string;
  /** Overrides the webhook's format; `null` means the webhook's own. */
  readonly format: Format | null;
}

/**
 * Which events a webhook wants. `type` may end in a wildcard (`entry.*`, `*`). `uid` counts for events about a content type
 * (`entry.*`) and may be a content type, `api::*` or `*`. For events about a form (`form.*`) it is `null` for all forms, or `form:<key>` for
 * one. It is `null` for all others (`media.create`, own events).
 */
export interface EventPattern {
  readonly type: string;
  readonly uid: string | null;
}

export const OPERATORS = [
  'is',
  'isNot',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'notIn',
  'isEmpty',
  'isNotEmpty',
  'changed',
  'changedTo',
  'changedFrom',
] as const;
export type Operator = (typeof OPERATORS)[number];

/**
 * A condition on an event. `field` is a path: `title`, `category.slug`, `tags.name` (any element of a list) look into the
 * entry; `$locale`, `$status`, `$type`, `$uid`, `$documentId` look at the event itself.
 */
export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'compare'; readonly field: string; readonly operator: Operator; readonly value?: unknown };

export type PayloadChoice =
  { readonly kind: 'all' } | { readonly kind: 'ids' } | { readonly kind: 'fields'; readonly fields: readonly string[] };

/** What stands in place of a secret value in every answer; sent back unchanged it means "keep what is stored". */
export const MASK = '••••••••';

export type Auth =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'oauth2';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope: string;
      readonly audience: string;
    };

export interface HeaderField {
  readonly name: string;
  readonly value: string;
  /** A secret value is encrypted at rest and masked everywhere. */
  readonly isSecret: boolean;
}

export const EXTRA_SIGNATURES = ['github', 'aspnet'] as const;
export type ExtraSignature = (typeof EXTRA_SIGNATURES)[number];

/** Seconds between attempts; the first attempt is made at once, so a schedule of N delays makes N + 1 attempts. */
export const RETRY_PRESETS = {
  standard: [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400],
  quick: [5, 30, 120, 600, 1_800],
  none: [],
} as const satisfies Record<string, readonly number[]>;

export type RetrySchedule =
  { readonly kind: keyof typeof RETRY_PRESETS } | { readonly kind: 'custom'; readonly delaysS: readonly number[] };

export type Order =
  | { readonly kind: 'none' }
  | { readonly kind: 'per-document' }
  | { readonly kind: 'latest-only' }
  | { readonly kind: 'quiet-period'; readonly seconds: number };

/** How form submissions are written; counts for `form.submission.*` events, and there for the flat formats only. */
export interface SubmissionStyle {
  /** What answers are called: the keys of their fields, or their labels. Equal labels are told apart by ` (2)`, ` (3)` in field order. */
  readonly names: 'keys' | 'labels';
  /** A list of links, or one text `<link>#@<name>`, several joined by ` | `, as Episerver Forms sends them. */
  readonly files: 'links' | 'links-with-names';
}

/**
 * The webhook is asked before a form submission is stored, while the visitor waits: 2xx accepts it, a 4xx refuses it with a message. It gets no
 * deliveries.
 */
export interface AsksFirst {
  /** How long a visitor waits for it at most. 200 to 5,000. */
  readonly deadlineMs: number;
  /** What holds when it does not answer in time, or with a fault of its own. */
  readonly whenSilent: 'accept' | 'refuse';
}

/** What a person (or `config/plugins.ts`) writes to make or change a webhook. */
export interface WebhookInput {
  readonly name: string;
  readonly description: string;
  readonly isEnabled: boolean;
  /** At least one. An `id` of `''` asks for a new one. */
  readonly receivers: readonly ReceiverUrl[];
  readonly events: readonly EventPattern[];
  readonly condition: Condition | null;
  readonly payload: PayloadChoice;
  readonly format: Format;
  readonly headers: readonly HeaderField[];
  readonly auth: Auth;
  readonly extraSignatures: readonly ExtraSignature[];
  readonly retry: RetrySchedule;
  /** Total deadline of one attempt: DNS, connect, TLS, sending, reading the answer. 1,000 to 60,000. */
  readonly timeoutMs: number;
  /** Requests under way at once, per receiver URL. 1 to 100. */
  readonly maxConcurrency: number;
  /** Requests per second, per receiver URL; `null` means no limit. 0.1 to 1,000. */
  readonly maxPerSecond: number | null;
  readonly order: Order;
  readonly submissions: SubmissionStyle;
  /** `null`: it is told afterwards, as webhooks are. */
  readonly asksFirst: AsksFirst | null;
}

/**
 * What holds where a webhook says nothing: a caller may give only `name`, `receivers` and `events`. The editor starts from the same values.
 */
export const WEBHOOK_DEFAULTS = {
  description: '',
  isEnabled: true,
  condition: null,
  payload: { kind: 'all' },
  format: { kind: 'json' },
  headers: [],
  auth: { kind: 'none' },
  extraSignatures: [],
  retry: { kind: 'standard' },
  timeoutMs: 15_000,
  maxConcurrency: 10,
  maxPerSecond: null,
  order: { kind: 'none' },
  submissions: { names: 'keys', files: 'links' },
  asksFirst: null,
} as const satisfies Omit<WebhookInput, 'name' | 'receivers' | 'events'>;

/** What a programmatic caller may write: strings for whole receivers and events, and nothing where the default is right. */
export interface WebhookDraft extends Partial<Omit<WebhookInput, 'name' | 'receivers' | 'events' | 'headers'>> {
  readonly name: string;
  /** `'https://…'` stands for a receiver URL without an id and with the webhook's format. */
  readonly receivers: readonly (string | (Partial<ReceiverUrl> & Pick<ReceiverUrl, 'url'>))[];
  /** `'entry.publish'` stands for that type on every `api::*` content type. */
  readonly events: readonly (string | (Partial<EventPattern> & Pick<EventPattern, 'type'>))[];
  readonly headers?: readonly (Partial<HeaderField> & Pick<HeaderField, 'name' | 'value'>)[];
}

export const SECRET_KINDS = ['symmetric', 'ed25519'] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

/** A signing secret as it may be shown: never its value. */
export interface SecretView {
  readonly id: string;
  readonly kind: SecretKind;
  readonly createdAt: string;
  /** `null` while it is the current one; set when it was rotated out. */
  readonly expiresAt: string | null;
  /** `whpk_…` for an Ed25519 secret, to be given to receivers. */
  readonly publicKey: string | null;
}

/** A secret at the one moment at which its value is shown. */
export interface RevealedSecret extends SecretView {
  readonly value: string;
}

export const RECEIVER_STATES = ['healthy', 'failing', 'paused', 'gone', 'disabled'] as const;
/**
 * healthy: the last attempt was accepted, or none was made yet · failing: attempts fail, the breaker is closed · paused: the
 * breaker is open until `pausedUntil`, then one delivery probes · gone: it answered 410 · disabled: nothing but failures for
 * five days. The last two stay until somebody enables the receiver again.
 */
export type ReceiverState = (typeof RECEIVER_STATES)[number];

export interface ReceiverView extends ReceiverUrl {
  readonly state: ReceiverState;
  readonly pausedUntil: string | null;
  readonly failingSince: string | null;
  readonly consecutiveFailures: number;
  readonly lastError: string | null;
  readonly pendingCount: number;
}

/** One bar of a webhook's chart: attempts of one hour, by what came of them. */
export interface HourlyCount {
  readonly at: string;
  readonly delivered: number;
  readonly failed: number;
}

export interface WebhookSummary {
  readonly lastDay: readonly HourlyCount[];
  /** 0 to 1 over the attempts of the last day; `null` when there were none. */
  readonly successRate: number | null;
  readonly lastDeliveryAt: string | null;
}

export interface WebhookView extends Omit<WebhookInput, 'receivers'> {
  readonly id: string;
  /** Declared in `config/plugins.ts`: shown, but read-only. */
  readonly isDeclared: boolean;
  readonly receivers: readonly ReceiverView[];
  readonly secrets: readonly SecretView[];
  /** A sentence why nothing can be sent (its secrets cannot be decrypted); deliveries wait meanwhile. `null` when all is well. */
  readonly fault: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A row of the webhook list. */
export interface WebhookListItem extends WebhookView {
  readonly summary: WebhookSummary;
}

/** What deleting a webhook would take with it; each counted up to 10,000. */
export interface WebhookImpact {
  /** Deliveries not yet final; deleting cancels them. */
  readonly unfinishedCount: number;
  /** Deliveries in the log; they stay until retention removes them. */
  readonly loggedCount: number;
}

/** The exact request a receiver would get, secrets in headers masked. */
export interface RequestPreview {
  readonly method: 'POST';
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
  /** Why this event would not be sent by this webhook; `null` when it would. */
  readonly skippedBecause: 'event' | 'condition' | null;
}

export interface PreviewInput {
  /** Id of a stored webhook whose masked secrets `webhook` keeps; `null` for a new one. */
  readonly webhookId: string | null;
  readonly webhook: WebhookInput;
  readonly receiverIndex: number;
  readonly sample: SampleChoice;
}

/** Which event a preview or a test is made of. */
export interface SampleChoice {
  readonly type: string;
  readonly uid: string | null;
  /** A document of `uid`; `null` takes the newest, or made-up values where there is none. */
  readonly documentId: string | null;
}

/** What a receiver answered to a test. */
export interface TestResult {
  readonly request: RequestPreview;
  readonly outcome: import('./delivery').OutcomeView;
  readonly durationMs: number;
  readonly response: import('./delivery').ResponseView | null;
}

/** A webhook stored by Strapi itself, as the import offers it. */
export interface ImportableWebhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly isEnabled: boolean;
  /** A Switchboard webhook already sends to this URL. */
  readonly isImported: boolean;
}

/** What can be wanted: fills the events grid, the condition builder and the field choice. */
export interface Catalog {
  readonly contentTypes: readonly {
    readonly uid: string;
    readonly displayName: string;
    readonly hasDraftAndPublish: boolean;
    readonly isLocalized: boolean;
    readonly fields: readonly { readonly name: string; readonly type: string }[];
  }[];
  /** Actions of `entry.*` events, e.g. `entry.publish`. */
  readonly entryTypes: readonly string[];
  /** Events that are about no content type: `media.create`, Switchboard's own, and those seen from `emit`. */
  readonly otherTypes: readonly string[];
  readonly presets: readonly TemplatePreset[];
}

export interface TemplatePreset {
  readonly name: string;
  readonly label: string;
  readonly body: string;
  readonly contentType: string;
  /** What the URL looks like, shown as a hint. */
  readonly urlHint: string;
}

/** Answer of POST /webhooks: the webhook, and its first secret at the one moment at which it is shown. */
export interface WebhookCreated extends WebhookView {
  readonly revealedSecret: RevealedSecret;
}

/** Answer of DELETE /webhooks/:id. */
export interface WebhookRemoved {
  readonly id: string;
  /** Deliveries that were not final and are cancelled now. */
  readonly cancelledCount: number;
}

/** Body of POST /webhooks/:id/secrets: a new secret; those of the same kind live on for the overlap. */
export interface RotateInput {
  readonly kind: SecretKind;
  /** 0 to 168; 24 when left out. */
  readonly overlapHours?: number;
}

/** Body of POST /webhooks/import. */
export interface ImportInput {
  /** Ids of `ImportableWebhook`. */
  readonly ids: readonly string[];
  /** Switch the originals off, so that receivers are not called twice. */
  readonly disableThere: boolean;
}

/** Answer of POST /webhooks/import. */
export interface ImportResult {
  readonly imported: readonly { readonly sourceId: string; readonly webhook: WebhookView }[];
  /** What could not be imported, with what is wrong at which field. Nothing was changed there. */
  readonly failed: readonly {
    readonly sourceId: string;
    readonly name: string;
    readonly errors: readonly { readonly path: readonly string[]; readonly message: string }[];
  }[];
  /** Sentences a person should read, e.g. that a receiver is now called by both. */
  readonly warnings: readonly string[];
}

/** A document that a preview or a test can be made of. */
export interface SampleDocument {
  readonly documentId: string;
  readonly title: string;
  readonly locale: string | null;
  readonly status: 'draft' | 'published' | null;
}
