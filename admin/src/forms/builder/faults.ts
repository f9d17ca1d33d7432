import type { FormDefinition } from '../../../../shared/contracts/form';

/** A part of the form that a fault or a warning is about. */
export type Part =
  | { readonly kind: 'field'; readonly id: string }
  | { readonly kind: 'page'; readonly id: string }
  | { readonly kind: 'settings' }
  | { readonly kind: 'translations' }
  | { readonly kind: 'form' };

/** What is wrong, where somebody can mend it. Ids, not positions: what is wrong stays wrong while rows move. */
export interface PlacedFault {
  readonly part: Part;
  /** Inside of the part: `label`, `settings.min`, `visibility.when.rules.0` … */
  readonly path: string;
  readonly message: string;
}

const rest = (steps: readonly string[]) => steps.join('.');

/** Finds the part of the form that a path means, as in `definition.pages.0.fields.2.settings.min`. */
export const placeFault = (
  definition: FormDefinition,
  { path, message }: { readonly path: string; readonly message: string }
): PlacedFault => {
  const steps = path.split('.').filter((one) => one !== '');
  const [first, second, third, fourth, ...deeper] = steps[0] === 'definition' ? steps.slice(1) : steps;
  if (first === 'pages' && second !== undefined) {
    const page = definition.pages[Number(second)] ?? definition.pages.find(({ id }) => id === second);
    const field = third === 'fields' ? page?.fields[Number(fourth)] : undefined;
    if (field) return { part: { kind: 'field', id: field.id }, path: rest(deeper), message };
    if (page) {
      const inside = [third, fourth, ...deeper].filter((one) => one !== undefined);
      return { part: { kind: 'page', id: page.id }, path: rest(inside), message };
    }
  }
  if (first === 'fields' && second !== undefined) {
    const field = definition.pages.flatMap(({ fields }) => fields).find(({ id, key }) => id === second || key === second);
    const inside = [third, fourth, ...deeper].filter((one) => one !== undefined);
    if (field) return { part: { kind: 'field', id: field.id }, path: rest(inside), message };
  }
  const inside = [second, third, fourth, ...deeper].filter((one) => one !== undefined);
  if (first === 'settings') return { part: { kind: 'settings' }, path: rest(inside), message };
  if (first === 'translations') return { part: { kind: 'translations' }, path: rest(inside), message };
  return { part: { kind: 'form' }, path: rest([first ?? '', ...inside]), message };
};

/** The id of the input where it can be mended. */
export const inputId = ({ part, path }: Pick<PlacedFault, 'part' | 'path'>): string =>
  ['forms', part.kind, 'id' in part ? part.id : '', path].filter((one) => one !== '').join('.');

/** Whether two mean the same part of the form. */
export const isSamePart = (a: Part, b: Part): boolean => a.kind === b.kind && ('id' in a ? a.id : '') === ('id' in b ? b.id : '');
