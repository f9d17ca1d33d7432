import { mountForm, type FormServer } from '../../../../../packages/switchboard-forms/src';
import { STYLES } from '../../../../../packages/switchboard-forms/src/styles';
import type { PublicForm } from '../../../../../shared/contracts/form';
import { OWN_FIELD_TYPES } from '../../own-field-types';

export type { Answer, Outgoing } from '../../../../../packages/switchboard-forms/src';
export type Send = FormServer['send'];

const PAGE = `
:host { display: block; }
.page { background: Canvas; color: CanvasText; font-family: system-ui, sans-serif; font-size: 16px; padding: 24px; min-height: 100%; box-sizing: border-box; }
`;

/** Strapi's panel makes a rem ten pixels, a site as a rule sixteen; a shadow tree has no root of its own to set it at. */
const asOnSites = (styles: string): string =>
  styles.replace(/([\d.]+)rem\b/g, (_all, number: string) => `${Number(number) * 16}px`);

/** Draws a form with the library that sites use, in a shadow tree: neither side's styles reach the other. Answers what takes it away again. */
export const mountPreview = (
  host: HTMLElement,
  form: PublicForm,
  { isDark, send }: { isDark: boolean; send: Send }
): (() => void) => {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(PAGE + asOnSites(STYLES));
  root.adoptedStyleSheets = [sheet];
  const page = document.createElement('div');
  page.className = 'page';
  page.style.colorScheme = isDark ? 'dark' : 'light';
  root.replaceChildren(page);
  const server: FormServer = {
    load: () => Promise.resolve({ kind: 'answered', value: form }),
    resume: () => Promise.resolve({ kind: 'unreachable' }),
    send,
    note: () => undefined,
  };
  const mounted = mountForm(page, { server, form, isUnstyled: true, fieldTypes: OWN_FIELD_TYPES });
  return () => {
    mounted.remove();
    root.replaceChildren();
  };
};
