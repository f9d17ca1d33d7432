import type { Page } from 'playwright-core';

/**
 * Runs in the page. Looks at everything that can be used inside `scope`: whether it lies on something else, is cut off where nobody can
 * scroll to it, and whether the page scrolls sideways.
 */
const findFaults = (scope: string): string[] => {
  const faults: string[] = [];
  const styleOf = (element: Element) => getComputedStyle(element);
  const ancestorsOf = (element: Element): Element[] => {
    const parent = element.parentElement;
    return parent ? [parent, ...ancestorsOf(parent)] : [];
  };
  const nameOf = (element: Element) => {
    const label = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
    return `<${element.tagName.toLowerCase()}> ${label.slice(0, 60) || (element.getAttribute('name') ?? element.outerHTML.slice(0, 80))}`;
  };

  const wide = [document.documentElement, ...Array.from(document.querySelectorAll('[data-strapi-main-content], main'))];
  for (const element of wide)
    if (element.scrollWidth > element.clientWidth + 1)
      faults.push(`<${element.tagName.toLowerCase()}> scrolls sideways: ${element.scrollWidth} in ${element.clientWidth} px`);

  /** What of an element can be seen without scrolling its containers, and whether something cuts it off for good. */
  const look = (element: Element) => {
    const whole = element.getBoundingClientRect();
    let { left, right, top, bottom } = whole;
    let isCut = right > innerWidth + 1 || left < -1;
    for (const ancestor of ancestorsOf(element)) {
      const { overflowX, overflowY, position } = styleOf(ancestor);
      const box = ancestor.getBoundingClientRect();
      if (overflowX === 'auto' || overflowX === 'scroll') isCut = false;
      else if (overflowX === 'hidden' && (whole.right > box.right + 1 || whole.left < box.left - 1)) isCut = true;
      if (overflowX !== 'visible') [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      if (overflowY !== 'visible') [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
      if (position === 'fixed') break;
    }
    return { left, right, top, bottom, isCut };
  };

  /** What floats over the page on purpose is compared with its like only. */
  const layerOf = (element: Element) =>
    [element, ...ancestorsOf(element)].find((one) => ['fixed', 'sticky'].includes(styleOf(one).position)) ?? null;

  const usable = Array.from(
    document.querySelectorAll(
      `${scope
        .split(',')
        .map((one) => `${one} :is(a, button, input, textarea, [role="combobox"])`)
        .join(',')}`
    )
  );
  const seen = usable
    .filter((element) => element.closest('[aria-hidden="true"]') === null && styleOf(element).visibility !== 'hidden')
    .filter((element) => Number(styleOf(element).opacity) > 0 && element.getClientRects().length > 0)
    .map((element) => ({ element, layer: layerOf(element), ...look(element) }))
    .filter(({ left, right, top, bottom }) => right - left > 4 && bottom - top > 4);

  for (const { element, isCut } of seen) if (isCut) faults.push(`${nameOf(element)} is cut off`);
  seen.forEach((a, index) => {
    for (const b of seen.slice(index + 1)) {
      if (a.layer !== b.layer || a.element.contains(b.element) || b.element.contains(a.element)) continue;
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (width > 2 && height > 2) faults.push(`${nameOf(a.element)} lies on ${nameOf(b.element)} by ${width} × ${height} px`);
    }
  });
  return faults;
};

/** What is wrong with how the page is laid out, in sentences. */
export const layoutFaults = (page: Page, scope: string): Promise<string[]> => page.evaluate(findFaults, scope);
