import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, ImpactValue } from 'axe-core';
import type { Page } from 'playwright-core';

const source = fs.readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
const GRAVE: readonly (ImpactValue | undefined)[] = ['serious', 'critical'];

type AxePage = typeof globalThis & { axe: { run: (context: object, options: object) => Promise<AxeResults> } };

/** What axe finds serious or critical in a part of the page, one line each: the rule, the element, and what to do. */
export const accessibilityFaults = async (page: Page, scope: string, exclude: readonly string[] = []): Promise<string[]> => {
  await page.evaluate(source);
  const { violations } = await page.evaluate(
    ({ include, without }) =>
      (globalThis as AxePage).axe.run({ include, exclude: without.map((selector) => [selector]) }, { resultTypes: ['violations'] }),
    { include: [[scope]], without: [...exclude] }
  );
  return violations
    .filter(({ impact }) => GRAVE.includes(impact))
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary?.replaceAll('\n', ' ')}`)
    );
};
