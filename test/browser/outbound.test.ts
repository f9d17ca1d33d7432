import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, startBrowser, type AdminPanel, type OpenPage } from '../support/browser';
import { eventually } from '../support/eventually';
import { startReceiver, verify, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { expectNoErrors } from './errors';
import { shootWhenItFails } from './failures';

const WEBHOOKS = '/plugins/switchboard/webhooks';
const DELIVERIES = '/plugins/switchboard/deliveries';

/** What the server answers to a draft that is wrong: the preview asks while somebody types. */
const REFUSED_DRAFT = /status of 400 .*\/switchboard\/(webhooks|preview)/;

interface Article {
  readonly event: string;
  readonly entry: { readonly title: string };
}

// One story, told by an administrator: each test goes on where the one before stopped.
describeInBrowser('a webhook, from its first letter to its end', () => {
  let app: RunningStrapi;
  let panel: AdminPanel;
  let receiver: Receiver;
  let desk: OpenPage;
  let log: OpenPage;
  const secrets: string[] = [];

  beforeAll(async () => {
    [app, panel, receiver] = await Promise.all([startStrapi({ withPanel: true }), startBrowser(), startReceiver()]);
    desk = await panel.open(app, WEBHOOKS);
  });

  afterAll(async () => {
    await panel?.close();
    await app?.stop();
    await receiver?.close();
  });

  shootWhenItFails('outbound', () => ({ desk, log }));

  const preview = () => desk.page.getByRole('region', { name: 'Request preview' });
  const receiverUrl = () => desk.page.getByRole('textbox', { name: 'Receiver URL 1' });
  const save = () => desk.page.getByRole('button', { name: 'Save', exact: true }).click();
  const rows = () => log.page.locator('tbody').getByRole('row');
  const timeline = (page = log.page) => page.getByRole('region', { name: 'Attempts' });

  const writeArticle = async (title: string) => {
    const { page } = desk;
    await page.getByRole('link', { name: 'Content Manager' }).first().click();
    await page.getByRole('link', { name: 'Create new entry' }).first().click();
    await page.getByRole('textbox', { name: 'title' }).fill(title);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Published document').first().waitFor();
  };

  /** The request for an article that a person published, not one of a test. */
  const received = (title: string) => receiver.waitFor((request) => request.text.includes(title));

  it('says at each field what is wrong with it', async () => {
    const { page } = desk;
    await page.getByRole('link', { name: 'Create new webhook' }).first().click();
    await receiverUrl().fill('ftp://receiver');
    await save();

    const summary = page.getByRole('main').getByText('3 things keep it from being saved');
    await summary.waitFor();
    for (const sentence of [
      'Give the webhook a name.',
      'Expected a full address that begins with https:// or http://.',
      'Choose at least one event.',
    ])
      expect(await page.getByText(sentence, { exact: true }).count(), sentence).toBeGreaterThanOrEqual(2);
    expect(await receiverUrl().getAttribute('aria-invalid')).toBe('true');
    await desk.shot('webhook-faults');
  });

  it('takes back what it said as soon as it is mended', async () => {
    const { page } = desk;
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Harbour news');
    await receiverUrl().fill(`${receiver.url}/news`);
    await page.getByRole('checkbox', { name: 'Article: Publish' }).check();

    await page.getByText('keeps it from being saved').waitFor({ state: 'detached' });
    expect(await page.getByText('Choose at least one event.').count()).toBe(0);
    expect(await receiverUrl().getAttribute('aria-invalid')).not.toBe('true');
  });

  it('shows the request while it is edited', async () => {
    const { page } = desk;
    await preview().getByText(`POST ${receiver.url}/news`).waitFor();
    await preview().getByRole('row', { name: 'X-Strapi-Event entry.publish' }).waitFor();

    await page.getByRole('button', { name: 'Add condition' }).click();
    await page.getByRole('combobox', { name: 'Field', exact: true }).pressSequentially('title');
    await page.getByRole('option', { name: 'title', exact: true }).click();
    await page.getByRole('combobox', { name: 'Operator' }).click();
    await page.getByRole('option', { name: 'contains', exact: true }).click();
    await page.getByRole('textbox', { name: 'Value' }).fill('Harbour');
    await page.getByText('Sent only if title contains “Harbour”').waitFor();
    await preview().getByText('The condition does not hold for this entry').waitFor();

    await page.getByRole('combobox', { name: 'Format', exact: true }).click();
    await page.getByRole('option', { name: 'Envelope (Standard Webhooks)' }).click();
    await preview().getByText('"timestamp"').waitFor();
    await desk.shot('webhook-preview');

    await page.getByRole('combobox', { name: 'Format', exact: true }).click();
    await page.getByRole('option', { name: 'JSON', exact: true }).click();
    await preview().getByText('"createdAt"').first().waitFor();
  });

  it('shows the secret once, to be copied', async () => {
    const { page } = desk;
    await save();

    const dialog = page.getByRole('dialog', { name: 'New signing secret' });
    const shown = await dialog.getByText(/^whsec_/).innerText();
    await dialog.getByRole('button', { name: 'Copy' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
    secrets.push(shown);
    await desk.shot('webhook-secret');

    await dialog.getByRole('button', { name: 'I have stored it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Harbour news' }).waitFor();
    await page.reload();
    await page.getByText('Shared secret (v1)').waitFor();
    expect(await page.content()).not.toContain(shown);
    expectNoErrors(desk, [REFUSED_DRAFT]);
  });

  it('delivers an article that is published by clicking, and shows it without a reload', async () => {
    log = await panel.open(app, DELIVERIES);
    await log.page.getByText('Nothing was sent yet').waitFor();

    await writeArticle('Harbour opens again');

    const request = await received('Harbour opens again');
    const body = verify(request, secrets[0]!) as Article;
    expect(body).toMatchObject({ event: 'entry.publish', entry: { title: 'Harbour opens again' } });
    expect(request.path).toBe('/news');
    await rows().filter({ hasText: 'entry.publish' }).getByText('Delivered').waitFor();
    expect(await rows().count()).toBe(1);
    await log.shot('log-delivered');
  });

  it('shows it in the side panel of the article', async () => {
    const { page } = desk;
    const told = page.getByRole('complementary').getByRole('listitem').filter({ hasText: 'Harbour news' });
    await told.getByText('Delivered').waitFor();
    await told.getByText('entry.publish').first().waitFor();
    await desk.shot('article-panel');

    await told.getByRole('link', { name: 'Harbour news' }).click();
    await page.getByRole('heading', { level: 1, name: 'entry.publish' }).waitFor();
    await timeline(page).getByText('The receiver accepted it with 200').waitFor();
  });

  it('counts it on the overview', async () => {
    const { page } = desk;
    await page.getByRole('link', { name: 'Overview' }).click();

    await page.getByRole('link', { name: '1', exact: true }).waitFor();
    await page.getByText('All receivers are healthy.').waitFor();
    await desk.shot('overview-one');
  });

  it('leaves alone what the condition does not want', async () => {
    await writeArticle('Nothing for this receiver');
    await desk.page.getByText('No webhook was told of this document yet.').waitFor();
  });

  it('shows a failed attempt and the next try while the receiver is broken', async () => {
    const sorry = { kind: 'answer', status: 500, headers: { 'retry-after': '3600' }, body: 'The harbour is closed' } as const;
    receiver.behave([sorry]);
    const { page } = log;

    await writeArticle('Harbour closes');

    const row = rows().filter({ hasText: 'Pending' });
    await row.getByText('500').waitFor();
    await row.getByText(/next attempt in (59|60) minutes|next attempt in 1 hour/).waitFor();
    expect(await rows().count()).toBe(2);

    await row.getByRole('link', { name: 'entry.publish' }).click();
    await timeline().getByText('Attempt 2 is next').waitFor();
    await timeline().getByText('The receiver has a fault of its own: it answered 500').waitFor();
    await timeline().getByRole('region', { name: 'Response body' }).getByText('The harbour is closed').waitFor();
    await page.getByRole('region', { name: 'Receiver', exact: true }).getByText('Failing').waitFor();
    await log.shot('delivery-failing');
  });

  it('delivers by a click once the receiver is mended, and shows both attempts', async () => {
    const { page } = log;
    receiver.behave([{ kind: 'answer', status: 200, headers: { 'content-type': 'application/json' }, body: '{"welcome":"back"}' }]);
    await page.getByRole('button', { name: 'Resend', exact: true }).click();

    await timeline().getByText('The receiver accepted it with 200').waitFor();
    await page.getByRole('region', { name: 'Receiver', exact: true }).getByText('Healthy').waitFor();
    const attempts = timeline().getByRole('listitem');
    await attempts.nth(1).waitFor();
    expect(await attempts.count()).toBe(2);

    const second = attempts.nth(0);
    await second.getByText('Attempt 2').waitFor();
    await second.getByRole('region', { name: 'Request body' }).getByText('"Harbour closes"').first().waitFor();
    await second.getByRole('tab', { name: 'Response' }).click();
    await second.getByRole('region', { name: 'Response body' }).getByText('"back"').waitFor();

    const [first, again] = receiver.requests.filter(({ text }) => text.includes('Harbour closes'));
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(again?.headers['x-switchboard-attempt']).toBe('2');
    verify(again!, secrets[0]!);
    await log.shot('delivery-resent', { fullPage: true });
    expectNoErrors(log);
  });

  it('sends a test and shows the real answer', async () => {
    const { page } = desk;
    receiver.behave([{ kind: 'answer', status: 202, headers: { 'x-harbour': 'north' }, body: 'Queued for the harbour' }]);
    await page.getByRole('link', { name: 'Switchboard' }).first().click();
    await page.getByRole('link', { name: 'Webhooks', exact: true }).click();
    await page.getByRole('link', { name: 'Harbour news' }).click();
    const before = receiver.requests.length;
    await page.getByRole('button', { name: 'Send test' }).click();

    const dialog = page.getByRole('dialog', { name: 'Test' });
    await dialog.getByText('Accepted with status 202').waitFor();
    await dialog.getByText('Queued for the harbour').waitFor();
    await dialog.getByRole('row', { name: 'x-harbour north' }).waitFor();
    expect(receiver.requests.length).toBe(before + 1);
    verify(receiver.requests.at(-1)!, secrets[0]!);
    await desk.shot('webhook-test');
    await dialog.getByRole('button', { name: 'Close', exact: true }).first().click();
  });

  it('rotates the secret with an overlap', async () => {
    const { page } = desk;
    receiver.behave([200]);
    await page.getByRole('button', { name: 'New secret' }).click();
    await page.getByRole('dialog', { name: 'New secret' }).getByRole('button', { name: 'Make secret' }).click();
    const reveal = page.getByRole('dialog', { name: 'New signing secret' });
    secrets.push(await reveal.getByText(/^whsec_/).innerText());
    await reveal.getByRole('button', { name: 'I have stored it' }).click();
    await page.getByText('Signs no longer').waitFor();
    expect(new Set(secrets).size).toBe(2);

    await writeArticle('Harbour under new flags');

    const request = await received('Harbour under new flags');
    for (const secret of secrets) verify(request, secret);
  });

  it('says what goes with a webhook before it deletes it', async () => {
    const { page } = desk;
    receiver.behave([{ kind: 'answer', status: 503, headers: { 'retry-after': '3600' } }]);
    await writeArticle('Harbour waits in vain');
    await page.getByRole('complementary').getByText('Pending').waitFor();
    await page.getByRole('complementary').getByText('503').waitFor();

    await page.getByRole('link', { name: 'Switchboard' }).first().click();
    await page.getByRole('link', { name: 'Webhooks', exact: true }).click();
    await page.getByRole('button', { name: 'Actions for Harbour news' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('Delete “Harbour news” and its secrets?').waitFor();
    await dialog.getByText('1 delivery that is still waiting is cancelled. 4 stay in the log until their time is up.').waitFor();
    await desk.shot('webhook-delete');
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();

    await page.getByText('No webhooks yet').waitFor();
    await log.page.getByRole('link', { name: 'Deliveries' }).first().click();
    await rows().filter({ hasText: 'Harbour news' }).waitFor({ state: 'detached' });
    await eventually(async () => (await rows().filter({ hasText: 'Deleted webhook' }).count()) === 4, {
      what: 'four rows of a deleted webhook',
    });
    expect(await rows().filter({ hasText: 'Cancelled' }).count()).toBe(1);
    expectNoErrors(desk, [REFUSED_DRAFT]);
    expectNoErrors(log);
  });
});
