import { useNotifyAT } from '@strapi/design-system';
import { useCallback } from 'react';

import type { FormDefinition, FormPage } from '../../../../../shared/contracts/form';
import { newPage } from '../../../../../shared/forms';
import { useNotices } from '../../../ui/useNotices';
import { useTexts } from '../../../ui/useTexts';
import { newId } from '../../draft/ids';
import { insertPage, movePage, removePage } from '../../draft/pages';
import { useNames } from '../../useNames';
import { useBuilder, useDefinition, useIsLocked } from '../useBuilder';
import { focusAct } from './acts';

const jumpCount = ({ pages }: FormDefinition): number => pages.reduce((count, { jumps }) => count + jumps.length, 0);

/** What can be done with pages on the canvas; each is one step of the history. */
export const usePageActions = () => {
  const t = useTexts();
  const { warn } = useNotices();
  const { notifyStatus } = useNotifyAT();
  const { pageName } = useNames();
  const { select } = useBuilder();
  const { definition, edit } = useDefinition();
  const isLocked = useIsLocked();

  const add = useCallback(() => {
    const page = newPage(newId('pag'));
    edit((before) => insertPage(before, page));
    select({ kind: 'page', id: page.id });
  }, [edit, select]);
  const remove = useCallback(
    (page: FormPage) => {
      const index = definition.pages.indexOf(page);
      const beside = definition.pages[index + 1] ?? definition.pages[index - 1];
      edit((before) => removePage(before, page.id, isLocked));
      select(null);
      notifyStatus(t('forms.field.deleted', { name: pageName(definition, page) }));
      if (beside) focusAct(beside.id, 'edit');
    },
    [t, notifyStatus, pageName, definition, edit, select, isLocked]
  );
  /** One step up or down. */
  const step = useCallback(
    (page: FormPage, by: -1 | 1) => {
      const next = movePage(definition, page.id, definition.pages.indexOf(page) + by);
      const moved = next.pages.find(({ id }) => id === page.id);
      if (next === definition || !moved) return;
      edit(() => next);
      notifyStatus(t('forms.page.moved', { name: pageName(next, moved) }));
      const dropped = jumpCount(definition) - jumpCount(next);
      if (dropped > 0) warn(t('forms.page.jumps-dropped', { count: dropped }));
      focusAct(page.id, ...(by === -1 ? (['up', 'down'] as const) : (['down', 'up'] as const)));
    },
    [t, notifyStatus, warn, pageName, definition, edit]
  );
  return { add, remove, step };
};
