import type { FormDefinition, FormPage } from '../../../../shared/contracts/form';
import { removeField } from './fields';

/** Adds a page behind another one, or at the end. */
export const insertPage = (definition: FormDefinition, page: FormPage, behindId?: string): FormDefinition => {
  const index = definition.pages.findIndex(({ id }) => id === behindId);
  const at = index < 0 ? definition.pages.length : index + 1;
  return { ...definition, pages: [...definition.pages.slice(0, at), page, ...definition.pages.slice(at)] };
};

/** Replaces a page. */
export const changePage = (definition: FormDefinition, next: FormPage): FormDefinition => ({
  ...definition,
  pages: definition.pages.map((page) => (page.id === next.id ? next : page)),
});

/** Jumps lead forward only: those that a move turned backward are dropped. */
const withoutBackwardJumps = (pages: readonly FormPage[]): readonly FormPage[] =>
  pages.map((page, index) => {
    const later = new Set(['end', ...pages.slice(index + 1).map(({ id }) => id)]);
    return page.jumps.every(({ to }) => later.has(to)) ? page : { ...page, jumps: page.jumps.filter(({ to }) => later.has(to)) };
  });

/** Moves a page to another position. */
export const movePage = (definition: FormDefinition, id: string, to: number): FormDefinition => {
  const page = definition.pages.find((one) => one.id === id);
  if (!page || to < 0 || to >= definition.pages.length || definition.pages[to] === page) return definition;
  const others = definition.pages.filter((one) => one !== page);
  return { ...definition, pages: withoutBackwardJumps([...others.slice(0, to), page, ...others.slice(to)]) };
};

/** Removes a page with its fields and the jumps to it. The last page stays: a form has at least one. */
export const removePage = (definition: FormDefinition, id: string, hasAnswers: (key: string) => boolean): FormDefinition => {
  const page = definition.pages.find((one) => one.id === id);
  if (!page || definition.pages.length === 1) return definition;
  const emptied = page.fields.reduce((rest, field) => removeField(rest, field.id, hasAnswers(field.key)), definition);
  const isOfPage = (path: string) => path.startsWith(`pages.${id}.`);
  return {
    ...emptied,
    pages: withoutBackwardJumps(emptied.pages.filter((one) => one.id !== id)),
    translations: Object.fromEntries(
      Object.entries(emptied.translations).map(([locale, texts]) => [
        locale,
        Object.fromEntries(Object.entries(texts).filter(([path]) => !isOfPage(path))),
      ])
    ),
  };
};
