import { createHash } from 'node:crypto';
import type { FormVersion, MailNotice, SubmissionPayload } from '../../../shared/contracts/form';
import { WEBHOOK_DEFAULTS } from '../../../shared/contracts/webhook';
import { holds, type ConditionView, type FieldTypes, type Matches } from '../../../shared/forms';
import { submissionIn, type Webhook } from '../outbound';
import { visitorAddress, writeLetter } from './letter';
import type { LiveList } from './ports';
import { uidOf } from './submission-events';

export interface MailingTools {
  readonly live: LiveList;
  readonly types: FieldTypes;
  readonly matches: Matches;
}

/** Mail servers are slow on purpose: greylisting, tarpits. */
const TIMEOUT_MS = 20_000;
const AT_ONCE = 3;

/** The address of a notice to the visitor, who is known only when an answer is there. */
const VISITOR = 'mailto:';

/** The same as long as notice and address are: its deliveries go on after a publication. */
const receiverId = (noticeId: string, url: string): string =>
  `rcv_${createHash('sha256').update(`${noticeId} ${url}`).digest('hex').slice(0, 26).toUpperCase()}`;

const urlsOf = ({ to }: MailNotice): readonly string[] =>
  to.kind === 'field' ? [VISITOR] : to.addresses.map((address) => `mailto:${address}`);

/** What a condition asks of a submission that is as it was stored. */
const viewOf = ({ fields, submission }: SubmissionPayload, { types, matches }: MailingTools): ConditionView => {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  return {
    valueOf: (key) => byKey.get(key)?.value ?? null,
    typeOf: (key) => types.get(byKey.get(key)?.type ?? ''),
    matches,
    today: submission.submittedAt.slice(0, 10),
  };
};

const toWebhook = ({ formId, formKey, title, publishedAt }: FormVersion, notice: MailNotice, tools: MailingTools): Webhook => ({
  ...WEBHOOK_DEFAULTS,
  id: `form:${formId}:${notice.id}`,
  name: `${title}: ${notice.name}`,
  isDeclared: true,
  events: [{ type: 'form.submission.complete', uid: uidOf(formKey) }],
  receivers: urlsOf(notice).map((url) => ({ id: receiverId(`${formId} ${notice.id}`, url), url, format: null })),
  timeoutMs: TIMEOUT_MS,
  maxConcurrency: AT_ONCE,
  secrets: [],
  createdAt: publishedAt,
  updatedAt: publishedAt,
  fault: null,
  mailing: {
    isFor({ data }) {
      const payload = submissionIn(data.own);
      if (!payload || (notice.to.kind === 'field' && visitorAddress(notice, payload) === null)) return false;
      return notice.when === null || holds(notice.when, viewOf(payload, tools));
    },
    write({ data }, { url }) {
      const payload = submissionIn(data.own);
      const to = payload && (url === VISITOR ? visitorAddress(notice, payload) : url.slice(VISITOR.length));
      return payload && to ? writeLetter(notice, payload, to) : null;
    },
  },
});

const mailingsOf = (version: FormVersion, tools: MailingTools): readonly Webhook[] =>
  version.definition.settings.notices.filter(({ isEnabled }) => isEnabled).map((notice) => toWebhook(version, notice, tools));

/** The e-mail notices of all published forms, as webhooks that the engine routes, retries and logs. */
export const createMailings = (tools: MailingTools) => {
  let known: { readonly signature: string; readonly webhooks: readonly Webhook[] } = { signature: '', webhooks: [] };

  return {
    /** As of the last reading; asks nobody. */
    known: (): readonly Webhook[] => known.webhooks,

    /** As of now. The same list until another version of a form is live. */
    async read(): Promise<readonly Webhook[]> {
      const heads = await tools.live.heads();
      const signature = heads.map(({ formId, number }) => `${formId}:${number}`).join(' ');
      if (signature === known.signature) return known.webhooks;
      const versions = await tools.live.versions();
      known = { signature, webhooks: versions.flatMap((version) => mailingsOf(version, tools)) };
      return known.webhooks;
    },

    /** What a publication means for the engine: the notices from now on, and the ids of those that are no more. */
    changes(
      before: FormVersion | null,
      after: FormVersion | null
    ): { readonly now: readonly Webhook[]; readonly goneIds: readonly string[] } {
      const now = after ? mailingsOf(after, tools) : [];
      const ids = new Set(now.map(({ id }) => id));
      const goneIds = before
        ? mailingsOf(before, tools)
            .map(({ id }) => id)
            .filter((id) => !ids.has(id))
        : [];
      return { now, goneIds };
    },
  };
};

export type Mailings = ReturnType<typeof createMailings>;
