import { STYLES } from './styles';

const MARK = 'switchboard-forms';

/**
 * Adds the styles to a page, or a shadow tree, once. As a constructed sheet, which a content security policy without `unsafe-inline` allows, and which needs no
 * nonce; a page that links the stylesheet itself gets none.
 */
export const addStyles = (to: Document | ShadowRoot = document): void => {
  const isThere = to.adoptedStyleSheets.some((sheet) => MARK in sheet);
  if (isThere || to.querySelector('link[rel~="stylesheet"][href*="switchboard-forms"]')) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  to.adoptedStyleSheets = [...to.adoptedStyleSheets, Object.assign(sheet, { [MARK]: true })];
};
