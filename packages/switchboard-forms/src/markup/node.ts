/** What is drawn, before it is a text or a piece of a page: both come from the same description, so they cannot differ. */
export type Markup = MarkupElement | string | null | readonly Markup[];

/** `true` is an attribute without a value; `false`, null and undefined leave it out. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface MarkupElement {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly Markup[];
}

/** Describes an element. */
export const h = (tag: string, attributes: Attributes = {}, ...children: readonly Markup[]): MarkupElement => ({
  tag,
  attributes,
  children,
});

const DRAWN = new Set(['svg', 'path']);
const VOID = new Set(['input', 'br', 'hr', 'img', 'source']);
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const isThere = (value: Attributes[string]): value is string | number | true =>
  value !== undefined && value !== null && value !== false;

const isElement = (markup: Markup): markup is MarkupElement => typeof markup === 'object' && markup !== null && 'tag' in markup;

/** HTML of it. Texts and attributes are escaped; there is no way to put HTML in. */
export const toHtml = (markup: Markup): string => {
  if (markup === null) return '';
  if (typeof markup === 'string') return escape(markup);
  if (!isElement(markup)) return markup.map(toHtml).join('');
  const { tag, attributes, children } = markup;
  const written = Object.entries(attributes)
    .filter(([, value]) => isThere(value))
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`))
    .join('');
  if (VOID.has(tag)) return `<${tag}${written}>`;
  const inside = children.map(toHtml).join('');
  // A parser drops the first line break of a text area.
  return `<${tag}${written}>${tag === 'textarea' && inside.startsWith('\n') ? '\n' : ''}${inside}</${tag}>`;
};

/** The same as nodes of a page. */
export const toNodes = (markup: Markup): Node[] => {
  if (markup === null) return [];
  if (typeof markup === 'string') return [document.createTextNode(markup)];
  if (!isElement(markup)) return markup.flatMap(toNodes);
  const element = DRAWN.has(markup.tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', markup.tag)
    : document.createElement(markup.tag);
  for (const [name, value] of Object.entries(markup.attributes)) {
    if (isThere(value)) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...markup.children.flatMap(toNodes));
  return [element];
};

/** The one element of a description that has one. */
export const toElement = (markup: MarkupElement): HTMLElement => toNodes(markup)[0] as HTMLElement;
