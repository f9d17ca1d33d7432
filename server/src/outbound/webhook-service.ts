import type {
  RevealedSecret,
  SecretKind,
  WebhookCreated,
  WebhookImpact,
  WebhookInput,
  WebhookListItem,
  WebhookRemoved,
  WebhookSummary,
} from '../../../shared/contracts/webhook';
import type { Clock } from '../kernel/clock';
import type { Announce } from '../kernel/telemetry';
import { PluginError } from '../kernel/errors';
import type { Ids } from '../kernel/ids';
import { generateSecret } from '../signing/secret';
import { hasSecrets, maskCredentials, parseKeeping, type Credentials } from './masking';
import type { OpenTransaction } from './outbox';
import type { ReceiverStore, Transaction } from './ports';
import type { ReceiverLimits } from './receiver';
import { openKept, openSecrets, seal } from './sealing';
import { rotate, withoutSecret } from './secret-rotation';
import type { Secret, Webhook } from './webhook';
import type { Cipher, InTransaction, WebhookRecord, WebhookRecords } from './webhook-records';
import type { LiveWebhooks } from './webhook-source';
import { viewSecret, viewWebhook } from './webhook-view';

export interface WebhookServiceTools {
  readonly records: WebhookRecords;
  readonly source: LiveWebhooks;
  readonly receivers: ReceiverStore;
  readonly cipher: Cipher;
  /** Checks every part and gives a sentence for each fault; throws `INVALID_INPUT`. */
  readonly parse: (input: unknown) => WebhookInput;
  readonly inTransaction: InTransaction;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly announce: Announce;
  /** Something may be due now, or differently. */
  readonly wake: () => void;
  /** Resolves when no other instance goes by the old webhooks any more. */
  readonly spread: () => Promise<void>;
}

const NO_SUMMARY: WebhookSummary = { lastDay: [], successRate: null, lastDeliveryAt: null };

const limitsOf = (
  webhook: Pick<Webhook, 'id' | 'receivers' | 'maxConcurrency' | 'maxPerSecond' | 'timeoutMs' | 'isEnabled'>
): ReceiverLimits[] =>
  webhook.receivers.map(({ id, url }) => ({
    receiverId: id,
    webhookId: webhook.id,
    url,
    maxConcurrency: webhook.maxConcurrency,
    maxPerSecond: webhook.maxPerSecond,
    timeoutMs: webhook.timeoutMs,
    isEnabled: webhook.isEnabled,
  }));

/** What people and developers do with webhooks. Declared ones can be read only. Every save tells the receivers' store in the same transaction. */
export const createWebhookService = (tools: WebhookServiceTools) => {
  const { records, source, receivers, cipher, parse, inTransaction, ids, clock, announce, wake, spread } = tools;

  const changed = async (): Promise<void> => {
    source.invalidate();
    await source.refresh();
    await spread();
    wake();
  };

  /** Asked before a transaction is opened: on SQLite, a read beside it would wait for the connection that it holds. */
  const refuseDeclared = async (id: string): Promise<void> => {
    if ((await source.get(id))?.isDeclared) throw new PluginError('WEBHOOK_IS_DECLARED');
  };

  /** The record to change, read where nobody can change it in between. Throws `WEBHOOK_NOT_FOUND`. */
  const own = async (id: string): Promise<WebhookRecord> => {
    const record = await records.lock(id);
    if (!record) throw new PluginError('WEBHOOK_NOT_FOUND');
    return record;
  };

  const announceCancelled = (webhookId: string, count: number): void => {
    if (count > 0) announce('deliveries.ended', { state: 'cancelled', webhookId, count });
  };

  /** Works on a stored webhook in one transaction; then everybody hears of it. `work` may tell how many deliveries it cancelled. */
  const change = async (
    id: string,
    work: (record: WebhookRecord, transaction: Transaction) => Promise<number | void>
  ): Promise<void> => {
    await refuseDeclared(id);
    const cancelledCount = await inTransaction(async (transaction) => work(await own(id), transaction));
    announceCancelled(id, cancelledCount ?? 0);
    await changed();
  };

  /** New ids for new receiver URLs. An id of another webhook's receiver would take that one's deliveries over. */
  const withReceiverIds = (input: WebhookInput, known: WebhookInput | null): WebhookInput => {
    const free = new Set(known?.receivers.map(({ id }) => id));
    return {
      ...input,
      receivers: input.receivers.map((receiver) => ({ ...receiver, id: free.delete(receiver.id) ? receiver.id : ids('rcv') })),
    };
  };

  const sealCredentials = (credentials: Credentials): string | null =>
    hasSecrets(credentials) ? seal(cipher, { auth: credentials.auth, headers: credentials.headers }) : null;

  const makeSecret = (kind: SecretKind): Secret => ({
    id: ids('sec'),
    kind,
    value: generateSecret(kind).value,
    createdAt: clock(),
    expiresAt: null,
  });

  const reveal = (secret: Secret): RevealedSecret => ({ ...viewSecret(secret), value: secret.value });

  const replace = async (record: WebhookRecord): Promise<void> => {
    if (!(await records.replace({ ...record, updatedAt: clock() }))) throw new PluginError('WEBHOOK_NOT_FOUND');
  };

  const viewAll = async (webhooks: readonly Webhook[]): Promise<WebhookListItem[]> => {
    const receiverIds = webhooks.flatMap((webhook) => webhook.receivers.map(({ id }) => id));
    const health = await receivers.health(receiverIds);
    const summaries = await receivers.summaries(webhooks.map(({ id }) => id));
    const nowMs = clock();
    return webhooks.map((webhook) => ({
      ...viewWebhook(webhook, health, nowMs),
      summary: summaries.get(webhook.id) ?? NO_SUMMARY,
    }));
  };

  const get = async (id: string): Promise<WebhookListItem> => {
    const webhook = await source.get(id);
    const [view] = webhook && !webhook.mailing ? await viewAll([webhook]) : [];
    if (!view) throw new PluginError('WEBHOOK_NOT_FOUND');
    return view;
  };

  return {
    get,

    /** Declared ones first, then the stored ones by name. */
    async list(): Promise<readonly WebhookListItem[]> {
      const views = await viewAll((await source.all()).filter(({ mailing }) => !mailing));
      return views.sort((a, b) => Number(b.isDeclared) - Number(a.isDeclared) || a.name.localeCompare(b.name));
    },

    /** Makes a webhook with a symmetric secret, whose value is in this answer and in no other. */
    async create(input: unknown): Promise<WebhookCreated> {
      const parsed = withReceiverIds(parseKeeping(input, null, parse), null);
      const secret = makeSecret('symmetric');
      const nowMs = clock();
      const record: WebhookRecord = {
        id: ids('wh'),
        masked: { ...parsed, ...maskCredentials(parsed) },
        sealedSecrets: seal(cipher, [secret]),
        sealedCredentials: sealCredentials(parsed),
        createdAt: nowMs,
        updatedAt: nowMs,
      };
      await inTransaction(async (transaction) => {
        await records.insert(record);
        await receivers.sync(record.id, limitsOf({ ...parsed, id: record.id }), transaction);
      });
      await changed();
      return { ...(await get(record.id)), revealedSecret: reveal(secret) };
    },

    /** Replaces every part but the secrets. `MASK` keeps a stored value, for the servers it was entered for; a receiver URL with a known id keeps its deliveries. */
    async update(id: string, input: unknown): Promise<WebhookListItem> {
      await change(id, async (record, transaction) => {
        const parsed = withReceiverIds(parseKeeping(input, openKept(cipher, record), parse), record.masked);
        await replace({ ...record, masked: { ...parsed, ...maskCredentials(parsed) }, sealedCredentials: sealCredentials(parsed) });
        return receivers.sync(id, limitsOf({ ...parsed, id }), transaction);
      });
      return get(id);
    },

    /**
     * Replaces those of its event patterns that name this uid (`form:contact`), and touches nothing else. Throws `INVALID_INPUT` where no pattern
     * would be left.
     */
    async replacePatterns(id: string, uid: string, types: readonly string[]): Promise<WebhookListItem> {
      await change(id, async (record) => {
        const others = record.masked.events.filter((pattern) => pattern.uid !== uid);
        const events = [...others, ...[...new Set(types)].map((type) => ({ type, uid }))];
        // Its credentials stay sealed as they are: what is parsed here is all but them.
        const { events: parsed } = parse({ ...record.masked, auth: { kind: 'none' }, headers: [], events });
        await replace({ ...record, masked: { ...record.masked, events: parsed } });
      });
      return get(id);
    },

    /** Deletes a webhook and cancels its unfinished deliveries; what was logged stays. */
    async remove(id: string): Promise<WebhookRemoved> {
      const { unfinishedCount } = await receivers.impact(id);
      await change(id, async (_record, transaction) => {
        const cancelledCount = await receivers.sync(id, [], transaction);
        await records.remove(id);
        return cancelledCount;
      });
      return { id, cancelledCount: unfinishedCount };
    },

    /** What deleting it would take along. */
    async impact(id: string): Promise<WebhookImpact> {
      if (!(await source.get(id))) throw new PluginError('WEBHOOK_NOT_FOUND');
      return receivers.impact(id);
    },

    /**
     * Makes a new secret of that kind the current one; the others of the kind sign on for `overlapHours`. Where the old ones cannot be
     * decrypted, they are replaced. The value is in this answer and in no other.
     */
    async rotateSecret(id: string, kind: SecretKind, overlapHours: number): Promise<RevealedSecret> {
      const fresh = makeSecret(kind);
      await change(id, async (record) => {
        const secrets = rotate(openSecrets(cipher, record) ?? [], fresh, overlapHours, clock());
        await replace({ ...record, sealedSecrets: seal(cipher, secrets) });
      });
      return reveal(fresh);
    },

    /** Takes one secret away at once. */
    async removeSecret(id: string, secretId: string): Promise<WebhookListItem> {
      await change(id, async (record) => {
        const secrets = withoutSecret(openSecrets(cipher, record) ?? [], secretId, clock());
        await replace({ ...record, sealedSecrets: seal(cipher, secrets) });
      });
      return get(id);
    },

    /** Lets a receiver URL have its deliveries again, at once; also of a declared webhook: this is no configuration. */
    async enableReceiver(id: string, receiverId: string): Promise<WebhookListItem> {
      const webhook = await source.get(id);
      if (!webhook) throw new PluginError('WEBHOOK_NOT_FOUND');
      const isKnown = webhook.receivers.some((receiver) => receiver.id === receiverId);
      if (!isKnown || !(await receivers.enable(receiverId))) throw new PluginError('RECEIVER_NOT_FOUND');
      wake();
      return get(id);
    },

    /** Tells the receivers' store of webhooks that another feature gives, in the transaction that changes them; `changed` follows its commit. */
    async syncGiven(
      given: readonly Webhook[],
      goneIds: readonly string[],
      { transaction, onCommit }: OpenTransaction
    ): Promise<void> {
      const gone = goneIds.map((id) => ({ id, limits: [] }));
      for (const { id, limits } of [...given.map((webhook) => ({ id: webhook.id, limits: limitsOf(webhook) })), ...gone]) {
        const cancelledCount = await receivers.sync(id, limits, transaction);
        onCommit(() => announceCancelled(id, cancelledCount));
      }
    },

    /** Everybody goes by the webhooks as they are now, in all instances, when this resolves. */
    changed,

    /** Tells the receivers' store of every webhook: at start, because config and data transfer change them unseen. */
    async syncReceivers(): Promise<void> {
      const all = await source.all();
      await inTransaction(async (transaction) => {
        for (const webhook of all) await receivers.sync(webhook.id, limitsOf(webhook), transaction);
      });
    },
  };
};

export type WebhookService = ReturnType<typeof createWebhookService>;
