import type { Config } from '../../config/config';
import { createGuard } from '../../http/guard';
import { createTokens } from '../../http/oauth2';
import { createSender, type Sender } from '../../http/send';
import { systemClock } from '../../kernel/clock';
import { createIds } from '../../kernel/ids';
import { createPeriodic, type Periodic } from '../../kernel/periodic';
import { createTelemetry } from '../../kernel/telemetry';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import type { Queue } from '../../queue/queue';
import { createAsk, type Ask, type Permission, type Question } from '../ask';
import { createAttempt } from '../attempt';
import { createNextHealth } from '../breaker';
import { declaredWebhooks } from '../declared-webhooks';
import { createDispatcher } from '../dispatcher';
import { createDatabaseStores, createPostgresBell, migrate, readSite, type DatabaseStores } from '../drivers/database';
import { createEmit } from '../emit';
import { createFleet, createLoneFleet, type Bell, type Fleet } from '../fleet';
import { createPurge, type PurgeRecord } from '../housekeeping';
import { createMetrics } from '../metrics';
import { announceEnded } from '../metrics.ended';
import { createMonitoring, type Monitoring } from '../metrics.monitoring';
import { watchRounds } from '../metrics.rounds';
import { createNotices } from '../notices';
import { traceAttempts, traceRouting } from '../tracing';
import { createTurns } from '../turns';
import { createWebhookSource, type LiveWebhooks } from '../webhook-source';
import { WHOLE_SIGHT } from '../sight';
import { parseWebhook } from '../webhook.schema';
import type { Interest } from '../wants';
import type { Webhook } from '../webhook';
import { createOutboundApi, type FormSight } from './admin-api';
import { createCapture } from './capture';
import { createSeenTypes } from './catalog.seen';
import { WEBHOOK_TABLE } from './content-types/webhook/schema';
import { createFirstBoot } from './first-boot';
import { createLogLines } from './log';
import { createMail, createSendLetter } from './mail';
import { registerMonitoringToken } from './metrics.access';
import { registerMcpTools } from './mcp';
import type { OutboundApi } from './outbound-api';
import { openQueue } from './open-queue';
import { registerPermissions } from './permissions';
import { createPurgeRecord } from './purge-record';
import type { ProvidedSample } from './samples';
import { createCipher } from './secrets';
import { createTracing } from './tracing';
import { createWebhookRecords, WEBHOOK_UID } from './webhooks.records';
import { hideFromGraphql, protectTables } from './webhooks.protection';

/** How late a change made by another instance can be noticed. */
const POLL_MS = 1_000;
const NOTICES_EVERY_MS = 10_000;
const PURGE_EVERY_MS = 600_000;
const PURGE_STEP = 500;
/** How long an instance that says nothing holds up the save of a webhook at most; it says something every `POLL_MS`. */
const INSTANCE_LEASE_MS = 3_000;
/** How long the save of a webhook waits for writes under way. Below the lease, or one slow write would end it. */
const JUDGED_WITHIN_MS = 1_500;
const TURN_LEASE_MS = 60_000;
const SETTLE_WITHIN_MS = 10;
const SETTLE_BUSY_WITHIN_MS = 50;
/**
 * After its commit a publish of the Content Manager reads on, and on SQLite there is one connection: the engine leaves it alone for this long.
 * Without it that publish takes a quarter longer (benchmarks/README.md).
 */
const SQLITE_WAKE_AFTER_MS = 50;
const RECLAIM_EVERY_MS = 5_000;
const DAY_MS = 86_400_000;

/** Until the tables are there and the webhooks are read, nothing is captured: there is nowhere to write it. */
const NOBODY: Interest = { couldWant: () => false };

/** What may have missed a change of the webhooks captures all: a row too many is routed to nobody. */
const EVERYBODY: Interest = { couldWant: () => true };

/** Where polling is the only way. */
const SILENT: Bell = { ring: () => undefined, stop: async () => undefined };

/** Set by the worker-only start, whose instance sends even where the config says that the ones that serve do not. */
const isWorkerOnly = (strapi: Strapi): boolean => strapi.config.get('switchboard-work.isWorkerOnly', false);

/** What exists from bootstrap to destroy. */
interface Running {
  readonly stores: DatabaseStores;
  readonly source: LiveWebhooks;
  readonly fleet: Fleet;
  readonly api: OutboundApi;
  readonly monitoring: Monitoring;
  readonly ask: Ask;
  stop(): Promise<void>;
}

/**
 * Builds the outbound feature for one Strapi and holds its life: `register` hooks into the document service, `bootstrap` opens the stores and
 * starts the engine, `destroy` finishes what is under way. The only place where the parts meet.
 */
export const composeOutbound = (strapi: Strapi, config: Config, version: string) => {
  const clock = systemClock;
  const ids = createIds(clock);
  const telemetry = createTelemetry();
  const { announce } = telemetry;
  const metrics = createMetrics({ clock, version, perWebhook: config.metrics.perWebhook });
  const tracing = createTracing(strapi, version);
  const seen = createSeenTypes(strapi);
  const firstBoot = createFirstBoot(strapi);
  let running: Running | null = null;
  let bell = SILENT;
  /** Before bootstrap there is nobody to tell: the first round looks. */
  let queue: Queue | null = null;
  const offer = (): void => queue?.offer();
  let sample: ProvidedSample = async () => null;
  let formSight: FormSight = async () => WHOLE_SIGHT;
  let provided: () => Promise<readonly Webhook[]> = async () => [];
  let waking: NodeJS.Timeout | null = null;

  /** There is an event to route. Many commits close together wake once. */
  const wakeAfterCommit = (): void => {
    if (strapi.db.dialect.client !== 'sqlite') return offer();
    waking ??= setTimeout(() => {
      waking = null;
      offer();
    }, SQLITE_WAKE_AFTER_MS).unref();
  };

  const current = (): Running => {
    if (!running) throw new Error(`the plugin ${PLUGIN_ID} has not started yet, or was stopped: call it after bootstrap`);
    return running;
  };

  const captureTools = {
    events: { append: async (...args: Parameters<DatabaseStores['events']['append']>) => current().stores.events.append(...args) },
    ids,
    clock,
    announce,
    tracing,
    wake: wakeAfterCommit,
  };
  const capture = createCapture({
    strapi,
    interest: () => {
      if (!running) return NOBODY;
      return running.fleet.isFresh() ? running.source.interest() : EVERYBODY;
    },
    config: config.capture,
    ...captureTools,
  });
  const emit = createEmit({
    outbox: capture.outbox,
    transact: capture.transact,
    payloadLimitBytes: config.capture.payloadLimitBytes,
  });

  const onFault = (during: string) => (error: unknown) => announce('engine.fault', { during, error });

  /** Delivering, and what belongs to it; not on instances that only serve. */
  const startWorker = (
    stores: DatabaseStores,
    source: LiveWebhooks,
    given: Queue,
    sender: Sender,
    purged: (purge: PurgeRecord) => Promise<void>
  ) => {
    const { delivery, breaker } = config;
    const { serializingObjectUsingNameValueFormat: submissionsAsPairs } = config.forms;
    const rounds = watchRounds({ queue: given, now: () => performance.now(), announce });
    const tokens = createTokens({ sender, clock });
    const sendLetter = createSendLetter(strapi);
    const dispatcher = createDispatcher({
      store: { ...stores.deliveries, route: traceRouting(stores.deliveries.route, tracing, clock) },
      events: stores.events,
      webhooks: source,
      attempt: metrics.measure(
        traceAttempts(
          createAttempt({ sender, tokens, sendLetter, clock, chance: Math.random, version, submissionsAsPairs }),
          tracing
        )
      ),
      nextHealth: createNextHealth({
        failureThreshold: breaker.failureThreshold,
        firstPauseMs: breaker.firstPauseS * 1_000,
        longestPauseMs: breaker.longestPauseS * 1_000,
        disableAfterMs: breaker.disableAfterDays * DAY_MS,
      }),
      queue: rounds.queue,
      announce,
      now: () => performance.now(),
      options: {
        maxInFlight: delivery.maxInFlight,
        batchSize: delivery.batchSize,
        settleWithinMs: SETTLE_WITHIN_MS,
        settleBusyWithinMs: SETTLE_BUSY_WITHIN_MS,
        reclaimEveryMs: RECLAIM_EVERY_MS,
        stopWithinMs: delivery.shutdownMs,
      },
    });
    let isStopping = false;
    const mail = createMail(strapi, config.notices.emails);
    const notices = createNotices({ notices: stores.notices, webhooks: source, mail, ids, clock, announce, wake: offer });
    const purge = createPurge({
      store: stores.housekeeping,
      now: clock,
      announce,
      record: purged,
      retentionMs: config.retention.days * DAY_MS,
      stepSize: PURGE_STEP,
      isStopping: () => isStopping,
    });
    const inTurn = createTurns({ store: stores.turns, leaseMs: TURN_LEASE_MS, onFault: onFault('holding a turn') });
    const giveNotices = inTurn({ name: 'notices', restMs: 0 }, notices);
    const runPurge = inTurn({ name: 'purge', restMs: PURGE_EVERY_MS - POLL_MS }, purge);
    const noticesInTurn = async (): Promise<void> => {
      if ((await stores.notices.pending(1)).length > 0) await giveNotices();
    };
    const periodics: Periodic[] = [
      createPeriodic({ everyMs: NOTICES_EVERY_MS, run: noticesInTurn, onFault: onFault('giving notices') }),
      createPeriodic({ everyMs: PURGE_EVERY_MS, run: runPurge, onFault: onFault('the purge') }),
    ];
    dispatcher.start();
    for (const periodic of periodics) periodic.start();
    const stop = async (): Promise<void> => {
      isStopping = true;
      await Promise.all([dispatcher.stop(), ...periodics.map((periodic) => periodic.stop())]);
    };
    return { stop, lastRoundAgeMs: rounds.ageMs };
  };

  return {
    emit,

    /** Where facts of other features are told as well: to the log and the metrics. */
    announce,

    /** Takes the content out of events. Throws before bootstrap. */
    forget: async (eventIds: readonly string[], waitMs: number): Promise<void> => current().stores.forget(eventIds, waitMs),

    /** Events of another feature, in the transaction of what they are about. */
    road: { couldWant: capture.couldWant, append: capture.outbox.append },

    /** Webhooks that another feature gives, beside those of people and of the config: asked at every look, in `register` at the latest. */
    provide(webhooks: () => Promise<readonly Webhook[]>): void {
      provided = webhooks;
    },

    /** What the admin API and developers call. Throws before bootstrap. */
    api: (): OutboundApi => current().api,

    /** Samples of another feature's events, for previews and tests. */
    provideSamples(given: ProvidedSample): void {
      sample = given;
    },

    /** What another feature lets people see of its events in the log. */
    provideSight(given: FormSight): void {
      formSight = given;
    },

    /** Asks the webhooks that want to be asked before a submission is stored. */
    ask: (question: Question): Promise<Permission> => current().ask(question),

    /** What the routes of monitoring answer with; `null` before bootstrap. */
    monitoring: (): Monitoring | null => running?.monitoring ?? null,

    register(): void {
      telemetry.listen(createLogLines(strapi.log, { attempts: config.logs.attempts, now: () => performance.now() }));
      telemetry.listen(metrics.listen);
      telemetry.listen(seen.listen);
      registerMonitoringToken(strapi, config.metrics.token);
      firstBoot.register();
      capture.register();
      hideFromGraphql(strapi, WEBHOOK_UID);
      registerMcpTools(strapi, () => current().api);
    },

    async bootstrap(): Promise<void> {
      await registerPermissions(strapi);
      await protectTables(strapi, [WEBHOOK_TABLE]);

      const { client } = strapi.db.dialect;
      const schema = strapi.db.getSchemaName();
      const knex = strapi.db.connection;
      await migrate(knex, client as 'sqlite', schema);
      const stores = createDatabaseStores({
        knex,
        client: client as 'sqlite',
        ids,
        leaseMarginMs: config.delivery.leaseMarginMs,
        onEnded: announceEnded(announce),
        ...(schema ? { schema } : {}),
      });

      const records = createWebhookRecords(strapi);
      const cipher = createCipher(strapi);
      const declared = declaredWebhooks(config.webhooks, clock());
      const source = createWebhookSource({ records, cipher, declared, provided: () => provided(), clock });
      const refresh = async (): Promise<boolean> => {
        const before = source.interest();
        await source.refresh();
        return source.interest() !== before;
      };
      const judged = (): Promise<void> => capture.judged(JUDGED_WITHIN_MS);
      const instanceId = ids('ins');
      const fleet =
        client === 'sqlite'
          ? createLoneFleet({ refresh, judged })
          : createFleet({
              id: instanceId,
              store: stores.instances,
              bell: { ring: (topic) => bell.ring(topic) },
              refresh,
              judged,
              monotonic: () => performance.now(),
              leaseMs: INSTANCE_LEASE_MS,
            });
      const guard = createGuard({ allow: config.http.allowAddresses });
      const sender = createSender({ guard, maxLoggedBytes: config.http.maxLoggedBytes });
      const purge = createPurgeRecord(strapi);
      const api = createOutboundApi({
        strapi,
        config,
        version,
        records,
        source,
        cipher,
        log: stores.log,
        announce,
        recovery: stores.recovery,
        receivers: stores.receivers,
        shapes: capture.shapes,
        snapshots: capture.snapshots,
        seen,
        parse: (input) => parseWebhook(input, { judgeUrl: guard.judgeUrl }),
        sender,
        tokens: createTokens({ sender, clock }),
        ids,
        clock,
        wake: offer,
        spread: fleet.spread,
        purge: purge.read,
        provided: (choice, ability) => sample(choice, ability),
        formSight: (ability) => formSight(ability),
      });
      await api.webhooks.syncReceivers();
      await fleet.beat();

      const refreshing = createPeriodic({ everyMs: POLL_MS, run: fleet.beat, onFault: onFault('reading the webhooks') });
      refreshing.start();
      if (client === 'postgres') {
        const hear = { events: () => queue?.wake(), webhooks: () => void fleet.beat().catch(onFault('reading the webhooks')) };
        bell = createPostgresBell({ knex, schema, instanceId, onRing: (topic) => hear[topic]() });
      }
      const opened = await openQueue(config.queue, {
        site: () => readSite(knex, client as 'sqlite', schema),
        ring: () => bell.ring('events'),
        announce,
        onFault: onFault('a round of the dispatcher'),
        pollMs: POLL_MS,
      });
      queue = opened;
      const worker = config.worker || isWorkerOnly(strapi) ? startWorker(stores, source, opened, sender, purge.write) : null;
      running = {
        stores,
        source,
        fleet,
        api,
        ask: createAsk({
          webhooks: source,
          sender,
          tokens: createTokens({ sender, clock }),
          ids,
          clock,
          announce,
          version,
          submissionsAsPairs: config.forms.serializingObjectUsingNameValueFormat,
        }),
        monitoring: createMonitoring({
          metrics,
          monitor: stores.monitor,
          clock,
          lastRoundAgeMs: worker && worker.lastRoundAgeMs,
          maxBacklogAgeS: config.health.maxBacklogAgeS,
        }),
        async stop() {
          await refreshing.stop();
          await bell.stop();
          await fleet.leave();
          await worker?.stop();
          await opened.close();
          await sender.close();
        },
      };
    },

    /** Captures to the end: HTTP is still open while plugins are destroyed, and what commits now is delivered after the restart. */
    async destroy(): Promise<void> {
      await running?.stop();
      await firstBoot.end();
    },
  };
};

export type Outbound = ReturnType<typeof composeOutbound>;
