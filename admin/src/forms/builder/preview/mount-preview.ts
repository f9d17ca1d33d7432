import { mountForm, type DraftStore, type FormServer } from '../../../../../packages/switchboard-forms/src';
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

interface PreviewOptions {
  readonly isDark: boolean;
  readonly send: Send;
  /** What was filled in before it was drawn anew. */
  readonly kept?: DraftStore | undefined;
}

/** A form that is drawn, until it is removed. */
export interface MountedPreview {
  /** Frames the field with this key. */
  mark(key: string | undefined): void;
  remove(): void;
}

/** Draws a form with the library that sites use, in a shadow tree: neither side's styles reach the other. */
export const mountPreview = (host: HTMLElement, form: PublicForm, { isDark, send, kept }: PreviewOptions): MountedPreview => {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(PAGE + asOnSites(STYLES));
  const frame = new CSSStyleSheet();
  root.adoptedStyleSheets = [sheet, frame];
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
  // A form that leads visitors to another page must not lead the editor out of the panel.
  const emit = (name: string) => name !== 'submitted';
  const mounted = mountForm(page, { server, form, isUnstyled: true, fieldTypes: OWN_FIELD_TYPES, draft: kept, emit });
  return {
    mark: (key) =>
      frame.replaceSync(
        key === undefined ? '' : `[data-field="${CSS.escape(key)}"] { outline: 2px solid #7b79ff; outline-offset: 6px; }`
      ),
    remove: () => {
      mounted.remove();
      root.replaceChildren();
    },
  };
};
