import fs from 'node:fs';
import path from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startFormSite } from '../../playground/site/site.mjs';
import { visitor } from '../integration/form-submit-bench';
import { startBrowser, type AdminPanel } from '../support/browser';
import { ROOT } from '../support/cache';
import { startStrapi, type RunningStrapi } from '../support/strapi';

/** A Strapi, a site on another origin that shows its forms, and a browser. */
export interface FormStage {
  readonly app: RunningStrapi;
  readonly cms: ReturnType<typeof visitor>;
  readonly siteUrl: string;
  readonly browser: AdminPanel['browser'];
  /** A visitor's page, in a profile of its own; what went wrong in it is in `errors`. */
  visit(where: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

export interface Visit {
  readonly page: Page;
  readonly errors: readonly string[];
  /** A picture in test-results/. */
  shot(name: string): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 15_000;

/** Starts all three. */
export const startFormStage = async (): Promise<FormStage> => {
  const [app, { browser, close }] = await Promise.all([startStrapi(), startBrowser()]);
  const site = await startFormSite({ cms: app.url });
  const open = new Set<Visit>();

  const visit: FormStage['visit'] = async (where, options = {}) => {
    const context = await browser.newContext({ viewport: { width: 900, height: 900 }, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
    });
    await page.goto(site.url + where);
    const visit: Visit = {
      page,
      errors,
      shot: async (name) => {
        const file = path.join(ROOT, 'test-results', `${name}.png`);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
      },
      close: async () => {
        open.delete(visit);
        await context.close();
      },
    };
    open.add(visit);
    return visit;
  };

  return {
    app,
    cms: visitor(app),
    siteUrl: site.url,
    browser,
    visit,
    close: async () => {
      for (const one of open) await one.close();
      await close();
      await site.close();
      await app.stop();
    },
  };
};
