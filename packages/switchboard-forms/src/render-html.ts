import type { PublicForm } from '../../../shared/contracts/form';
import type { FieldType } from '../../../shared/forms/field-type';
import {
  actionsMarkup,
  closedText,
  headMarkup,
  languageOf,
  messageMarkup,
  pageMarkup,
  summaryMarkup,
  trapMarkup,
} from './markup/form-markup';
import { h, toHtml, type Markup } from './markup/node';
import { idOf, type View } from './markup/view';
import { more } from './more';
import { beginSession, judge, localToday } from './session';
import type { Answers } from './initial-answers';
import { speaker, type Texts } from './texts/speak';

/** How a form is written as HTML. */
export interface RenderOptions {
  /** Where the form posts to; see `actionOf`. */
  readonly action: string;
  /** Makes a second click store nothing twice: any text that is new for each page that is drawn. */
  readonly idempotencyKey?: string;
  /** What was answered, e.g. by the visitor's last try. */
  readonly answers?: Answers;
  /** What the server found wrong with it. */
  readonly faults?: readonly { readonly path: string; readonly message: string }[];
  /** Level of the form's heading, 2 unless told. */
  readonly headingLevel?: number;
  /** Begins all ids. */
  readonly idPrefix?: string;
  /** Address of the page that shows the form, for the submission's circumstances. */
  readonly pageUrl?: string;
  readonly texts?: Partial<Texts>;
  /** Types of fields that the project registered. */
  readonly fieldTypes?: readonly FieldType[];
}

/** Where the posts of a form go. */
export const actionOf = (server: string, form: string): string =>
  `${server.replace(/\/+$/, '')}/api/switchboard/forms/${encodeURIComponent(form)}/submissions`;

const originOf = (action: string): string => /^https?:\/\/[^/]+/i.exec(action)?.[0] ?? '';

const beside = (form: PublicForm, { idempotencyKey, pageUrl }: RenderOptions): Markup[] =>
  Object.entries({ _token: form.token, _locale: form.locale, _key: idempotencyKey, _pageUrl: pageUrl })
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => h('input', { type: 'hidden', name, value }));

/**
 * A form as HTML that works without any script: the markup and classes of the element, all pages below each other as sections, posted to the
 * server as browsers post. What depends on conditions is shown; the server drops what its conditions hide.
 */
export const renderHtml = (form: PublicForm, options: RenderOptions): string => {
  const { answers = {}, faults = [], headingLevel = 2, idPrefix = `sbf-${form.key}`, texts, fieldTypes } = options;
  const began = beginSession(form, more.types, fieldTypes);
  const session = { ...began, answers: { ...began.answers, ...answers } };
  const { required } = judge(session);
  const alwaysShown = form.pages
    .filter(({ visibility }) => visibility === null && form.pages.every(({ jumps }) => jumps.length === 0))
    .flatMap(({ fields }) => fields)
    .filter(({ visibility }) => visibility === null);
  const certain = new Set(alwaysShown.map(({ key }) => key).filter((key) => required.has(key)));
  const view: View = {
    form,
    types: session.types,
    more: more.markup,
    speak: speaker(form.texts, texts),
    assets: originOf(options.action),
    prefix: idPrefix,
    level: headingLevel,
    isScripted: false,
    answers: session.answers,
    files: {},
    visible: new Set(),
    required: certain,
    faults: new Map(faults.map(({ path, message }) => [path, message])),
    today: localToday(),
  };
  const closed = closedText(view);
  const open = (): Markup =>
    h(
      'form',
      { class: 'sbf-form', method: 'post', action: options.action, enctype: 'multipart/form-data' },
      headMarkup(view),
      faults.length === 0
        ? null
        : summaryMarkup(
            faults.map(({ path, message }) => ({ message, target: path === '' ? null : idOf(view, { key: path }) })),
            view
          ),
      ...form.pages.map((page) => pageMarkup(page, '', view)),
      trapMarkup(form.spam.honeypot, view),
      ...beside(form, options),
      h('div', { class: 'sbf-actions' }, actionsMarkup({ isFirst: true, isLast: true }, view))
    );
  return toHtml(
    h(
      'div',
      { class: 'sbf', ...languageOf(form.locale) },
      closed === null ? open() : [headMarkup(view), messageMarkup(closed, 'plain')]
    )
  );
};
