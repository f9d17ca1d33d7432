import { useCallback } from 'react';

import type { FormField } from '../../../../../shared/contracts/form';
import { changeField, fieldById } from '../../draft/fields';
import type { At } from '../inputs';
import { useDefinition } from '../useBuilder';

/** How one field of the draft is changed. Letters typed into one property in a row are one step. */
export const useFieldEdit = (id: string) => {
  const { edit } = useDefinition();
  const change = useCallback(
    (what: Partial<FormField> | ((field: FormField) => FormField), about?: string) =>
      edit(
        (definition) => {
          const field = fieldById(definition, id);
          if (!field) return definition;
          return changeField(definition, typeof what === 'function' ? what(field) : { ...field, ...what });
        },
        about === undefined ? undefined : `fields.${id}.${about}`
      ),
    [edit, id]
  );
  const setSetting = useCallback(
    (name: string, value: unknown, about = `settings.${name}`) =>
      change((field) => ({ ...field, settings: { ...field.settings, [name]: value } }), about),
    [change]
  );
  const at = useCallback((path: string): At => ({ part: { kind: 'field', id }, path }), [id]);
  return { change, setSetting, at };
};
