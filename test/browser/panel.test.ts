import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, startBrowser, type AdminPanel } from '../support/browser';
import { startStrapi, type RunningStrapi } from '../support/strapi';

describeInBrowser('the admin panel with the plugin in it', () => {
  let app: RunningStrapi;
  let panel: AdminPanel;

  beforeAll(async () => {
    app = await startStrapi({ withPanel: true });
    panel = await startBrowser();
  });

  afterAll(async () => {
    await panel?.close();
    await app?.stop();
  });

  it('shows Switchboard in the main menu', async () => {
    const { page, shot, close } = await panel.open(app, '/');

    await page.getByRole('link', { name: 'Switchboard' }).first().waitFor();
    await shot('home-light-1440');
    await close();
  });

  it('shows nothing of it to somebody who may not', async () => {
    const { page, close } = await panel.open(app, '/', { token: await app.tokenWith([]) });

    await page.getByRole('link', { name: 'Home' }).first().waitFor();
    expect(await page.getByRole('link', { name: 'Switchboard' }).count()).toBe(0);
    await close();
  });
});
