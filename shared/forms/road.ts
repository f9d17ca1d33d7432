import type { FieldCondition, FormField, FormPage } from '../contracts/form';

/** Whether a page or field is in sight, as far as its own condition goes. */
export const isShown = (visibility: FormField['visibility'], isTrue: (condition: FieldCondition) => boolean): boolean =>
  visibility === null || isTrue(visibility.when) === (visibility.effect === 'show');

/** Where the first jump that holds leads: a later page's index, past the end, or just on. Jumps back would go round for ever. */
const onFrom = (index: number, pages: readonly FormPage[], isTrue: (condition: FieldCondition) => boolean): number => {
  const jump = pages[index]!.jumps.find(({ when }) => isTrue(when));
  if (jump === undefined) return index + 1;
  if (jump.to === 'end') return pages.length;
  const target = pages.findIndex(({ id }) => id === jump.to);
  return target > index ? target : index + 1;
};

/**
 * The pages visitors pass, in order. Each is entered before its jumps are asked, so that conditions see the answers on the road so far and
 * none beyond it.
 */
export const walk = (
  pages: readonly FormPage[],
  isTrue: (condition: FieldCondition) => boolean,
  enter: (page: FormPage) => void
): void => {
  for (let index = 0; index < pages.length;) {
    const page = pages[index]!;
    if (isShown(page.visibility, isTrue)) {
      enter(page);
      index = onFrom(index, pages, isTrue);
    } else index += 1;
  }
};
