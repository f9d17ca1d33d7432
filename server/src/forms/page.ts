import type { PublicForm } from '../../../shared/contracts/form';
import { h, toHtml, type Markup } from '../../../packages/switchboard-forms/src/markup/node';
import { renderHtml, type RenderOptions } from '../../../packages/switchboard-forms/src/render-html';
import { STYLES } from '../../../packages/switchboard-forms/src/styles';
import { speaker } from '../../../packages/switchboard-forms/src/texts/speak';

const LAYOUT = 'body{margin:0;padding:2rem 1rem;font-family:system-ui,sans-serif}main{max-inline-size:42rem;margin-inline:auto}';

const head = (title: string): Markup => [
  h('meta', { charset: 'utf-8' }),
  h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
  h('meta', { name: 'robots', content: 'noindex' }),
  h('title', {}, title),
];

const shell = (title: string, locale: string, main: string): string => {
  const lang = /^[\w-]+$/.test(locale) ? locale : 'en';
  const styles = `<style>${STYLES}${LAYOUT}</style>`;
  return `<!doctype html><html lang="${lang}"><head>${toHtml(head(title))}${styles}</head><body><main>${main}</main></body></html>`;
};

/** The form as a page of its own that works without any script. With faults: again, with all that was answered. */
export const formPage = (form: PublicForm, options: RenderOptions): string => {
  const prefix = options.faults?.length ? `${speaker(form.texts)('error')}: ` : '';
  return shell(`${prefix}${form.title}`, form.locale, renderHtml(form, { headingLevel: 1, ...options }));
};

/** One message, for whoever sent a form without any script. */
export const messagePage = (title: string, message: string, locale: string): string =>
  shell(
    title,
    locale,
    toHtml(h('div', { class: 'sbf', role: 'status' }, h('h1', { class: 'sbf-title' }, title), h('p', {}, message)))
  );
