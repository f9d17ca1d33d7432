import type { Clock } from '../kernel/clock';
import { viewHealth } from './health';
import type { Metrics } from './metrics';
import { createReading } from './metrics.reading';
import type { Monitor } from './ports';

export interface MonitoringTools {
  readonly metrics: Metrics;
  readonly monitor: Monitor;
  readonly clock: Clock;
  /** Milliseconds since the last round that went well; `null` on a process without a worker. */
  readonly lastRoundAgeMs: (() => number) | null;
  /** 0: however old. */
  readonly maxBacklogAgeS: number;
}

const READ_EVERY_MS = 5_000;
/** Below the usual patience of a load balancer. */
const READ_WITHIN_MS = 2_000;

/** What the outside sees of this process. Asking often costs the database nothing more than asking every five seconds. */
export const createMonitoring = ({ metrics, monitor, clock, lastRoundAgeMs, maxBacklogAgeS }: MonitoringTools) => {
  const read = createReading({ read: monitor.read, clock, keepMs: READ_EVERY_MS, withinMs: READ_WITHIN_MS });
  const state = () => ({ isWorker: lastRoundAgeMs !== null, lastRoundAgeMs: lastRoundAgeMs?.() ?? null });
  return {
    /** The text for Prometheus. */
    async metrics(): Promise<string> {
      const reading = await read();
      return metrics.render(state(), reading.kind === 'read' ? reading.value : null);
    },

    async health() {
      const reading = await read();
      return viewHealth({ reading, ...state(), maxBacklogAgeS }, metrics.inFlightCount);
    },
  };
};

export type Monitoring = ReturnType<typeof createMonitoring>;
