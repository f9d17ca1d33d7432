import type { FormField, FormPage } from '../../../shared/contracts/form';

const mixed = (field: FormField, chance: () => number): FormField => {
  const { isShuffled, options } = field.settings;
  if (isShuffled !== true || !Array.isArray(options)) return field;
  const drawn = (options as readonly unknown[]).map((option) => ({ option, at: chance() })).sort((a, b) => a.at - b.at);
  return { ...field, settings: { ...field.settings, options: drawn.map(({ option }) => option) } };
};

/** The pages with those options in any order whose editor wished it. */
export const shuffle = (pages: readonly FormPage[], chance: () => number): readonly FormPage[] =>
  pages.map((page) => ({ ...page, fields: page.fields.map((field) => mixed(field, chance)) }));
