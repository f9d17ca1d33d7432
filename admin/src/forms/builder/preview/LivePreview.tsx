import { Flex, Typography } from '@strapi/design-system';
import { useDeferredValue, useMemo, useState } from 'react';

import { useTexts } from '../../../ui/useTexts';
import { fieldById, fieldsOf, placeOf } from '../../draft/fields';
import { useBuilder, type Selection } from '../useBuilder';
import { memoryDraft } from './memory-draft';
import { Preview } from './Preview';
import { publicFormOf } from './public-form';
import { TestNote } from './TestNote';
import { useIsDark } from './useIsDark';
import { useTestSend } from './useTestSend';

/** The page that the chosen field or page is seen on. */
const usePageOf = (selection: Selection): string | undefined => {
  const { draft } = useBuilder();
  if (selection?.kind === 'page') return selection.id;
  return selection ? placeOf(draft.definition, selection.id)?.pageId : undefined;
};

/**
 * The draft as visitors see it, in place of the canvas: what is edited beside it shows at once, and a question that is entered here is edited
 * beside it.
 */
export const LivePreview = () => {
  const t = useTexts();
  const { draft, selection, select } = useBuilder();
  const isDark = useIsDark();
  const { locale } = draft.definition;
  const { send, receipt } = useTestSend(locale);
  // Drawn after what was typed has been drawn.
  const settled = useDeferredValue(draft);
  const form = useMemo(() => publicFormOf(settled, settled.definition.locale), [settled]);
  const [kept] = useState(memoryDraft);
  const page = usePageOf(selection);
  const chosen = selection?.kind === 'field' ? fieldById(settled.definition, selection.id)?.key : undefined;
  const pick = (key: string) => {
    const field = fieldsOf(draft.definition).find((one) => one.key === key);
    if (field && field.id !== selection?.id) select({ kind: 'field', id: field.id, tab: 'basic' });
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {receipt ? (
        <TestNote receipt={receipt} />
      ) : (
        <Typography variant="pi" tag="p" textColor="neutral600">
          {t('forms.live.hint')}
        </Typography>
      )}
      <Preview form={form} isDark={isDark} isNarrow={false} send={send} kept={kept} page={page} chosen={chosen} onPick={pick} />
    </Flex>
  );
};
