import { useNotifyAT } from '@strapi/design-system';
import { useCallback } from 'react';

import type { FormField } from '../../../../../shared/contracts/form';
import { useTexts } from '../../../ui/useTexts';
import {
  besideField,
  duplicateField,
  insertField,
  moveField,
  neighbourPlace,
  newField,
  removeField,
  type Place,
} from '../../draft/fields';
import { FIELD_DESCRIPTIONS } from '../../field-kinds';
import { useNames } from '../../useNames';
import { useBuilder, useDefinition, useIsLocked } from '../useBuilder';
import { focusAct } from './acts';

/** What can be done with fields on the canvas; each is one step of the history. */
export const useFieldActions = () => {
  const t = useTexts();
  const { notifyStatus } = useNotifyAT();
  const { typeName, pageName } = useNames();
  const { select } = useBuilder();
  const { definition, edit } = useDefinition();
  const isLocked = useIsLocked();

  const add = useCallback(
    (type: string, place: { pageId: string; index?: number }) => {
      const description = FIELD_DESCRIPTIONS.get(type);
      if (!description) return;
      const field = newField(definition, description, typeName(type));
      edit((before) => insertField(before, field, place));
      select({ kind: 'field', id: field.id, tab: 'basic', isNew: true });
    },
    [typeName, definition, edit, select]
  );
  const duplicate = useCallback(
    ({ id, label }: FormField) => {
      const copied = duplicateField(definition, id, t('forms.field.copy-of', { label }));
      if (!copied) return;
      edit(() => copied.definition);
      select({ kind: 'field', id: copied.id, tab: 'basic' });
    },
    [t, definition, edit, select]
  );
  const remove = useCallback(
    ({ id, key, label }: FormField) => {
      const beside = besideField(definition, id);
      edit((before) => removeField(before, id, isLocked(key)));
      select(null);
      notifyStatus(t('forms.field.deleted', { name: label || key }));
      if (beside) focusAct(beside, 'edit', 'add');
    },
    [t, notifyStatus, definition, edit, select, isLocked]
  );
  const move = useCallback((id: string, place: Place) => edit((before) => moveField(before, id, place)), [edit]);
  const placeBeside = useCallback((id: string, by: -1 | 1) => neighbourPlace(definition, id, by), [definition]);
  /** One step up or down, over the edge of the page too. */
  const step = useCallback(
    ({ id, key, label }: FormField, by: -1 | 1) => {
      const place = placeBeside(id, by);
      const page = definition.pages.find((one) => one.id === place?.pageId);
      if (!place || !page) return;
      move(id, place);
      notifyStatus(t('forms.drag.dropped', { name: label || key, position: place.index + 1, page: pageName(definition, page) }));
      focusAct(id, ...(by === -1 ? (['up', 'down'] as const) : (['down', 'up'] as const)));
    },
    [t, notifyStatus, pageName, definition, move, placeBeside]
  );
  return { add, duplicate, remove, move, step, placeBeside };
};
