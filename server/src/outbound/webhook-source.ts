import type { Clock } from '../kernel/clock';
import type { WebhookSource } from './ports';
import { openRecord } from './sealing';
import { isLive } from './secret-rotation';
import { createInterest, type Interest } from './wants';
import type { Webhook } from './webhook';
import type { Cipher, WebhookRecords } from './webhook-records';

export interface WebhookSourceTools {
  readonly records: Pick<WebhookRecords, 'version' | 'all'>;
  readonly cipher: Cipher;
  /** Webhooks of the config. */
  readonly declared: readonly Webhook[];
  /** Those that another feature gives; the same list until they change. */
  readonly provided?: () => Promise<readonly Webhook[]>;
  readonly clock: Clock;
}

/** The source, and what keeps it fresh. */
export interface LiveWebhooks extends WebhookSource {
  /** For capture: no waiting, no database. Wants everything until the first load. */
  interest(): Interest;
  /** Reads again if any instance changed a webhook since. For a timer, so that `interest` follows other instances. */
  refresh(): Promise<void>;
  /** Forgets what is in memory: after a save of our own. */
  invalidate(): void;
}

/** Other instances save too: how old an answer may be before the database is asked whether it still holds. */
const FRESH_MS = 1_000;

const NONE: readonly Webhook[] = [];

const EVERYTHING: Interest = { couldWant: () => true };

/**
 * All webhooks, parsed and decrypted, kept in memory for as long as the database's version of them stays the same. Expired secrets are left
 * out. A failing database is the caller's to bear: the old answer is not given as if it were fresh.
 */
export const createWebhookSource = ({
  records,
  cipher,
  declared,
  provided = async () => NONE,
  clock,
}: WebhookSourceTools): LiveWebhooks => {
  let loaded: { readonly version: string; readonly given: readonly Webhook[]; readonly webhooks: readonly Webhook[] } | null = null;
  let checkedAt = -Infinity;
  let interest = EVERYTHING;
  let underWay: Promise<readonly Webhook[]> | null = null;
  let saves = 0;

  const check = async (): Promise<readonly Webhook[]> => {
    const savesBefore = saves;
    const startedAt = clock();
    const given = await provided();
    const version = await records.version();
    const isSame = loaded?.version === version && loaded.given === given;
    const webhooks =
      loaded && isSame
        ? loaded.webhooks
        : [...declared, ...given, ...(await records.all()).map((record) => openRecord(cipher, record))];
    // A save in the meantime may not be in what was read.
    if (saves === savesBefore) checkedAt = startedAt;
    if (!isSame) interest = createInterest(webhooks);
    loaded = { version, given, webhooks };
    return webhooks;
  };

  const fresh = (): Promise<readonly Webhook[]> => {
    underWay ??= check().finally(() => {
      underWay = null;
    });
    return underWay;
  };

  /** What is under way may have begun before the save that the caller wants to see. */
  const anew = async (): Promise<readonly Webhook[]> => {
    await underWay?.catch(() => undefined);
    return fresh();
  };

  const live = (webhooks: readonly Webhook[]): readonly Webhook[] => {
    const nowMs = clock();
    return webhooks.map((webhook) =>
      webhook.secrets.every((secret) => isLive(secret, nowMs))
        ? webhook
        : { ...webhook, secrets: webhook.secrets.filter((secret) => isLive(secret, nowMs)) }
    );
  };

  const all = async (): Promise<readonly Webhook[]> =>
    live(loaded && clock() - checkedAt < FRESH_MS ? loaded.webhooks : await fresh());

  return {
    all,
    current: async () => live(await anew()),
    async get(id) {
      const byId = (webhooks: readonly Webhook[]) => webhooks.find((webhook) => webhook.id === id) ?? null;
      // What this instance does not know, another may just have made: never say "removed" from memory.
      return byId(await all()) ?? byId(live(await anew()));
    },
    interest: () => interest,
    async refresh() {
      await anew();
    },
    invalidate() {
      saves += 1;
      checkedAt = -Infinity;
    },
  };
};
