import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, startBrowser, type AdminPanel, type OpenPage } from '../support/browser';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { actionId, type Action } from '../../shared/permissions';
import { expectNoErrors } from './errors';
import { shootWhenItFails } from './failures';
import { seed, withDeclaredWebhook, type Seeded } from './seed';

const SWITCHBOARD = '/plugins/switchboard';

describeInBrowser('the admin panel with the plugin in it', () => {
  let app: RunningStrapi;
  let panel: AdminPanel;
  let receiver: Receiver;
  let seeded: Seeded;
  let open: OpenPage | undefined;

  beforeAll(async () => {
    [app, panel, receiver] = await Promise.all([
      startStrapi({ withPanel: true, plugins: withDeclaredWebhook }),
      startBrowser(),
      startReceiver(),
    ]);
    seeded = await seed(app, receiver);
  });

  shootWhenItFails('panel', () => ({ open }));
  afterEach(() => open?.close());

  afterAll(async () => {
    await panel?.close();
    await app?.stop();
    await receiver?.close();
  });

  const openAs = async (actions: readonly Action[], where: string): Promise<OpenPage> => {
    open = await panel.open(app, where, { token: await app.tokenWith(actions.map(actionId)) });
    return open;
  };
  const isMenuShown = async ({ page }: OpenPage) => {
    await page.getByRole('link', { name: 'Home' }).first().waitFor();
    return (await page.getByRole('link', { name: 'Switchboard' }).count()) > 0;
  };

  it('shows Switchboard in the main menu', async () => {
    open = await panel.open(app, '/');

    await open.page.getByRole('link', { name: 'Switchboard' }).first().waitFor();
    await open.shot('home-light-1440');
  });

  it('shows nothing of it to somebody who may not', async () => {
    const someone = await openAs([], '/');

    expect(await isMenuShown(someone)).toBe(false);
    for (const where of [
      'overview',
      'webhooks',
      'webhooks/create',
      `webhooks/${seeded.webhookId}`,
      'deliveries',
      `deliveries/${seeded.failedId}`,
    ]) {
      await someone.go(`${SWITCHBOARD}/${where}`);
      await someone.page.getByText(/have the permissions? to access that content/).waitFor();
    }
    await someone.go('/settings/switchboard');
    await someone.page.getByText(/have the permissions? to access that content/).waitFor();
    expectNoErrors(someone);
  });

  it('leads somebody to the one place that is open to them', async () => {
    const { page } = await openAs(['deliveries.read'], SWITCHBOARD);

    await page.getByRole('heading', { level: 1, name: 'Deliveries' }).waitFor();
    const navigation = page.getByRole('navigation', { name: 'Switchboard' });
    expect(await navigation.getByRole('link', { name: 'Deliveries' }).count()).toBe(1);
    expect(await navigation.getByRole('link', { name: /Webhooks|Overview/ }).count()).toBe(0);
    expectNoErrors(open!);
  });

  it('shows no bodies to somebody who may see deliveries, but no payloads', async () => {
    const reader = await openAs(['deliveries.read'], `${SWITCHBOARD}/deliveries/${seeded.failedId}`);
    const { page } = reader;

    await page.getByText('The receiver has a fault of its own: it answered 500').waitFor();
    const hidden = page.getByText('You do not have the permission to see payloads.');
    await hidden.first().waitFor();
    await page.getByRole('tab', { name: 'Request' }).click();
    await page.getByText(/^POST http/).waitFor();
    expect(await hidden.count()).toBe(2);
    for (const text of ['{"path"', 'Ten quiet beaches', 'harbour', 'webhook-signature'])
      expect(await page.content()).not.toContain(text);
    // Nor anything to do with it: those are other permissions.
    expect(await page.getByRole('button', { name: /^(Resend|Cancel delivery)$/ }).count()).toBe(0);
    await reader.shot('delivery-without-payloads');
    expectNoErrors(reader);
  });

  it('lets somebody who may only read webhooks read them', async () => {
    const reader = await openAs(['webhooks.read'], `${SWITCHBOARD}/webhooks`);
    const { page } = reader;

    await page.getByRole('link', { name: 'Website rebuild' }).click();
    await page.getByRole('heading', { level: 1, name: 'Website rebuild' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Name', exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /^(Save|Send test|Delete|New secret|Add condition)$/ }).count()).toBe(0);
    expect(await page.content()).not.toContain('not-for-everybody');
    // Who may not read articles is offered none as a sample.
    expectNoErrors(reader, [/status of 403 .*\/switchboard\/samples/]);
  });

  it('lets nobody change in the panel what is declared in the code', async () => {
    open = await panel.open(app, `${SWITCHBOARD}/webhooks/${seeded.declaredId}`);
    const { page } = open;

    await page.getByText('Declared in config/plugins and can be changed only there.').first().waitFor();
    expect(await page.getByRole('textbox', { name: 'Name', exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /^(Save|Delete|New secret)$/ }).count()).toBe(0);
  });
});
