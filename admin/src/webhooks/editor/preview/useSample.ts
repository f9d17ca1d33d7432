import { useMemo, useState } from 'react';

import type { Catalog, EventPattern, SampleChoice } from '../../../../../shared/contracts';
import { ANY_CONTENT, samplesOf } from '../../event-coverage';
import { useGetCatalogQuery } from '../../webhooks.api';
import { useDraft } from '../fields';

/** Types that say most about a webhook come first: published content rather than a deletion. */
const PREFERRED = ['entry.publish', 'entry.update', 'entry.create'];

const preferred = (samples: readonly SampleChoice[]): SampleChoice | undefined =>
  PREFERRED.map((type) => samples.find((sample) => sample.type === type)).find((sample) => sample !== undefined) ?? samples[0];

/** Something to show while nothing is chosen yet. */
const anySample = (catalog: Catalog): SampleChoice => {
  return (
    preferred(samplesOf([{ type: 'entry.*', uid: ANY_CONTENT }], catalog)) ?? { type: 'media.create', uid: null, documentId: null }
  );
};

const isSameEvent = (a: SampleChoice, b: SampleChoice) => a.type === b.type && a.uid === b.uid;

export interface SampleState {
  readonly catalog: Catalog | undefined;
  /** Events that can be shown: those the draft wants. */
  readonly samples: readonly SampleChoice[];
  /** `null` until the catalog is there. */
  readonly sample: SampleChoice | null;
  readonly setSample: (sample: SampleChoice) => void;
  readonly receiverIndex: number;
  readonly setReceiverIndex: (index: number) => void;
}

/** Which event and which receiver URL the preview and the test are about; follows the draft while nobody chooses. */
export const useSample = (): SampleState => {
  const { data: catalog } = useGetCatalogQuery();
  const events: readonly EventPattern[] = useDraft((draft) => draft.events);
  const receiverCount = useDraft((draft) => draft.receivers.length);
  const [chosen, setSample] = useState<SampleChoice | null>(null);
  const [receiver, setReceiverIndex] = useState(0);
  const samples = useMemo(() => (catalog ? samplesOf(events, catalog) : []), [catalog, events]);
  const sample = useMemo(() => {
    if (!catalog) return null;
    const stillWanted = chosen && samples.some((one) => isSameEvent(one, chosen)) ? chosen : null;
    return stillWanted ?? preferred(samples) ?? anySample(catalog);
  }, [catalog, chosen, samples]);
  return { catalog, samples, sample, setSample, receiverIndex: Math.min(receiver, receiverCount - 1), setReceiverIndex };
};
