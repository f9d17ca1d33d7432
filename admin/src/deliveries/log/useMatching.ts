import { useCallback, useRef, useState } from 'react';

import type { BulkResult, DeliveryFilter } from '../../../../shared/contracts/delivery';
import { walkSteps } from '../../ui/walkSteps';
import { useActOnMatchingMutation } from '../deliveries.api';

/** Counting goes no further than this many steps (of 10,000 deliveries each): the question should not take minutes. */
const COUNTING_STEPS = 20;

export type BulkAction = 'resend' | 'cancel';

/** Counting what matches, then acting on it in as many steps as the server asks for. */
export type Matching =
  | { readonly kind: 'counting'; readonly count: number }
  | { readonly kind: 'counted'; readonly count: number; readonly isCapped: boolean }
  | { readonly kind: 'running'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'failed' };

/** Counts and acts on all deliveries that match a filter. `stop` ends either after the step under way. */
export const useMatching = (action: BulkAction) => {
  const [act] = useActOnMatchingMutation();
  const [state, setState] = useState<Matching>({ kind: 'counting', count: 0 });
  const isStopped = useRef(false);

  const ask = useCallback(
    async (filter: DeliveryFilter, isDryRun: boolean): Promise<BulkResult> => {
      const answer = await act({ action, filter, isDryRun });
      if ('error' in answer) throw answer.error;
      return answer.data;
    },
    [act, action]
  );

  const walk = useCallback(
    (filter: DeliveryFilter, isDryRun: boolean, onStep: (count: number) => void, maxSteps = Infinity) => {
      isStopped.current = false;
      return walkSteps({
        ask: (afterId) => ask({ ...filter, afterId }, isDryRun),
        onStep,
        isStopped: () => isStopped.current,
        maxSteps,
      });
    },
    [ask]
  );

  const count = useCallback(
    async (filter: DeliveryFilter) => {
      setState({ kind: 'counting', count: 0 });
      try {
        const found = await walk(filter, true, (soFar) => setState({ kind: 'counting', count: soFar }), COUNTING_STEPS);
        setState({ kind: 'counted', ...found });
      } catch {
        setState({ kind: 'failed' });
      }
    },
    [walk]
  );

  /** Answers how many were acted on, also when a later step failed. */
  const run = useCallback(
    async (filter: DeliveryFilter, total: number | null): Promise<{ done: number; error?: unknown }> => {
      let done = 0;
      setState({ kind: 'running', done, total });
      try {
        await walk(filter, false, (soFar) => {
          done = soFar;
          setState({ kind: 'running', done, total });
        });
        return { done };
      } catch (error) {
        return { done, error };
      }
    },
    [walk]
  );

  const stop = useCallback(() => {
    isStopped.current = true;
  }, []);
  return { state, count, run, stop };
};
