import type { Announce } from '../kernel/telemetry';
import type { Ids } from '../kernel/ids';
import type { Clock } from '../kernel/clock';
import type { NewEvent } from './event';
import type { NoticeStore, PendingNotice, WebhookSource } from './ports';

/** A notice as a person reads it. */
export interface Notice {
  readonly subject: string;
  readonly text: string;
}

export interface NoticeTools {
  readonly notices: NoticeStore;
  readonly webhooks: WebhookSource;
  /** Sends an e-mail to those who must know; rejects when the mail server does not take it. */
  readonly mail: (notice: Notice) => Promise<void>;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly announce: Announce;
  /** Another event waits in the outbox. */
  readonly wake: () => void;
}

const TRIES = 5;

/** A receiver URL may carry a token in its path or query (Slack, Teams, Zapier do): mailboxes and other receivers are told its host. */
const hostOf = (url: string): string => new URL(url).host;

const writeNotice = ({ kind, url, receiverId, failingSince, lastError }: PendingNotice, webhookName: string): Notice => {
  const why =
    kind === 'gone'
      ? 'The receiver answered 410 Gone, which means that it wants no more deliveries.'
      : `Every attempt since ${new Date(failingSince ?? 0).toISOString()} failed. The last error was: ${lastError ?? 'unknown'}.`;
  return {
    // Names and URLs are typed by people: a line break in a subject would become a header of its own.
    subject: `Switchboard: webhook "${webhookName}" no longer reaches ${hostOf(url)}`.replace(/[\r\n\0]+/g, ' '),
    text: [
      `The webhook "${webhookName}" no longer sends to its receiver URL at ${hostOf(url)} (${receiverId}).`,
      why,
      'Its pending deliveries are kept. When the receiver works again, open the webhook in the admin panel and enable the receiver URL.',
    ].join('\n\n'),
  };
};

const eventOf = (notice: PendingNotice, webhookName: string, id: string, occurredAt: number): NewEvent => ({
  id,
  type: `switchboard.receiver.${notice.kind}`,
  occurredAt,
  subject: null,
  data: {
    entry: null,
    changed: null,
    actor: null,
    own: {
      webhookId: notice.webhookId,
      webhookName,
      receiverId: notice.receiverId,
      host: hostOf(notice.url),
      failingSince: notice.failingSince === null ? null : new Date(notice.failingSince).toISOString(),
      lastError: notice.lastError,
    },
  },
  isTruncated: false,
  traceparent: null,
});

/**
 * Tells people of receivers that stopped for good: an e-mail, and an event that other webhooks can want. The admin panel reads the state
 * itself. The mail comes first and is tried a few times; then the notice counts as given either way, because the event must not wait
 * for a mail server.
 */
export const createNotices = ({ notices, webhooks, mail, ids, clock, announce, wake }: NoticeTools) => {
  const failures = new Map<string, number>();

  const mailed = async (pending: PendingNotice, webhookName: string): Promise<boolean> => {
    try {
      await mail(writeNotice(pending, webhookName));
      failures.delete(pending.receiverId);
      return true;
    } catch (error) {
      const count = (failures.get(pending.receiverId) ?? 0) + 1;
      failures.set(pending.receiverId, count);
      announce('engine.fault', { during: `e-mail about receiver ${pending.receiverId} (try ${count} of ${TRIES})`, error });
      if (count < TRIES) return false;
      failures.delete(pending.receiverId);
      return true;
    }
  };

  return async (): Promise<void> => {
    for (const pending of await notices.pending(20)) {
      const webhookName = (await webhooks.get(pending.webhookId))?.name ?? pending.webhookId;
      if (!(await mailed(pending, webhookName))) continue;
      if (await notices.give(pending.receiverId, eventOf(pending, webhookName, ids('evt'), clock()))) wake();
    }
  };
};
