import { Box } from '@strapi/design-system';
import { useEffect, useRef } from 'react';

import { FaultList } from '../../ui/FaultList';
import { useTexts } from '../../ui/useTexts';
import { fieldById } from '../draft/fields';
import { useNames } from '../useNames';
import type { PlacedFault } from './faults';
import { useBuilder } from './useBuilder';
import { useFaults } from './useFaults';
import { useGoTo } from './useGoTo';

const useOwnerName = () => {
  const t = useTexts();
  const { draft } = useBuilder();
  const { pageName } = useNames();
  return ({ part }: PlacedFault): string => {
    switch (part.kind) {
      case 'field': {
        const field = fieldById(draft.definition, part.id);
        return field?.label || field?.key || '';
      }
      case 'page': {
        const page = draft.definition.pages.find(({ id }) => id === part.id);
        return page ? pageName(draft.definition, page) : '';
      }
      case 'settings':
        return t('forms.tab.settings');
      case 'translations':
        return t('forms.tab.translations');
      case 'form':
        return t('forms.fault.form');
    }
  };
};

/** Everything that keeps the form from being saved or published, each a way to where it can be mended. */
export const FaultSummary = () => {
  const t = useTexts();
  const { faults: found } = useBuilder();
  const { faults } = useFaults();
  const goTo = useGoTo();
  const ownerName = useOwnerName();
  const box = useRef<HTMLDivElement>(null);
  // Whoever pressed Save is told why nothing was saved; while it is mended the focus stays where it is.
  useEffect(() => {
    if (found.found.length > 0) box.current?.focus();
  }, [found]);
  if (faults.length === 0) return null;
  return (
    <Box ref={box} tabIndex={-1} style={{ outline: 'none' }}>
      <FaultList
        title={t('forms.fault.title', { count: faults.length })}
        lines={faults.map((fault) => ({
          text: t('forms.fault.line', { owner: ownerName(fault), message: fault.message }),
          onOpen: () => goTo(fault),
        }))}
      />
    </Box>
  );
};
