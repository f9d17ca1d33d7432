import type { FieldOption, FormField } from '../../../../shared/contracts/form';
import type { Control } from '../../../../shared/forms/field-type';
import { OTHER_VALUE, otherKey } from '../../../../shared/forms/options';
import { numberSetting, textSetting } from '../../../../shared/forms/settings';
import { h, type Attributes, type Markup } from './node';
import { inline, richText, safeLink } from './rich-text';
import { answersOf, idOf, type View } from './view';

const PLAIN: Control = { kind: 'input', attributes: { type: 'text' } };

const YES_NO: Readonly<Record<string, 'yes' | 'no'>> = { true: 'yes', false: 'no' };

/** How a field is drawn. A type that only the server knows is asked for as a line of text. */
export const controlOf = (field: FormField, { types, today }: Pick<View, 'types' | 'today'>): Control =>
  types.get(field.type)?.control(field, today) ?? PLAIN;

const isGroup = ({ kind }: Control): boolean => kind === 'radios' || kind === 'checkboxes';

/** Longest answer, where the visitor is told how much is left: in long texts whose editor said how long they may be. */
export const countedLength = (field: FormField, { kind }: Control): number | null =>
  kind === 'textarea' ? numberSetting(field, 'maxLength', null) : null;

/** Ids of what describes a field: its hint, its fault, its counter; only those that are there. */
export const describedBy = (field: FormField, view: View): string | null => {
  const parts = [
    field.hint ? 'hint' : '',
    view.faults.has(field.key) ? 'fault' : '',
    ...(view.more?.describing(field) ?? []),
    view.isScripted && countedLength(field, controlOf(field, view)) !== null ? 'counter' : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.map((part) => idOf(view, field, part)).join(' ');
};

const markOf = (field: FormField, { required, speak, isScripted }: View): Markup => {
  const mayBe = field.isRequired || (isScripted && field.requiredWhen !== null);
  return mayBe ? h('span', { class: 'sbf-mark', hidden: !required.has(field.key) && isScripted }, ` (${speak('required')})`) : null;
};

const hintOf = (field: FormField, view: View): Markup =>
  field.hint ? h('div', { class: 'sbf-hint', id: idOf(view, field, 'hint') }, ...inline(field.hint)) : null;

/** The sentence about a fault. */
export const faultMarkup = (field: FormField, message: string, view: View): Markup =>
  h(
    'div',
    { class: 'sbf-fault', id: idOf(view, field, 'fault') },
    h('span', { class: 'sbf-visually-hidden' }, `${view.speak('error')}: `),
    message
  );

const faultOf = (field: FormField, view: View): Markup => {
  const message = view.faults.get(field.key);
  return message === undefined ? null : faultMarkup(field, message, view);
};

/** How many characters are left, as a sentence. */
export const counterText = (used: number, most: number, { speak }: Pick<View, 'speak'>): string =>
  speak(used > most ? 'over' : 'left', { count: Math.abs(most - used) });

const counterOf = (field: FormField, control: Control, view: View): Markup => {
  const most = countedLength(field, control);
  if (most === null || !view.isScripted) return null;
  const used = [...(answersOf(view, field)[0] ?? '')].length;
  return h(
    'div',
    { class: used > most ? 'sbf-counter sbf-counter--over' : 'sbf-counter', id: idOf(view, field, 'counter') },
    counterText(used, most, view)
  );
};

/** A browser would block the post over a field that the server does not ask for: without a script, only what is certain is required. */
const isCertainlyRequired = (field: FormField, view: View): boolean =>
  view.isScripted ? view.required.has(field.key) : field.isRequired && view.required.has(field.key);

const attributesOf = (field: FormField, { attributes }: Control, view: View): Attributes => ({
  ...attributes,
  value: null,
  id: idOf(view, field),
  name: field.key,
  placeholder: field.placeholder || null,
  autocomplete: field.autocomplete || null,
  required: isCertainlyRequired(field, view),
  'aria-describedby': describedBy(field, view),
  'aria-invalid': view.faults.has(field.key) ? 'true' : null,
});

/** The line for a choice of one's own, shown while "something else" is chosen. */
const otherOf = (field: FormField, label: string, view: View): Markup =>
  h(
    'div',
    { class: 'sbf-other', 'data-other': field.key, hidden: view.isScripted && !answersOf(view, field).includes(OTHER_VALUE) },
    h('label', { class: 'sbf-label', for: idOf(view, field, 'other') }, label),
    h('input', {
      type: 'text',
      class: 'sbf-control',
      id: idOf(view, field, 'other'),
      name: otherKey(field.key),
      value: answersOf(view, { key: otherKey(field.key) })[0],
    })
  );

const selectOf = (field: FormField, control: Control, attributes: Attributes, view: View): Markup => {
  const answers = answersOf(view, field);
  const own = control.other === undefined ? null : control.other || view.speak('other');
  const options = [...(control.options ?? []), ...(own === null ? [] : [{ value: OTHER_VALUE, label: own }])];
  return [
    h(
      'select',
      { ...attributes, placeholder: null, class: 'sbf-control' },
      attributes.multiple ? null : h('option', { value: '' }, field.placeholder || view.speak('choose')),
      ...options.map(({ value, label }) => h('option', { value, selected: answers.includes(value) }, label))
    ),
    own === null ? null : otherOf(field, own, view),
  ];
};

const singleOf = (field: FormField, control: Control, view: View): Markup => {
  const attributes = attributesOf(field, control, view);
  const [answer] = answersOf(view, field);
  if (control.kind === 'textarea') return h('textarea', { ...attributes, class: 'sbf-control' }, answer ?? '');
  if (control.kind === 'select') return selectOf(field, control, attributes, view);
  return view.more?.control(field, control, attributes, view) ?? h('input', { ...attributes, class: 'sbf-control', value: answer });
};

const pictureOf = ({ url, alt }: NonNullable<FieldOption['image']>, { assets }: View): Markup =>
  h('img', { src: /^\/(?!\/)/.test(url) ? `${assets}${url}` : url, alt, loading: 'lazy' });

const optionOf = (field: FormField, control: Control, option: FieldOption, index: number, view: View): Markup => {
  const isMany = control.kind === 'checkboxes';
  const input = h('input', {
    type: isMany ? 'checkbox' : 'radio',
    // The first has the field's own id: a link to the field leads to it.
    id: index === 0 ? idOf(view, field) : idOf(view, field, index),
    name: field.key,
    value: option.value,
    checked: answersOf(view, field).includes(option.value),
    required: !isMany && isCertainlyRequired(field, view),
    'aria-invalid': view.faults.has(field.key) ? 'true' : null,
  });
  const picture = control.look === 'images' && option.image ? pictureOf(option.image, view) : null;
  return (
    view.more?.option(control, option, input) ??
    h('label', { class: 'sbf-option' }, picture, input, h('span', { class: 'sbf-option-text' }, option.label))
  );
};

/** Options side by side where that is easy to read: two short ones. */
const lookOf = ({ look }: Control, options: readonly FieldOption[]): string => {
  if (look === 'images') return 'sbf-images';
  const isPair = options.length === 2 && options.every(({ label }) => label.length <= 12);
  return isPair ? 'sbf-options sbf-options--row' : 'sbf-options';
};

/** Of choices that the editor left to us to name. */
const labelOf = (value: string, { speak }: View): string => {
  const word = YES_NO[value];
  return word === undefined ? value : speak(word);
};

const groupOf = (field: FormField, control: Control, view: View): Markup => {
  const own = control.other === undefined ? null : control.other || view.speak('other');
  const named = (control.options ?? []).map((option) => ({ ...option, label: option.label || labelOf(option.value, view) }));
  const options = [...named, ...(own === null ? [] : [{ value: OTHER_VALUE, label: own }])];
  return [
    h(
      'div',
      { class: view.more?.look(control) ?? lookOf(control, options) },
      ...options.map((option, index) => optionOf(field, control, option, index, view))
    ),
    view.more?.ends(field, view) ?? null,
    own === null ? null : otherOf(field, own, view),
  ];
};

const wrapperOf = (field: FormField, view: View): Attributes => ({
  class: [
    'sbf-field',
    `sbf-field--${field.type}`,
    field.width === 'half' ? 'sbf-field--half' : '',
    view.faults.has(field.key) ? 'sbf-field--faulty' : '',
  ]
    .filter((name) => name !== '')
    .join(' '),
  'data-field': field.key,
  hidden: view.isScripted && !view.visible.has(field.key),
});

const groupField = (field: FormField, control: Control, view: View): Markup =>
  h(
    'fieldset',
    { ...wrapperOf(field, view), 'aria-describedby': describedBy(field, view) },
    h('legend', { class: 'sbf-label' }, field.label, markOf(field, view)),
    hintOf(field, view),
    faultOf(field, view),
    groupOf(field, control, view)
  );

/** What a box is for: the label, and of a consent the very text that is agreed to. */
const boxText = (field: FormField, view: View): Markup => {
  const text = textSetting(field, 'text');
  if (field.type !== 'consent' || text === '') return [field.label, markOf(field, view)];
  return [
    h('span', { class: 'sbf-option-title' }, field.label, markOf(field, view)),
    h('span', { class: 'sbf-option-more' }, text),
  ];
};

/** Where more is said about a consent; beside the label, so that it does not tick the box. */
const linkOf = (field: FormField): Markup => {
  const [address, label] = [textSetting(field, 'linkUrl'), textSetting(field, 'linkLabel')];
  const link = field.type === 'consent' && address !== '' ? safeLink(address, label || address) : null;
  return link === null ? null : h('p', { class: 'sbf-link' }, link);
};

const checkboxField = (field: FormField, control: Control, view: View): Markup => {
  const attributes = attributesOf(field, control, view);
  const [answer] = answersOf(view, field);
  const isChecked = answer !== undefined && answer !== '' && answer !== 'false';
  const isSwitch = control.look === 'switch';
  return h(
    'div',
    wrapperOf(field, view),
    faultOf(field, view),
    h(
      'label',
      { class: isSwitch ? 'sbf-option sbf-switch' : 'sbf-option' },
      h('input', {
        ...attributes,
        role: isSwitch ? 'switch' : null,
        placeholder: null,
        type: 'checkbox',
        value: control.attributes?.value ?? 'true',
        checked: isChecked,
      }),
      h('span', { class: 'sbf-option-text' }, boxText(field, view))
    ),
    linkOf(field),
    hintOf(field, view)
  );
};

/** A field with all that belongs to it: label, hint, fault, control. */
export const fieldMarkup = (field: FormField, view: View): Markup => {
  const control = controlOf(field, view);
  if (control.attributes?.type === 'hidden') {
    return view.isScripted ? null : h('input', { ...control.attributes, name: field.key, value: answersOf(view, field)[0] });
  }
  if (control.kind === 'heading') {
    // Its levels begin with 2, below the page's own heading.
    const level = Math.min(6, view.level + Number(control.attributes?.level ?? 2));
    return h('div', wrapperOf(field, view), h(`h${level}`, { class: 'sbf-heading' }, field.label), hintOf(field, view));
  }
  if (control.kind === 'rich-text') {
    return h(
      'div',
      wrapperOf(field, view),
      h('div', { class: 'sbf-text' }, ...richText(textSetting(field, 'text'), view.level + 2))
    );
  }
  if (isGroup(control)) return groupField(field, control, view);
  if (control.kind === 'checkbox') return checkboxField(field, control, view);
  return h(
    'div',
    wrapperOf(field, view),
    h('label', { class: 'sbf-label', for: idOf(view, field) }, field.label, markOf(field, view)),
    hintOf(field, view),
    faultOf(field, view),
    singleOf(field, control, view),
    counterOf(field, control, view)
  );
};
