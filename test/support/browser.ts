import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { ROOT } from './cache';
import { findChromium } from './chromium';
import type { Site } from './site';

/** Nothing but the page: without these, Chromium tries to reach its maker's servers at every start. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long a page waits for what it is told to wait for: well above the slowest screen on a busy machine. */
const PATIENCE_MS = 20_000;

export type Theme = 'light' | 'dark';

export interface PageOptions {
  readonly theme?: Theme;
  /** In CSS pixels; 1440 unless told. */
  readonly width?: number;
  readonly height?: number;
  /** The panel's language, not the content's. */
  readonly language?: 'en' | 'de' | 'fr';
  /** Sign in with this token instead of the super admin's; `null` to be nobody. */
  readonly token?: string | null;
}

export interface AdminPanel {
  readonly browser: Browser;
  /** A page of the admin panel in a fresh profile, signed in. `where` comes after `/admin`. */
  open(site: Site, where: string, options?: PageOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenPage {
  readonly page: Page;
  /** Errors that the page threw or wrote to its console; one about a request that failed ends with its address. */
  readonly errors: readonly string[];
  /** Opens another page of the panel in the same profile. */
  go(where: string): Promise<void>;
  /** A picture in test-results/<name>.png; answers its path. */
  shot(name: string, options?: { fullPage?: boolean }): Promise<string>;
  close(): Promise<void>;
}

/** A suite that needs Chromium: skipped by name where there is none, but a failure in CI. */
export const describeInBrowser = (name: string, suite: () => void) => {
  if (findChromium()) return describe(name, suite);
  if (process.env.CI !== 'true') return describe.skip(`${name} (skipped: no Chromium; set CHROMIUM_PATH)`, suite);
  return describe(name, () => {
    it('finds Chromium', () => {
      throw new Error('there is no Chromium, and CI does not skip; install it or set CHROMIUM_PATH');
    });
  });
};

const signIn = async (context: BrowserContext, site: Site, { theme, language, token }: PageOptions) => {
  const stored: Record<string, string> = {
    STRAPI_THEME: theme ?? 'light',
    'strapi-admin-language': language ?? 'en',
    STRAPI_GUIDED_TOUR: JSON.stringify({ tours: {}, enabled: false, hidden: true, completedActions: [] }),
  };
  if (token !== null) Object.assign(stored, { jwtToken: JSON.stringify(token ?? site.adminToken), isLoggedIn: 'true' });
  await context.addInitScript((entries) => {
    for (const [key, value] of Object.entries(entries)) if (localStorage.getItem(key) === null) localStorage.setItem(key, value);
  }, stored);
};

const collectErrors = (page: Page): string[] => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
  });
  return errors;
};

/** Lays a picture where people find it. Fonts and pictures are loaded, animations done. */
const shoot = async (page: Page, name: string, fullPage: boolean) => {
  const file = path.join(ROOT, 'test-results', `${name}.png`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: file, fullPage, animations: 'disabled' });
  return file;
};

/** Starts Chromium. Call it in `beforeAll` of a `describeInBrowser` suite, `close` in `afterAll`. */
export const startBrowser = async (): Promise<AdminPanel> => {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('there is no Chromium');
  const browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });
  return {
    browser,
    close: () => browser.close(),
    async open(site, where, options = {}) {
      const { width = 1440, height = 900, theme = 'light' } = options;
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce' });
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.url });
      await signIn(context, site, options);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      const errors = collectErrors(page);
      const go = async (to: string) => {
        await page.goto(`${site.url}/admin${to}`);
      };
      await go(where);
      return {
        page,
        errors,
        go,
        shot: (name, { fullPage = false } = {}) => shoot(page, name, fullPage),
        close: () => context.close(),
      };
    },
  };
};

export const WIDTHS = [1440, 768] as const;
export const THEMES = ['light', 'dark'] as const;

/** Four pictures of a page: light and dark, wide and narrow. `ready` waits for what the page shows last. */
export const shootAll = async (
  panel: AdminPanel,
  site: Site,
  where: string,
  name: string,
  ready: (page: Page) => Promise<unknown>
) => {
  for (const theme of THEMES) {
    for (const width of WIDTHS) {
      const open = await panel.open(site, where, { theme, width });
      await ready(open.page);
      await open.shot(`${name}-${theme}-${width}`, { fullPage: true });
      await open.close();
    }
  }
};
