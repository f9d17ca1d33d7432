import { useCallback, useRef, useState } from 'react';

import type { BulkResult, DeliveryFilter } from '../../../../shared/contracts/delivery';
import { useActOnMatchingMutation } from '../deliveries.api';

export type BulkAction = 'resend' | 'cancel';

/** Counting what matches, then acting on it in as many steps as the server asks for. */
export type Matching =
  | { readonly kind: 'counting' }
  | { readonly kind: 'counted'; readonly count: number; readonly isCapped: boolean }
  | { readonly kind: 'running'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Counts and acts on all deliveries that match a filter. `stop` ends a run after the step under way. */
export const useMatching = (action: BulkAction) => {
  const [act] = useActOnMatchingMutation();
  const [state, setState] = useState<Matching>({ kind: 'counting' });
  const isStopped = useRef(false);

  const ask = useCallback(
    async (filter: DeliveryFilter, isDryRun: boolean): Promise<BulkResult> => {
      const answer = await act({ action, filter, isDryRun });
      if ('error' in answer) throw answer.error;
      return answer.data;
    },
    [act, action]
  );

  const count = useCallback(
    async (filter: DeliveryFilter) => {
      setState({ kind: 'counting' });
      try {
        setState({ kind: 'counted', ...(await ask(filter, true)) });
      } catch (error) {
        setState({ kind: 'failed', error });
      }
    },
    [ask]
  );

  /** Answers how many were acted on, also when a later step failed. */
  const run = useCallback(
    async (filter: DeliveryFilter, total: number | null): Promise<{ done: number; error?: unknown }> => {
      isStopped.current = false;
      let done = 0;
      try {
        for (;;) {
          setState({ kind: 'running', done, total });
          const step = await ask(filter, false);
          done += step.count;
          // What was resent may be delivered and match again: never more than were counted.
          if (!step.isCapped || step.count === 0 || isStopped.current || (total !== null && done >= total)) return { done };
        }
      } catch (error) {
        return { done, error };
      }
    },
    [ask]
  );

  const stop = useCallback(() => {
    isStopped.current = true;
  }, []);
  return { state, count, run, stop };
};
