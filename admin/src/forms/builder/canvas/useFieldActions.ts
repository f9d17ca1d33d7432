import { useCallback } from 'react';

import type { FormField } from '../../../../../shared/contracts/form';
import { useTexts } from '../../../ui/useTexts';
import { duplicateField, insertField, moveField, neighbourPlace, newField, removeField, type Place } from '../../draft/fields';
import { FIELD_DESCRIPTIONS } from '../../field-kinds';
import { useNames } from '../../useNames';
import { useBuilder, useDefinition, useIsLocked } from '../useBuilder';

/** What can be done with fields on the canvas; each is one step of the history. */
export const useFieldActions = () => {
  const t = useTexts();
  const { typeName } = useNames();
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
    ({ id, key }: FormField) => {
      edit((before) => removeField(before, id, isLocked(key)));
      select(null);
    },
    [edit, select, isLocked]
  );
  const move = useCallback((id: string, place: Place) => edit((before) => moveField(before, id, place)), [edit]);
  const placeBeside = useCallback((id: string, by: -1 | 1) => neighbourPlace(definition, id, by), [definition]);
  return { add, duplicate, remove, move, placeBeside };
};
