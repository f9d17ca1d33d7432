import type { FormField } from '../contracts/form';
import { outOfOrder, withoutUnset, type FieldDescription, type SettingDefinition, type SettingFault } from './field-description';
import { allowsOther, initialChoices } from './options';
import { isSet, numberSetting, optionsOf } from './settings';

/** How many options a field may have. */
export const MOST_OPTIONS = 500;

/** Settings of choice fields; those about how many may be chosen only where several may. */
export const choiceSettings = ({ several }: { several: 'never' | 'if-wanted' | 'always' }): readonly SettingDefinition[] => {
  const onlyWith = several === 'if-wanted' ? { onlyWith: { setting: 'isMultiple', is: [true] } } : {};
  return [
    { name: 'options', kind: 'options', default: [], min: 1, max: MOST_OPTIONS },
    ...(several === 'if-wanted' ? [{ name: 'isMultiple', kind: 'boolean', default: false } as const] : []),
    ...(several === 'never'
      ? []
      : [
          { name: 'minChosen', kind: 'whole', default: null, min: 0, max: MOST_OPTIONS, ...onlyWith } as const,
          { name: 'maxChosen', kind: 'whole', default: null, min: 1, max: MOST_OPTIONS, ...onlyWith } as const,
        ]),
    { name: 'initial', kind: 'option-values', default: [], max: MOST_OPTIONS },
    { name: 'isShuffled', kind: 'boolean', default: false },
    { name: 'allowsOther', kind: 'boolean', default: false },
    {
      name: 'otherLabel',
      kind: 'text',
      default: '',
      max: 200,
      isTranslatable: true,
      onlyWith: { setting: 'allowsOther', is: [true] },
    },
  ];
};

/** What must hold between the settings of a choice field. */
export const checkChosen: NonNullable<FieldDescription['checkSettings']> = (field): readonly SettingFault[] => {
  const [min, max] = [numberSetting(field, 'minChosen', 0), numberSetting(field, 'maxChosen', Infinity)];
  const known = new Set(optionsOf(field).map((option) => option.value));
  const count = known.size + (allowsOther(field) ? 1 : 0);
  const isSingle = field.type === 'radio' || (field.type !== 'checkboxes' && !isSet(field, 'isMultiple'));
  return [
    ...(max < min ? [outOfOrder('maxChosen', 'minChosen')] : []),
    ...(!isSingle && min > count
      ? [{ setting: 'minChosen', code: 'too-large', message: `Expected at most ${count}, the number of choices.` }]
      : []),
    ...initialChoices(field).flatMap((one) =>
      known.has(one)
        ? []
        : [{ setting: 'initial', code: 'not-an-option', message: `Expected one of the choices, got \`${one.slice(0, 60)}\`.` }]
    ),
    ...(isSingle && initialChoices(field).length > 1
      ? [{ setting: 'initial', code: 'too-many', message: 'Expected one choice at most.' }]
      : []),
  ];
};

/** Schema of one choice. */
export const choiceSchema: FieldDescription['schema'] = (field) =>
  allowsOther(field) ? { type: 'string', maxLength: 200 } : { type: 'string', enum: optionValues(field) };

/** Schema of several choices. */
export const choicesSchema: FieldDescription['schema'] = (field, of) =>
  withoutUnset({
    type: 'array',
    items: choiceSchema(field, of),
    uniqueItems: true,
    maxItems: Math.min(numberSetting(field, 'maxChosen', Infinity), optionValues(field).length + (allowsOther(field) ? 1 : 0)),
  });

const optionValues = (field: FormField): readonly string[] => optionsOf(field).map((option) => option.value);
