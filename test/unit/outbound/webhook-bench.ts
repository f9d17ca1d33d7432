import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createGuard } from '../../../server/src/http/guard';
import { createIds } from '../../../server/src/kernel/ids';
import type { ReceiverStore } from '../../../server/src/outbound/ports';
import { HEALTHY, type ReceiverLimits } from '../../../server/src/outbound/receiver';
import type { Webhook } from '../../../server/src/outbound/webhook';
import type { Cipher, WebhookRecord, WebhookRecords } from '../../../server/src/outbound/webhook-records';
import { parseWebhook } from '../../../server/src/outbound/webhook.schema';
import { createWebhookService } from '../../../server/src/outbound/webhook-service';
import { createWebhookSource } from '../../../server/src/outbound/webhook-source';

/** A cipher with a key of its own; `key: null` is a site without one. */
export const cipherOf = (key: Buffer | null): Cipher => ({
  seal(text) {
    if (!key) return null;
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return [iv, sealed, cipher.getAuthTag()].map((part) => part.toString('hex')).join(':');
  },
  open(sealed) {
    if (!key) return null;
    const [iv, body, tag] = sealed.split(':').map((part) => Buffer.from(part, 'hex'));
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, iv!);
      decipher.setAuthTag(tag!);
      return decipher.update(body!, undefined, 'utf8') + decipher.final('utf8');
    } catch {
      return null;
    }
  },
});

/** Records in memory, shared by those who are given the same map; counts what it is asked. */
export const recordsIn = (
  rows: Map<string, WebhookRecord>
): WebhookRecords & { readonly asked: { version: number; all: number } } => {
  const asked = { version: 0, all: 0 };
  return {
    asked,
    async version() {
      asked.version += 1;
      return JSON.stringify([...rows.values()]);
    },
    async all() {
      asked.all += 1;
      return [...rows.values()];
    },
    lock: async (id) => rows.get(id) ?? null,
    async insert(record) {
      rows.set(record.id, record);
    },
    async replace(record) {
      if (!rows.has(record.id)) return false;
      rows.set(record.id, record);
      return true;
    },
    remove: async (id) => rows.delete(id),
  };
};

/** Remembers what receivers it was told of. */
export const receiversIn = (synced: Map<string, readonly ReceiverLimits[]>, unfinishedCount = 0): ReceiverStore => ({
  async sync(webhookId, receivers) {
    synced.set(webhookId, receivers);
    return receivers.length === 0 ? unfinishedCount : 0;
  },
  health: async (ids) => new Map(ids.map((id) => [id, { ...HEALTHY, pendingCount: 0 }])),
  enable: async (id) => [...synced.values()].flat().some(({ receiverId }) => receiverId === id),
  summaries: async () => new Map(),
  impact: async () => ({ unfinishedCount, loggedCount: unfinishedCount }),
  overview: () => Promise.reject(new Error('not part of this bench')),
});

export interface BenchOptions {
  readonly key?: Buffer | null;
  readonly rows?: Map<string, WebhookRecord>;
  readonly declared?: readonly Webhook[];
  readonly provided?: readonly Webhook[] | (() => readonly Webhook[]);
  readonly unfinishedCount?: number;
}

/** A webhook service on records in memory, with a clock that the test turns. */
export const webhookBench = ({
  key = randomBytes(32),
  rows = new Map(),
  declared = [],
  provided = [],
  unfinishedCount = 0,
}: BenchOptions = {}) => {
  const time = { now: Date.UTC(2026, 0, 31, 12) };
  const clock = () => time.now;
  const synced = new Map<string, readonly ReceiverLimits[]>();
  const woken = { count: 0 };
  const announced: { name: string; fact: unknown }[] = [];
  const records = recordsIn(rows);
  const cipher = cipherOf(key);
  const source = createWebhookSource({
    records,
    cipher,
    declared,
    provided: async () => (typeof provided === 'function' ? provided() : provided),
    clock,
  });
  const guard = createGuard({ allow: [] });
  const service = createWebhookService({
    records,
    source,
    receivers: receiversIn(synced, unfinishedCount),
    cipher,
    parse: (input) => parseWebhook(input, { judgeUrl: guard.judgeUrl }),
    inTransaction: (work) => work(null as never),
    ids: createIds(clock),
    clock,
    announce: (name, fact) => void announced.push({ name, fact }),
    spread: async () => undefined,
    wake: () => {
      woken.count += 1;
    },
  });
  return { service, source, records, rows, synced, time, woken, announced, key };
};

export const DRAFT = {
  name: 'Search index',
  receivers: ['https://hooks.example.com/strapi'],
  events: ['entry.publish'],
} as const;
