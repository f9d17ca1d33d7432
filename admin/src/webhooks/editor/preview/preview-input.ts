import type { PreviewInput, SampleChoice } from '../../../../../shared/contracts';
import type { Draft } from '../../draft';

/** What a preview or a test needs: the draft with the one receiver URL it is about, however many there are. */
export const previewInput = (
  webhookId: string | null,
  draft: Draft,
  receiverIndex: number,
  sample: SampleChoice
): PreviewInput => ({
  webhookId,
  webhook: { ...draft, receivers: draft.receivers.slice(receiverIndex, receiverIndex + 1) },
  receiverIndex: 0,
  sample,
});
