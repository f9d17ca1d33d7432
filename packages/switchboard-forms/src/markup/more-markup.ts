import type { FieldOption, FormField } from '../../../../shared/contracts/form';
import type { Control } from '../../../../shared/forms/field-type';
import { textSetting } from '../../../../shared/forms/settings';
import { icon } from './icon';
import { h, type Attributes, type Markup } from './node';
import { answersOf, idOf, type View } from './view';

/** How fields are drawn that ordinary forms do without. What it does not know is `null`, and drawn as ever. */
export interface MoreMarkup {
  control(field: FormField, control: Control, attributes: Attributes, view: View): Markup;
  /** One of several choices, around its `input`. */
  option(control: Control, option: FieldOption, input: Markup): Markup;
  /** Class of the element around all choices. */
  look(control: Control): string | null;
  /** Below the choices: what the two ends of a scale mean. */
  ends(field: FormField, view: View): Markup;
  /** Parts of a field that describe it. */
  describing(field: FormField): readonly string[];
  /** The chosen files of a field, each with a button that removes it. */
  files(field: FormField, view: View): Markup[];
}

const endsOf = (field: FormField): readonly string[] => {
  const ends = [textSetting(field, 'minLabel'), textSetting(field, 'maxLabel')];
  return ends.some((end) => end !== '') ? ends : [];
};

const ends: MoreMarkup['ends'] = (field, view) =>
  endsOf(field).length === 0
    ? null
    : h('div', { class: 'sbf-ends', id: idOf(view, field, 'ends') }, ...endsOf(field).map((end) => h('span', {}, end)));

const unitOf = (field: FormField, view: View): Markup =>
  textSetting(field, 'unit') ? h('span', { class: 'sbf-unit', id: idOf(view, field, 'unit') }, textSetting(field, 'unit')) : null;

const rangeOf = (field: FormField, { type, ...attributes }: Attributes, view: View): Markup => {
  const [answer] = answersOf(view, field);
  return [
    h(
      'div',
      { class: 'sbf-affix' },
      // The type last: an input that is a range already bends its value to limits that it does not have yet.
      h('input', { ...attributes, required: null, class: 'sbf-range', value: answer, type }),
      // Without a script it could not follow.
      view.isScripted ? h('output', { class: 'sbf-range-value', for: String(attributes.id) }, answer ?? '') : null,
      unitOf(field, view)
    ),
    ends(field, view),
  ];
};

const shortOf = (field: FormField, attributes: Attributes, view: View): Markup => {
  const input = h('input', { ...attributes, class: 'sbf-control sbf-short', value: answersOf(view, field)[0] });
  const unit = unitOf(field, view);
  return unit === null ? input : h('div', { class: 'sbf-affix' }, input, unit);
};

const sizeText = (bytes: number): string => {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
};

const files: MoreMarkup['files'] = (field, view) =>
  (view.files[field.key] ?? []).map(({ name, size }, index) =>
    h(
      'li',
      { class: 'sbf-file' },
      h('bdi', { class: 'sbf-file-name' }, name),
      h('span', { class: 'sbf-file-size', dir: 'ltr' }, sizeText(size)),
      h(
        'button',
        {
          type: 'button',
          class: 'sbf-remove',
          'aria-label': view.speak('remove', { name }),
          'data-remove': index,
          'data-of': field.key,
        },
        h('span', { 'aria-hidden': 'true' }, '×')
      )
    )
  );

const fileOf = (field: FormField, attributes: Attributes, view: View): Markup => [
  h('input', {
    ...attributes,
    placeholder: null,
    type: 'file',
    class: 'sbf-control sbf-drop',
    required: !view.isScripted && attributes.required,
  }),
  view.isScripted
    ? h('ul', { class: 'sbf-files', 'data-of': field.key, 'aria-label': view.speak('files') }, ...files(field, view))
    : null,
];

const SHORT = new Set(['date', 'time', 'datetime-local', 'number']);
const DIGITS = new Set(['numeric', 'decimal']);

const LOOKS: Readonly<Record<string, string>> = {
  stars: 'sbf-stars',
  hearts: 'sbf-stars',
  scale: 'sbf-options sbf-scale',
};

export const moreMarkup: MoreMarkup = {
  control: (field, { kind }, attributes, view) => {
    if (kind === 'file') return fileOf(field, attributes, view);
    if (attributes.type === 'range') return rangeOf(field, attributes, view);
    const isShort = SHORT.has(String(attributes.type)) || DIGITS.has(String(attributes.inputmode));
    return isShort ? shortOf(field, attributes, view) : null;
  },
  option: ({ look }, { label }, input) =>
    look === 'stars' || look === 'hearts'
      ? h('label', { class: 'sbf-star' }, input, icon(look), h('span', { class: 'sbf-visually-hidden' }, label))
      : null,
  look: ({ look }) => LOOKS[look ?? ''] ?? null,
  ends,
  describing: (field) => [...(textSetting(field, 'unit') ? ['unit'] : []), ...(endsOf(field).length > 0 ? ['ends'] : [])],
  files,
};
