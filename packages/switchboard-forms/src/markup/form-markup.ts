import type { FormPage } from '../../../../shared/contracts/form';
import { h, type Attributes, type Markup, type MarkupElement } from './node';
import { fieldMarkup } from './field-markup';
import { inline, richText } from './rich-text';
import type { View } from './view';

const heading = (level: number, attributes: Attributes, ...children: readonly Markup[]): Markup =>
  h(`h${Math.min(6, level)}`, attributes, ...children);

/** Title and introduction of the form. */
export const headMarkup = ({ form, level }: View, hasDescription = true): Markup =>
  form.title || (form.description && hasDescription)
    ? h(
        'div',
        { class: 'sbf-head' },
        form.title ? heading(level, { class: 'sbf-title', tabindex: -1 }, form.title) : null,
        form.description && hasDescription
          ? h('div', { class: 'sbf-description sbf-text' }, ...richText(form.description, level + 1))
          : null
      )
    : null;

/** Where in the form the visitor is; nothing in a form of one page. */
export const progressMarkup = (page: number, pages: number, { speak }: Pick<View, 'speak'>): Markup =>
  pages < 2
    ? null
    : [
        h('p', { class: 'sbf-progress' }, speak('progress', { page, pages })),
        h(
          'div',
          { class: 'sbf-steps', 'aria-hidden': 'true' },
          ...Array.from({ length: pages }, (_, index) =>
            h('span', { class: index < page ? 'sbf-step sbf-step--done' : 'sbf-step' })
          )
        ),
      ];

/** A page with its fields. `title` names it where the editor did not. */
export const pageMarkup = (page: FormPage, title: string, view: View): Markup => {
  const shown = page.title || title;
  const id = `${view.prefix}-${page.id}`;
  return h(
    'section',
    { class: 'sbf-page', 'data-page': page.id, 'aria-labelledby': shown ? id : null },
    shown || page.description
      ? h(
          'div',
          { class: 'sbf-page-head' },
          shown ? heading(view.level + 1, { class: 'sbf-page-title', id, tabindex: -1 }, shown) : null,
          page.description ? h('div', { class: 'sbf-description sbf-text' }, ...richText(page.description, view.level + 2)) : null
        )
      : null,
    ...page.fields.map((field) => fieldMarkup(field, view))
  );
};

/** A fault as the summary lists it. */
export interface ListedFault {
  readonly message: string;
  /** Id of the control it leads to; `null`: it is about the whole form. */
  readonly target: string | null;
}

/** All that keeps the form from being sent, in the words that stand at the fields. */
export const summaryMarkup = (faults: readonly ListedFault[], { speak, level, prefix }: View): Markup =>
  h(
    'div',
    { class: 'sbf-summary', tabindex: -1, role: 'group', 'aria-labelledby': `${prefix}--problem` },
    heading(level + 1, { class: 'sbf-summary-title', id: `${prefix}--problem` }, speak('problem', { count: faults.length })),
    h(
      'ul',
      {},
      ...faults.map(({ message, target }) => h('li', {}, target === null ? message : h('a', { href: `#${target}` }, message)))
    )
  );

/** The field that only machines fill in. Out of sight instead of `display: none`, which machines look for. */
export const trapMarkup = (name: string | null, { speak, prefix }: View): Markup =>
  name === null
    ? null
    : h(
        'div',
        { class: 'sbf-trap', 'aria-hidden': 'true' },
        h('label', { for: `${prefix}--trap` }, speak('trap')),
        h('input', { type: 'text', id: `${prefix}--trap`, name, tabindex: -1, autocomplete: 'off' })
      );

/** A message in a box, e.g. that the form is closed. */
export const messageMarkup = (message: string, kind: 'plain' | 'bad' | 'done'): MarkupElement =>
  h(
    'div',
    {
      class: { plain: 'sbf-message', bad: 'sbf-message sbf-message--bad', done: 'sbf-message sbf-done' }[kind],
      tabindex: kind === 'done' ? -1 : null,
    },
    ...message.split(/\n+/).map((line) => h('p', {}, ...inline(line)))
  );

/** Back, and on or send. */
export const actionsMarkup = (place: { readonly isFirst: boolean; readonly isLast: boolean }, { form, speak }: View): Markup => {
  const { submitLabel, nextLabel, backLabel } = form.settings;
  return [
    place.isFirst ? null : h('button', { type: 'button', class: 'sbf-button', 'data-action': 'back' }, backLabel || speak('back')),
    h(
      'button',
      { type: 'submit', class: 'sbf-button sbf-button--primary' },
      place.isLast ? submitLabel || speak('submit') : nextLabel || speak('next')
    ),
    h('span', { class: 'sbf-working' }),
  ];
};

/** What a form says instead of its questions; `null` when it is open. */
export const closedText = ({ form, speak }: Pick<View, 'form' | 'speak'>): string | null => {
  const { state, locale } = form;
  if (state.kind === 'open') return null;
  if (state.kind === 'closed') return state.message || speak('closed');
  const date = new Intl.DateTimeFormat(locale.replace('_', '-'), { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(state.opensAt)
  );
  return speak('notYet', { date });
};

const RIGHT_TO_LEFT = new Set(['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Language and direction of what is inside. */
export const languageOf = (locale: string): Attributes => {
  const lang = locale.replace('_', '-');
  return { lang, dir: RIGHT_TO_LEFT.has(lang.split('-')[0] ?? '') ? 'rtl' : 'ltr' };
};
