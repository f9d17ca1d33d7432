import type { ReceiverUrl } from '../../../shared/contracts/webhook';
import { isRecord } from '../kernel/expected';
import type { StoredEvent } from './event';

/** An e-mail to one address, ready to be given to the mail provider. */
export interface Letter {
  readonly to: string;
  readonly replyTo: string | null;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * What makes a webhook one that writes e-mails: its receiver URLs are `mailto:` and say to whom. Routed, retried and logged as all others;
 * neither signed nor listed among the webhooks.
 */
export interface Mailing {
  /** Whether an event that its patterns want is really one to write about. */
  isFor(event: StoredEvent): boolean;
  /** The letter to one receiver URL; `null` where the event names nobody to write to. */
  write(event: StoredEvent, receiver: ReceiverUrl): Letter | null;
}

/** Gives a letter to the mail provider. Rejects when that refuses, or does not answer in time. */
export type SendLetter = (letter: Letter, timeoutMs: number) => Promise<void>;

/**
 * With which SMTP status a mail server refuses an address for good, as nodemailer reports it; `null` where something else went wrong, or may be
 * better tomorrow.
 */
export const refusedFor = (error: unknown, { to }: Letter): number | null => {
  const { responseCode, rejected } = isRecord(error) ? error : {};
  const isAboutAddress = Array.isArray(rejected) && rejected.includes(to);
  return isAboutAddress && typeof responseCode === 'number' && responseCode >= 500 && responseCode <= 599 ? responseCode : null;
};

/** A letter as the log shows it. */
export const loggedLetter = ({ to, replyTo, subject, text }: Letter) => ({
  url: `mailto:${to}`,
  headers: [['To', to], ...(replyTo === null ? [] : [['Reply-To', replyTo]]), ['Subject', subject]] as [string, string][],
  body: Buffer.from(text),
});
