import { afterEach } from 'vitest';
import type { OpenPage } from '../support/browser';

/** Leaves a picture of each open page in test-results/ when a test fails. Call it inside the suite; `pages` is asked after each test. */
export const shootWhenItFails = (suite: string, pages: () => Readonly<Record<string, OpenPage | undefined>>) => {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const test = task.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 60);
    for (const [name, open] of Object.entries(pages()))
      if (open && !open.page.isClosed()) await open.shot(`failed-${suite}-${test}-${name}`).catch(() => undefined);
  });
};
