import { Box, Flex, Loader, Typography } from '@strapi/design-system';

import { Section } from '../../../ui/Section';
import { useTexts } from '../../../ui/useTexts';
import { useGetCatalogQuery } from '../../webhooks.api';
import { Fault, faultTarget } from '../fields';
import { EventGrid } from './EventGrid';
import { FormEvents } from './FormEvents';
import { OtherEvents } from './OtherEvents';

/** Which events the webhook wants: a grid for entries, and a list for everything else. */
export const EventsSection = () => {
  const t = useTexts();
  const { data: catalog, isError, isLoading } = useGetCatalogQuery();
  return (
    <Section title={t('webhooks.events.title')} hint={t('webhooks.events.hint')}>
      <Box {...faultTarget('events')}>
        <Fault name="events" isDeep />
        {isLoading && (
          <Flex justifyContent="center" padding={6}>
            <Loader small>{t('ui.loading')}</Loader>
          </Flex>
        )}
        {isError && <Typography textColor="danger600">{t('webhooks.events.catalog-failed')}</Typography>}
        {catalog && (
          <Flex direction="column" alignItems="stretch" gap={6}>
            <EventGrid catalog={catalog} />
            <FormEvents />
            <OtherEvents catalog={catalog} />
          </Flex>
        )}
      </Box>
    </Section>
  );
};
