import type { FormPage } from '../../../shared/contracts/form';
import {
  actionsMarkup,
  headMarkup,
  messageMarkup,
  pageMarkup,
  progressMarkup,
  summaryMarkup,
  trapMarkup,
} from './markup/form-markup';
import { h, toElement, toNodes, type Markup } from './markup/node';
import { idOf, type View } from './markup/view';
import type { Place } from './session';

/** What is drawn at the moment; asked each time, because it changes. */
export interface Scene {
  readonly view: View;
  readonly place: Place;
  readonly page: FormPage;
  /** Whether the visitor tried to go on: only then faults are listed at the top. */
  readonly hasTried: boolean;
}

/** The elements of a form that is being filled in. The frame stays; what is inside of its parts changes. */
export interface FormView {
  readonly form: HTMLFormElement;
  readonly captchaSlot: HTMLElement;
  fieldElement(key: string): HTMLElement | null;
  /** Draws the page that is in sight, and all around it. */
  drawPage(): void;
  /** Draws what depends on how many pages there are. */
  drawRoad(): void;
  drawSummary(): void;
  focusPage(): void;
  focusSummary(): void;
  /** While something is on its way the buttons do nothing; `null`: no more. */
  showBusy(text: string | null): void;
  showUpload(text: string, percent: number): void;
  /** Says near the button why nothing was sent; `null` says nothing. */
  showFailure(text: string | null): void;
  /** Says in place of the questions that it is done, and puts the focus there. */
  showDone(text: string): void;
  readonly trap: string;
}

/** Puts the elements together; nothing of it is on the page yet. */
export const createFormView = (scene: () => Scene, hidesTitle: boolean): FormView => {
  const { form, prefix } = scene().view;
  const part = (name: string, attributes = {}) => toElement(h('div', { class: `sbf-${name}-box`, ...attributes }));
  const [progress, summary, page] = [part('progress'), part('summary'), part('page')];
  const captchaSlot = part('captcha', { hidden: true });
  const failure = part('failure', { role: 'alert' });
  const actions = toElement(h('div', { class: 'sbf-actions' }));
  const title = document.title;
  const head = (hasDescription = true) => (hidesTitle ? [] : toNodes(headMarkup(scene().view, hasDescription)));
  const put = (target: Element, markup: Markup) => target.replaceChildren(...toNodes(markup));

  const element = toElement(h('form', { class: 'sbf-form', novalidate: true })) as HTMLFormElement;
  const trap = toNodes(trapMarkup(form.spam.honeypot, scene().view));
  element.append(...head(), progress, summary, page, ...trap, captchaSlot, failure, actions);

  const fieldElement = (key: string) => page.querySelector<HTMLElement>(`[data-field="${CSS.escape(key)}"]`);

  const drawRoad = () => {
    const { view, place } = scene();
    const named = view.speak('progress', { page: place.number, pages: place.count });
    put(progress, progressMarkup(place.number, place.count, view));
    progress.hidden = place.count < 2;
    put(actions, actionsMarkup({ isFirst: place.previous === null, isLast: place.next === null }, view));
    captchaSlot.hidden = form.spam.captcha === null || place.next !== null;
    const heading = page.querySelector('.sbf-page-title');
    if (heading && !scene().page.title) heading.textContent = named;
  };

  const drawSummary = () => {
    const { view, hasTried } = scene();
    const faults = [...view.faults].map(([path, message]) => ({
      message,
      target: fieldElement(path) === null ? null : idOf({ prefix }, { key: path }),
    }));
    const isShown = hasTried && faults.length > 0;
    put(summary, isShown ? summaryMarkup(faults, view) : null);
    summary.hidden = !isShown;
    document.title = isShown ? `${view.speak('error')}: ${title}` : title;
  };

  const working = (markup: Markup) => {
    const slot = actions.querySelector('.sbf-working');
    if (slot) put(slot, markup);
  };

  return {
    form: element,
    captchaSlot,
    fieldElement,
    drawRoad,
    drawSummary,
    drawPage: () => {
      const { view, place, page: current } = scene();
      const named = place.count > 1 ? view.speak('progress', { page: place.number, pages: place.count }) : '';
      put(page, pageMarkup(current, named, view));
      page.firstElementChild?.classList.add('sbf-page--entering');
      drawRoad();
      drawSummary();
    },
    focusPage: () => {
      element.scrollIntoView({ block: 'nearest' });
      (page.querySelector<HTMLElement>('.sbf-page-title') ?? element.querySelector<HTMLElement>('.sbf-title'))?.focus();
    },
    focusSummary: () => summary.querySelector<HTMLElement>('.sbf-summary')?.focus(),
    showBusy: (text) => {
      for (const button of actions.querySelectorAll('button')) {
        // Not `disabled`: the focus would be lost.
        if (text === null) button.removeAttribute('aria-disabled');
        else button.setAttribute('aria-disabled', 'true');
      }
      working(text);
    },
    showUpload: (text, percent) =>
      working([text, h('progress', { class: 'sbf-bar', max: 100, value: percent, 'aria-hidden': 'true' })]),
    showFailure: (text) => put(failure, text === null ? null : messageMarkup(text, 'bad')),
    showDone: (text) => {
      document.title = title;
      const done = toElement(messageMarkup(text, 'done'));
      // What it asks for, and how long it takes, is of no interest any more.
      element.replaceChildren(...head(false), done);
      done.focus();
    },
    get trap() {
      const { honeypot } = form.spam;
      return honeypot === null ? '' : String(new FormData(element).get(honeypot) ?? '');
    },
  };
};
