import { Box, Flex } from '@strapi/design-system';

import { FORMAT_KINDS, type Format, type PayloadChoice } from '../../../../../shared/contracts';
import { Radios, Select } from '../../../ui/choices';
import { Section } from '../../../ui/Section';
import { useTexts } from '../../../ui/useTexts';
import { FieldBox, useDraftField } from '../fields';
import { FieldsChoice } from './FieldsChoice';
import { FormatOptions } from './FormatOptions';
import { formatOfKind } from './format-of-kind';

const payloadOfKind = (kind: PayloadChoice['kind']): PayloadChoice => (kind === 'fields' ? { kind, fields: [] } : { kind });

/** What is sent, and how it is written. */
export const ContentSection = () => {
  const t = useTexts();
  const payload = useDraftField<PayloadChoice>('payload');
  const format = useDraftField<Format>('format');
  return (
    <Section title={t('webhooks.content.title')} hint={t('webhooks.content.hint')}>
      <Radios
        name="payload.kind"
        label={t('webhooks.payload.label')}
        value={payload.value.kind}
        isDisabled={payload.isDisabled}
        onChange={(kind) => payload.set(payloadOfKind(kind))}
        choices={[
          { value: 'all', label: t('webhooks.payload.all'), hint: t('webhooks.payload.all-hint') },
          { value: 'fields', label: t('webhooks.payload.fields'), hint: t('webhooks.payload.fields-hint') },
          { value: 'ids', label: t('webhooks.payload.ids'), hint: t('webhooks.payload.ids-hint') },
        ]}
      />
      {payload.value.kind === 'fields' && <FieldsChoice />}
      <Flex direction="column" alignItems="stretch" gap={4} paddingTop={2}>
        <Box maxWidth="48rem">
          <FieldBox name="format.kind" label={t('webhooks.format.label')} hint={t(`webhooks.format.${format.value.kind}-hint`)}>
            <Select
              value={format.value.kind}
              isDisabled={format.isDisabled}
              onChange={(kind) => format.set(formatOfKind(kind))}
              choices={FORMAT_KINDS.map((kind) => ({ value: kind, label: t(`webhooks.format.${kind}`) }))}
            />
          </FieldBox>
        </Box>
        <FormatOptions name="format" />
      </Flex>
    </Section>
  );
};
