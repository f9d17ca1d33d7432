import type { Page } from 'playwright-core';
import { inboxPath, personPath, purgesPath, submissionPath } from '../../admin/src/submissions/paths';
import { formPath, formsPath, insightsPath, TABS } from '../../admin/src/forms/paths';
import type { Seeded } from './seed';

/** A screen of ours, or a part of one of Strapi's. */
export interface Screen {
  readonly name: string;
  /** After `/admin`. */
  readonly where: string;
  /** What of the page is ours. */
  readonly scope: string;
  /** Words of Strapi's inside of the scope, which it left in English. */
  readonly notOurs?: readonly string[];
  /** Waits for what the screen shows last, in any language. */
  readonly ready: (page: Page) => Promise<unknown>;
}

const SWITCHBOARD = '/plugins/switchboard';
const MAIN = 'main';

/** The picture of a page without anything to show. */
const emptiness = (page: Page) => page.locator('main svg[width="16rem"]').waitFor();
const rows = (page: Page) => page.locator('main tbody tr').first().waitFor();

const editor = async (page: Page) => {
  await page.locator('main input[name="name"]').waitFor();
  await page.locator('main table input, main table [role="checkbox"]').first().waitFor();
};

/** The preview is folded on small screens; its body comes from the server. */
const editorWithPreview = async (page: Page) => {
  await editor(page);
  const toggle = page.locator('section[aria-busy] button[aria-expanded]').first();
  if ((await toggle.getAttribute('aria-expanded')) === 'true') await page.getByText('webhook-id', { exact: true }).waitFor();
};

/** Before anything was made. */
export const EMPTY_SCREENS: readonly Screen[] = [
  { name: 'empty-overview', where: `${SWITCHBOARD}/overview`, scope: MAIN, ready: emptiness },
  { name: 'empty-webhooks', where: `${SWITCHBOARD}/webhooks`, scope: MAIN, ready: emptiness },
  { name: 'empty-deliveries', where: `${SWITCHBOARD}/deliveries`, scope: MAIN, ready: emptiness },
  { name: 'empty-forms', where: formsPath, scope: MAIN, ready: emptiness },
  { name: 'empty-submissions', where: inboxPath(), scope: MAIN, ready: emptiness },
];

export const screensOf = ({ webhookId, failedId, articleId }: Seeded): readonly Screen[] => [
  {
    name: 'overview',
    where: `${SWITCHBOARD}/overview`,
    scope: MAIN,
    ready: async (page) => {
      await page.locator('main dl a').first().waitFor();
      await rows(page);
    },
  },
  { name: 'webhooks', where: `${SWITCHBOARD}/webhooks`, scope: MAIN, ready: rows },
  { name: 'webhook-new', where: `${SWITCHBOARD}/webhooks/create`, scope: MAIN, ready: editorWithPreview },
  { name: 'webhook', where: `${SWITCHBOARD}/webhooks/${webhookId}`, scope: MAIN, ready: editorWithPreview },
  { name: 'deliveries', where: `${SWITCHBOARD}/deliveries`, scope: MAIN, ready: rows },
  { name: 'deliveries-filtered', where: `${SWITCHBOARD}/deliveries?states=failed,pending&status=5xx`, scope: MAIN, ready: rows },
  {
    name: 'delivery',
    where: `${SWITCHBOARD}/deliveries/${failedId}`,
    scope: MAIN,
    ready: (page) => page.locator('main ol [role="region"]').first().waitFor(),
  },
  { name: 'settings', where: '/settings/switchboard', scope: MAIN, ready: rows },
  {
    name: 'home',
    where: '/',
    scope: 'section:has(a[href$="/plugins/switchboard/overview"])',
    notOurs: ['Delete'],
    ready: (page) => page.locator('a[href$="/plugins/switchboard/overview"]').first().waitFor(),
  },
  {
    name: 'article',
    where: `/content-manager/collection-types/api::article.article/${articleId}`,
    scope: 'aside:has(a[href*="/plugins/switchboard/"])',
    ready: (page) => page.locator('aside a[href*="/plugins/switchboard/deliveries"]').first().waitFor(),
  },
];

const words = (text: string) => (page: Page) => page.locator('main').getByText(text, { exact: true }).first().waitFor();

/** Of a form with submissions, as `sendLetters` leaves them. */
export const formScreensOf = (formId: string, submissionId: string): readonly Screen[] => [
  { name: 'forms', where: formsPath, scope: MAIN, ready: rows },
  ...TABS.map((tab) => ({
    name: `form-${tab}`,
    where: formPath(formId, tab),
    scope: MAIN,
    ready: (page: Page) =>
      page
        .locator(tab === 'connections' ? 'main h3' : 'main h2')
        .first()
        .waitFor(),
  })),
  { name: 'insights', where: insightsPath(formId), scope: MAIN, ready: (page) => page.getByRole('term').first().waitFor() },
  { name: 'inbox', where: inboxPath({ formId }), scope: MAIN, ready: rows },
  {
    name: 'inbox-filtered',
    where: inboxPath({
      formId,
      state: 'complete',
      answers: [
        { field: 'topic', operator: 'equals', value: 'letter' },
        { field: 'message', operator: 'is-empty' },
      ],
    }),
    scope: MAIN,
    ready: rows,
  },
  {
    name: 'inbox-nothing-found',
    where: inboxPath({ formId, answers: [{ field: 'name', operator: 'contains', value: 'a'.repeat(120) }] }),
    scope: MAIN,
    ready: emptiness,
  },
  {
    name: 'submission',
    where: submissionPath(submissionId, { formId }),
    scope: MAIN,
    ready: (page) => page.locator('#submission-title').waitFor(),
  },
  { name: 'deliveries-of-form', where: `${SWITCHBOARD}/deliveries?uid=form%3Acontact`, scope: MAIN, ready: words('Letters desk') },
  { name: 'purges', where: purgesPath, scope: MAIN, ready: (page) => page.locator('main h1').waitFor() },
  { name: 'person', where: personPath, scope: MAIN, ready: (page) => page.locator('main input').first().waitFor() },
];

/** Pages of their own, which have nothing to show when the server fails. */
const PAGES: ReadonlySet<string> = new Set([
  ...['overview', 'webhooks', 'webhook', 'deliveries', 'delivery', 'settings'],
  ...['forms', 'form-build', 'insights', 'inbox', 'submission', 'purges'],
]);

/** The same pages while nothing can be loaded. */
export const failing = (screens: readonly Screen[]): readonly Screen[] =>
  screens
    .filter(({ name }) => PAGES.has(name))
    .map((screen) => ({
      ...screen,
      name: `${screen.name}-failing`,
      ready: (page: Page) => page.locator('main [role="alert"] button').first().waitFor(),
    }));

/** From now on the plugin's API answers whatever is read with 500. */
export const failEveryRead = async (page: Page): Promise<void> => {
  await page.route('**/switchboard/**', (route) => {
    const isData = ['fetch', 'xhr'].includes(route.request().resourceType());
    const error = { status: 500, name: 'InternalServerError', message: 'Internal Server Error', details: {} };
    return isData ? route.fulfill({ status: 500, json: { data: null, error } }) : route.fallback();
  });
};
