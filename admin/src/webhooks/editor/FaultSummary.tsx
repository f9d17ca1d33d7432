import { Alert, Box } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';

import { useTexts } from '../../ui/useTexts';

/** Sentences shown above the form; the fields show all of them. */
const MOST = 6;

const sentencesIn = (fault: unknown): readonly string[] => {
  if (typeof fault === 'string') return [fault];
  return typeof fault === 'object' && fault !== null ? Object.values(fault).flatMap(sentencesIn) : [];
};

/** Everything that keeps the webhook from being saved, in one place, because fields with faults may be far apart. */
export const FaultSummary = () => {
  const t = useTexts();
  const errors = useForm('FaultSummary', (form) => form.errors);
  const sentences = sentencesIn(errors);
  if (sentences.length === 0) return null;
  return (
    <Alert variant="danger" closeLabel={t('ui.close')} title={t('webhooks.fault.title', { count: sentences.length })}>
      <Box tag="ul">
        {[...new Set(sentences)].slice(0, MOST).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {sentences.length > MOST && <li>…</li>}
      </Box>
    </Alert>
  );
};
