import { Flex } from '@strapi/design-system';

import type { FormField } from '../../../../../shared/contracts/form';
import { useTexts } from '../../../ui/useTexts';
import { SelectRow, type At } from '../inputs';
import { ConditionEditor } from './ConditionEditor';
import { ruleAbout } from './rule';

interface VisibilityEditorProps {
  readonly at: At;
  readonly visibility: FormField['visibility'];
  /** Fields it may ask about. */
  readonly fields: readonly FormField[];
  readonly onChange: (visibility: FormField['visibility'], about?: string) => void;
}

/** Whether a field or a page is always there, or shown or hidden by a condition. */
export const VisibilityEditor = ({ at, visibility, fields, onChange }: VisibilityEditorProps) => {
  const t = useTexts();
  const effect = visibility?.effect ?? 'always';
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <SelectRow
        at={{ ...at, path: `${at.path}.effect` }}
        label={t('forms.visibility.label')}
        value={effect}
        choices={(['always', 'show', 'hide'] as const).map((value) => ({ value, label: t(`forms.visibility.${value}`) }))}
        isDisabled={fields.length === 0 && effect === 'always'}
        hint={fields.length === 0 ? t('forms.condition.no-fields') : undefined}
        onChange={(next) => {
          if (next === 'always') onChange(null);
          else onChange({ effect: next, when: visibility?.when ?? { combine: 'all', rules: [ruleAbout(fields[0])] } });
        }}
      />
      {visibility && (
        <ConditionEditor
          at={{ ...at, path: `${at.path}.when` }}
          label={t(`forms.visibility.${visibility.effect}`)}
          condition={visibility.when}
          fields={fields}
          sentence={(condition) => t(`forms.words.${visibility.effect}`, { condition })}
          onChange={(when, about) => onChange({ ...visibility, when }, about)}
        />
      )}
    </Flex>
  );
};
