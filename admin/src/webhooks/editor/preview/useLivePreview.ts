import { useDebounce } from '@strapi/strapi/admin';
import { useMemo } from 'react';

import type { RequestPreview } from '../../../../../shared/contracts';
import { faultsOf } from '../../../api/faults';
import { usePreviewRequestQuery } from '../../webhooks.api';
import { useDraft } from '../fields';
import { previewInput } from './preview-input';
import type { SampleState } from './useSample';

/** How long nobody must have typed before the request is made anew. */
const QUIET_MS = 350;

interface LivePreview {
  /** The last request that could be made; stays while the draft has a fault. */
  readonly request: RequestPreview | undefined;
  readonly isUpdating: boolean;
  /** What is still missing or wrong, in sentences. */
  readonly faults: readonly string[];
}

/** The exact request of the draft for the chosen sample, kept up with the draft while `isWatched`. */
export const useLivePreview = (webhookId: string | null, state: SampleState, isWatched: boolean): LivePreview => {
  const draft = useDraft((values) => values);
  const { sample, receiverIndex } = state;
  const input = useMemo(
    () => (sample ? JSON.stringify(previewInput(webhookId, draft, receiverIndex, sample)) : null),
    [webhookId, draft, receiverIndex, sample]
  );
  // The first request need not wait: nobody is typing yet.
  const settled = useDebounce(input, QUIET_MS) ?? input;
  const { data, error, isFetching } = usePreviewRequestQuery(settled ?? '', { skip: settled === null || !isWatched });
  const faults = error ? faultsOf(error).map(({ message }) => message) : [];
  const sentence = error && 'message' in error ? error.message : undefined;
  return {
    request: data,
    isUpdating: isFetching || settled !== input,
    faults: error ? (faults.length > 0 ? faults : [sentence ?? '']) : [],
  };
};
