import { useCallback, useDeferredValue, useMemo } from 'react';

import { checkDefinition } from '../../../../../shared/forms';
import type { TextKey } from '../../../translations/texts';
import { useTexts } from '../../../ui/useTexts';
import { FIELD_DESCRIPTIONS, FIELD_TYPES } from '../../field-kinds';
import { placeFault } from '../faults';
import { useDefinition } from '../useBuilder';

/** Warnings about fields that the panel can say in its languages; others come as they are. */
const SAID: ReadonlySet<string> = new Set(['same-label', 'no-label', 'no-text-alternative', 'large-files', 'never-required']);

/** What somebody should know about a field, though it may be saved: the first of it, by the field's id. */
export const useWarnings = () => {
  const t = useTexts();
  const { definition } = useDefinition();
  // Judged after what was typed has been drawn.
  const settled = useDeferredValue(definition);
  const warnings = useMemo(() => {
    const tools = { types: FIELD_TYPES, descriptions: FIELD_DESCRIPTIONS, compiles: () => true };
    const found = new Map<string, string>();
    for (const { path, code, message } of checkDefinition(settled, tools).warnings) {
      const { part } = placeFault(settled, { path, message });
      if (part.kind !== 'field' || found.has(part.id)) continue;
      found.set(part.id, SAID.has(code) ? t(`forms.warning.${code}` as TextKey) : message);
    }
    return found;
  }, [settled, t]);
  return useCallback((fieldId: string): string | undefined => warnings.get(fieldId), [warnings]);
};
