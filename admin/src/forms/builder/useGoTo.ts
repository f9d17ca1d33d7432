import { useCallback, useEffect, useState } from 'react';

import { focusOnceDrawn } from '../../ui/focus-once-drawn';
import { FIELD_DESCRIPTIONS, isRule } from '../field-kinds';
import { fieldById } from '../draft/fields';
import type { FormDefinition } from '../../../../shared/contracts/form';
import { inputId, type PlacedFault } from './faults';
import { useBuilder, type PaneTab } from './useBuilder';
import { useTab } from './useTab';

/** The part of a field's settings that a path is edited in. */
export const paneTabOf = (definition: FormDefinition, id: string, path: string): PaneTab => {
  const [first, second] = path.split('.');
  if (first === 'visibility' || first === 'requiredWhen') return 'conditions';
  if (first === 'isRequired' || first === 'messages') return 'validation';
  const type = fieldById(definition, id)?.type ?? '';
  const setting = first === 'settings' ? FIELD_DESCRIPTIONS.get(type)?.settings.find(({ name }) => name === second) : undefined;
  return setting && isRule(type, setting) ? 'validation' : 'basic';
};

/** The input of a path, or of the nearest part around it that has one. */
const findInput = (fault: Pick<PlacedFault, 'part' | 'path'>): HTMLElement | null => {
  const steps = fault.path.split('.');
  for (let count = steps.length; count >= 0; count -= 1) {
    const element = document.getElementById(inputId({ part: fault.part, path: steps.slice(0, count).join('.') }));
    if (element) return element;
  }
  return null;
};

/** Leads to where a fault can be mended: tab, field, part of its settings, and the focus into the input. */
export const useGoTo = () => {
  const { draft, select } = useBuilder();
  const [, setTab] = useTab();
  const [target, setTarget] = useState<PlacedFault | null>(null);

  useEffect(() => {
    if (!target) return undefined;
    return focusOnceDrawn(
      () => findInput(target),
      (input) => input.scrollIntoView({ block: 'center' })
    );
  }, [target]);

  return useCallback(
    (fault: PlacedFault) => {
      const { part, path } = fault;
      if (part.kind === 'field') {
        setTab('build');
        select({ kind: 'field', id: part.id, tab: paneTabOf(draft.definition, part.id, path) });
      } else if (part.kind === 'page') {
        setTab('build');
        select({ kind: 'page', id: part.id });
      } else setTab(part.kind === 'translations' ? 'translations' : 'settings');
      setTarget({ ...fault });
    },
    [draft.definition, select, setTab]
  );
};
