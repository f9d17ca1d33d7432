import { Flex, Grid, Typography } from '@strapi/design-system';
import { CheckCircle, WarningCircle } from '@strapi/icons';
import type { ReactNode } from 'react';

import type { SettingsView } from '../../../shared/contracts/delivery';
import { Section } from '../ui/Section';
import { useTexts } from '../ui/useTexts';

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <Grid.Item col={4} s={6} xs={12} direction="column" alignItems="flex-start">
    <Typography tag="dt" variant="pi" fontWeight="bold" textColor="neutral600">
      {name}
    </Typography>
    <Typography tag="dd" style={{ margin: 0 }}>
      {children}
    </Typography>
  </Grid.Item>
);

/** What is installed, and on what. */
export const Installation = ({ settings: { version, database, hasEncryptionKey } }: { settings: SettingsView }) => {
  const t = useTexts();
  return (
    <Section title={t('settings.installation')}>
      <Grid.Root tag="dl" gap={4} style={{ margin: 0 }}>
        <Fact name={t('settings.version')}>{version}</Fact>
        <Fact name={t('settings.database')}>{database}</Fact>
        <Fact name={t('settings.key')}>
          <Flex tag="span" gap={2}>
            <Flex tag="span" flex="none">
              {hasEncryptionKey ? <CheckCircle fill="success600" aria-hidden /> : <WarningCircle fill="danger600" aria-hidden />}
            </Flex>
            {t(hasEncryptionKey ? 'settings.key.present' : 'settings.key.missing')}
          </Flex>
        </Fact>
      </Grid.Root>
    </Section>
  );
};
