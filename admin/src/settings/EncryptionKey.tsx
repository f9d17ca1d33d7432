import { Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import { CodeBlock } from '../ui/CodeBlock';
import { useTexts } from '../ui/useTexts';

const SNIPPET = `// config/admin.ts
secrets: {
  encryptionKey: env('ENCRYPTION_KEY'),
},

# .env – for example from: openssl rand -hex 32
ENCRYPTION_KEY=`;

/** What to do when Strapi has no encryption key: secrets of webhooks cannot be kept without one. */
export const EncryptionKey = () => {
  const t = useTexts();
  return (
    <Flex
      tag="section"
      aria-label={t('settings.key.missing')}
      direction="column"
      alignItems="stretch"
      gap={4}
      padding={6}
      background="danger100"
      borderColor="danger200"
      hasRadius
    >
      <Flex gap={2}>
        <WarningCircle fill="danger700" aria-hidden />
        <Typography variant="delta" tag="h2" textColor="danger700">
          {t('settings.key.missing')}
        </Typography>
      </Flex>
      <Typography>{t('settings.key.what-to-do')}</Typography>
      <CodeBlock code={SNIPPET} language="plain" label={t('settings.key.example')} />
    </Flex>
  );
};
