import { Box, Flex, NumberInput } from '@strapi/design-system';

import type { SampleChoice } from '../../../../../shared/contracts';
import { Select } from '../../../ui/choices';
import { useTexts } from '../../../ui/useTexts';
import { useListSamplesQuery } from '../../webhooks.api';
import { useActionName } from '../events/useActionName';
import { useDraft } from '../fields';
import type { SampleState } from './useSample';

/** More receiver URLs than this are chosen by number. */
const LONGEST_LIST = 50;

/** An empty value would look like nothing chosen. */
const NEWEST = '*';

const keyOf = ({ type, uid }: SampleChoice) => `${type} ${uid ?? ''}`;

const EventPicker = ({ state }: { state: SampleState }) => {
  const t = useTexts();
  const actionName = useActionName();
  const { samples, sample, setSample, catalog } = state;
  if (!sample) return null;
  const labelOf = ({ type, uid }: SampleChoice) => {
    const contentType = catalog?.contentTypes.find((one) => one.uid === uid);
    return contentType ? `${contentType.displayName}: ${actionName(type)}` : type;
  };
  const shown = samples.length > 0 ? samples : [sample];
  return (
    <Select
      size="S"
      label={t('webhooks.preview.event')}
      value={keyOf(sample)}
      choices={shown.map((one) => ({ value: keyOf(one), label: labelOf(one) }))}
      onChange={(key) => {
        const next = shown.find((one) => keyOf(one) === key);
        if (next) setSample(next);
      }}
    />
  );
};

const DocumentPicker = ({ uid, state }: { uid: string; state: SampleState }) => {
  const t = useTexts();
  const { data: documents = [], isSuccess } = useListSamplesQuery(uid);
  const { sample, setSample } = state;
  if (!sample) return null;
  // A document stands once in the list, however many locales and versions it has.
  const distinct = [...new Map(documents.map((document) => [document.documentId, document])).values()];
  const isMadeUp = isSuccess && distinct.length === 0;
  const newest = { value: NEWEST, label: t(isMadeUp ? 'webhooks.preview.made-up' : 'webhooks.preview.newest') };
  return (
    <Select
      size="S"
      label={t('webhooks.preview.document')}
      value={sample.documentId ?? NEWEST}
      choices={[newest, ...distinct.map(({ documentId, title }) => ({ value: documentId, label: title || documentId }))]}
      onChange={(documentId) => setSample({ ...sample, documentId: documentId === NEWEST ? null : documentId })}
    />
  );
};

const ReceiverPicker = ({ state }: { state: SampleState }) => {
  const t = useTexts();
  const receivers = useDraft((draft) => draft.receivers);
  const { receiverIndex, setReceiverIndex } = state;
  if (receivers.length < 2) return null;
  if (receivers.length > LONGEST_LIST) {
    return (
      <NumberInput
        size="S"
        aria-label={t('webhooks.preview.receiver')}
        value={receiverIndex + 1}
        onValueChange={(number) => setReceiverIndex(Math.min(receivers.length, Math.max(1, Math.round(number ?? 1))) - 1)}
      />
    );
  }
  return (
    <Select
      size="S"
      label={t('webhooks.preview.receiver')}
      value={String(receiverIndex)}
      choices={receivers.map(({ url }, index) => ({
        value: String(index),
        label: url || t('webhooks.receivers.url', { number: index + 1 }),
      }))}
      onChange={(index) => setReceiverIndex(Number(index))}
    />
  );
};

/** Which event, which entry and which receiver URL the preview shows. */
export const SamplePickers = ({ state }: { state: SampleState }) => (
  <Flex gap={2} wrap="wrap">
    <Box width="20rem">
      <EventPicker state={state} />
    </Box>
    {/* A form's sample is made up by the server: it is about no document. */}
    {state.sample?.uid && !state.sample.uid.startsWith('form:') && (
      <Box width="20rem">
        <DocumentPicker uid={state.sample.uid} state={state} />
      </Box>
    )}
    <Box maxWidth="24rem">
      <ReceiverPicker state={state} />
    </Box>
  </Flex>
);
