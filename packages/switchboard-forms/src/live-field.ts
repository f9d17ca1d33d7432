import type { FormField } from '../../../shared/contracts/form';
import { controlOf, counterText, describedBy, faultMarkup } from './markup/field-markup';
import { toNodes } from './markup/node';
import type { View } from './markup/view';

const controlsIn = (element: HTMLElement): readonly HTMLElement[] => [
  ...element.querySelectorAll<HTMLElement>('input:not([name$=".other"]), select, textarea'),
];

const setOrRemove = (element: Element, name: string, value: string | null) => {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
};

/** Brings a field that is drawn in line with the fault it has, or has no more. What is typed stays untouched. */
export const showFault = (element: HTMLElement, field: FormField, view: View): void => {
  const message = view.faults.get(field.key);
  element.classList.toggle('sbf-field--faulty', message !== undefined);
  element.querySelector('.sbf-fault')?.remove();
  if (message !== undefined) {
    const nodes = toNodes(faultMarkup(field, message, view));
    const before = element.querySelector(':scope > .sbf-hint') ?? element.querySelector(':scope > .sbf-label');
    if (before && controlOf(field, view).kind !== 'checkbox') before.after(...nodes);
    else element.prepend(...nodes);
  }
  const described = element instanceof HTMLFieldSetElement ? [element] : controlsIn(element);
  for (const one of described) setOrRemove(one, 'aria-describedby', describedBy(field, view));
  for (const control of controlsIn(element)) setOrRemove(control, 'aria-invalid', message === undefined ? null : 'true');
};

/** Says in words and to assistive technology whether a field must be answered. */
export const showRequired = (element: HTMLElement, isRequired: boolean): void => {
  const mark = element.querySelector<HTMLElement>('.sbf-mark');
  if (mark) mark.hidden = !isRequired;
  for (const control of controlsIn(element)) {
    const isOneOfMany =
      control instanceof HTMLInputElement && control.type === 'checkbox' && element instanceof HTMLFieldSetElement;
    const type = control.getAttribute('type');
    if (!isOneOfMany && type !== 'file' && type !== 'range') control.toggleAttribute('required', isRequired);
  }
};

/** Shows how many characters are left; answers the sentence. */
export const showCounter = (element: HTMLElement, used: number, most: number, view: View): string => {
  const text = counterText(used, most, view);
  const counter = element.querySelector('.sbf-counter');
  if (counter) counter.textContent = text;
  counter?.classList.toggle('sbf-counter--over', used > most);
  return text;
};

/** Lists the chosen files anew. */
export const showFiles = (element: HTMLElement, field: FormField, view: View): void => {
  element.querySelector('.sbf-files')?.replaceChildren(...toNodes(view.more?.files(field, view) ?? null));
};
