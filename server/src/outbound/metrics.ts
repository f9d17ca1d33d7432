import { createRegistry, type Labels, type Registry } from '../kernel/metrics';
import type { Facts, FactName, Listener } from '../kernel/telemetry';
import type { Clock } from '../kernel/clock';
import type { MakeAttempt } from './attempt';
import type { Vitals } from './ports';

export interface MetricsTools {
  readonly clock: Clock;
  /** Of this plugin. */
  readonly version: string;
  /** Whether attempts and deliveries are counted by webhook as well. */
  readonly perWebhook: boolean;
}

/** What is asked of this process at the moment of a scrape. */
export interface ProcessState {
  readonly isWorker: boolean;
  /** Milliseconds since the last round of the dispatcher that went well; `null` without a worker. */
  readonly lastRoundAgeMs: number | null;
}

/** More webhooks than this are counted together as `other`: every series costs memory here and in Prometheus for ever. */
const WEBHOOKS_COUNTED = 200;

const REQUEST_BOUNDS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Up to two days: the longest usual retry schedules end about there. */
const LAG_BOUNDS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 60, 300, 1_800, 7_200, 43_200, 172_800];

const OUTCOMES = ['accepted', 'rejected', 'unreachable', 'forbidden', 'postponed'] as const;
const HEALTH_CHANGES = ['paused', 'recovered', 'gone', 'disabled'] as const;
const ANSWERS = ['granted', 'refused', 'silent'] as const;
const PURGED = ['deliveries', 'events', 'submissions', 'files'] as const;
const ENDS = ['delivered', 'failed', 'cancelled', 'superseded'] as const;

/** Names webhooks in labels, the first so many by id. */
const createWebhookLabel = (isWanted: boolean) => {
  const known = new Set<string>();
  return (webhookId: string): Labels => {
    if (!isWanted) return {};
    if (!known.has(webhookId) && known.size >= WEBHOOKS_COUNTED) return { webhook: 'other' };
    known.add(webhookId);
    return { webhook: webhookId };
  };
};

const defineMetrics = (registry: Registry, perWebhook: boolean) => {
  const counter = (name: string, help: string, labels: readonly string[] = []) =>
    registry.counter({ name: `switchboard_${name}`, help, labels });
  const gauge = (name: string, help: string, labels: readonly string[] = []) =>
    registry.gauge({ name: `switchboard_${name}`, help, labels });
  const histogram = (name: string, help: string, bounds: readonly number[]) =>
    registry.histogram({ name: `switchboard_${name}`, help, bounds });
  const byWebhook = perWebhook ? ['webhook'] : [];
  return {
    info: gauge('info', 'Always 1; the version is in the label.', ['version']),
    captured: counter('events_captured_total', 'Events stored and committed by this process.'),
    routed: counter('events_routed_total', 'Events for which this process made the deliveries.'),
    created: counter('deliveries_created_total', 'Deliveries that this process made when it routed events.'),
    ended: counter('deliveries_total', 'Deliveries that came to an end here, by their final state.', ['state', ...byWebhook]),
    attempts: counter('attempts_total', 'Attempts written down by this process, by what came of them.', ['outcome', ...byWebhook]),
    requestS: histogram(
      'request_duration_seconds',
      'From the start of an attempt that sent a request to its end.',
      REQUEST_BOUNDS_S
    ),
    lagS: histogram('delivery_lag_seconds', 'From the event to its acceptance by a receiver, resent ones left out.', LAG_BOUNDS_S),
    inFlight: gauge('attempts_in_flight', 'Attempts under way in this process.'),
    changes: counter('receiver_changes_total', 'Receiver URLs that were paused, recovered, went or were disabled.', ['to']),
    asked: counter('asked_total', 'Answers of webhooks that are asked before a form submission is stored.', ['answer']),
    leases: counter('leases_expired_total', 'Deliveries taken back from a process that had vanished or was cut off.'),
    faults: counter('engine_faults_total', "Faults of Switchboard's own, such as an unreachable database; the log says which."),
    purged: counter('purged_total', 'Rows that retention removed in this process.', ['what']),
    purgedAt: gauge('purge_last_end_timestamp_seconds', 'When the last purge of this process ended, since the Unix epoch.'),
    isWorker: gauge('worker_enabled', 'Whether this process delivers (1) or only serves (0).'),
    roundAgeS: gauge('last_round_age_seconds', "Since the last round of this process's dispatcher that went well."),
    isRedisUp: gauge('redis_up', 'Whether this process reaches the Redis of its queue (1) or not (0); absent without one.'),
    isReachable: gauge('database_up', 'Whether the numbers of the database could be read for this answer (1) or not (0).'),
    open: gauge('open_deliveries', 'Deliveries in the database that have not ended, by state; counted up to 10,000 each.', [
      'state',
    ]),
    unrouted: gauge('unrouted_events', 'Events in the database without their deliveries yet; counted up to 10,000.'),
    backlogAgeS: gauge('backlog_age_seconds', 'How long work that could be done now has been waiting for a worker.'),
    dueAgeS: gauge(
      'oldest_due_age_seconds',
      'How long ago the oldest pending delivery was due, those for paused receiver URLs included.'
    ),
    receivers: gauge('receivers', 'Receiver URLs of webhooks that are switched on, by health.', ['state']),
  };
};

const MS = 1_000;

/** Counts what is announced, and writes it out for Prometheus. Counters belong to this process: Prometheus adds the processes up. */
export const createMetrics = ({ clock, version, perWebhook }: MetricsTools) => {
  const registry = createRegistry();
  const metrics = defineMetrics(registry, perWebhook);
  const webhookLabel = createWebhookLabel(perWebhook);
  let inFlight = 0;

  // A series that begins with its first count hides that count from rate(): those known beforehand begin at 0.
  if (!perWebhook) {
    for (const state of ENDS) metrics.ended.add({ state }, 0);
    for (const outcome of OUTCOMES) metrics.attempts.add({ outcome }, 0);
  }
  for (const to of HEALTH_CHANGES) metrics.changes.add({ to }, 0);
  for (const answer of ANSWERS) metrics.asked.add({ answer }, 0);
  for (const what of PURGED) metrics.purged.add({ what }, 0);
  metrics.info.set(1, { version });

  const COUNTS: { readonly [N in FactName]: (fact: Facts[N]) => void } = {
    'event.captured': () => metrics.captured.add(),
    'event.routed': ({ deliveryCount }) => {
      metrics.routed.add();
      metrics.created.add({}, deliveryCount);
    },
    'delivery.attempted': ({ webhookId, outcome, next }) => {
      const label = webhookLabel(webhookId);
      metrics.attempts.add({ outcome, ...label });
      if (next === 'done') metrics.ended.add({ state: 'delivered', ...label });
      if (next === 'give-up') metrics.ended.add({ state: 'failed', ...label });
    },
    'deliveries.ended': ({ state, webhookId, count }) => metrics.ended.add({ state, ...webhookLabel(webhookId) }, count),
    'lease.expired': () => metrics.leases.add(),
    'receiver.paused': () => metrics.changes.add({ to: 'paused' }),
    'receiver.recovered': () => metrics.changes.add({ to: 'recovered' }),
    'receiver.gone': () => metrics.changes.add({ to: 'gone' }),
    'receiver.disabled': () => metrics.changes.add({ to: 'disabled' }),
    'receiver.asked': ({ answer }) => metrics.asked.add({ answer }),
    'redis.changed': ({ isAnswering }) => metrics.isRedisUp.set(isAnswering ? 1 : 0),
    'engine.fault': () => metrics.faults.add(),
    'engine.recovered': () => undefined,
    'purge.ended': ({ deletedDeliveries, deletedEvents }) => {
      metrics.purged.add({ what: 'deliveries' }, deletedDeliveries);
      metrics.purged.add({ what: 'events' }, deletedEvents);
      metrics.purgedAt.set(clock() / MS);
    },
    'forms.purged': ({ submissions, files }) => {
      metrics.purged.add({ what: 'submissions' }, submissions);
      metrics.purged.add({ what: 'files' }, files);
    },
  };

  const listen: Listener = (name, fact) => COUNTS[name](fact);

  const writeVitals = (vitals: Vitals | null): void => {
    metrics.isReachable.set(vitals === null ? 0 : 1);
    for (const gauge of [metrics.open, metrics.unrouted, metrics.backlogAgeS, metrics.dueAgeS, metrics.receivers]) gauge.clear();
    if (vitals === null) return;
    for (const [state, count] of Object.entries(vitals.openCounts)) metrics.open.set(count, { state });
    for (const [state, count] of Object.entries(vitals.receiverCounts)) metrics.receivers.set(count, { state });
    metrics.unrouted.set(vitals.unroutedEventCount);
    metrics.backlogAgeS.set(vitals.backlogAgeMs / MS);
    metrics.dueAgeS.set(vitals.oldestDueAgeMs / MS);
  };

  return {
    listen,
    list: registry.list,

    /** The same attempts, counted and measured. */
    measure:
      (attempt: MakeAttempt): MakeAttempt =>
      async (subject) => {
        inFlight += 1;
        try {
          const settlement = await attempt(subject);
          const { outcome, durationMs, request } = settlement.attempt;
          if (request && outcome.kind !== 'postponed' && outcome.kind !== 'forbidden') metrics.requestS.observe(durationMs / MS);
          // The lag of a resent delivery says when a person acted, not how fast we are.
          if (outcome.kind === 'accepted' && subject.event && subject.delivery.scheduleStart === 0) {
            metrics.lagS.observe(Math.max(0, clock() - subject.event.occurredAt) / MS);
          }
          return settlement;
        } finally {
          inFlight -= 1;
        }
      },

    get inFlightCount(): number {
      return inFlight;
    },

    /** The text for Prometheus. `vitals`: `null` where the database could not be asked. */
    render({ isWorker, lastRoundAgeMs }: ProcessState, vitals: Vitals | null): string {
      metrics.inFlight.set(inFlight);
      metrics.isWorker.set(isWorker ? 1 : 0);
      if (lastRoundAgeMs === null) metrics.roundAgeS.clear();
      else metrics.roundAgeS.set(lastRoundAgeMs / MS);
      writeVitals(vitals);
      return registry.render();
    },
  };
};

export type Metrics = ReturnType<typeof createMetrics>;
