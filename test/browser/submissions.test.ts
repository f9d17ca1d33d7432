import fs from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SubmissionPage } from '../../shared/contracts/form';
import { visitor } from '../integration/form-submit-bench';
import { actionId } from '../../shared/permissions';
import { describeInBrowser, startBrowser, type AdminPanel, type OpenPage } from '../support/browser';
import { eventually } from '../support/eventually';
import { field, form } from '../support/forms';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { accessibilityFaults } from './accessibility';
import { expectNoErrors } from './errors';
import { shootWhenItFails } from './failures';
import { layoutFaults } from './layout';
import { accepted, ADDRESS, publishContact, sendLetters } from './seed-letters';

const INBOX = '/plugins/switchboard/submissions';

describeInBrowser('the inbox', () => {
  let app: RunningStrapi;
  let panel: AdminPanel;
  let receiver: Receiver;
  let desk: OpenPage;
  let formId: string;

  beforeAll(async () => {
    [app, panel, receiver] = await Promise.all([startStrapi({ withPanel: true }), startBrowser(), startReceiver()]);
    formId = await publishContact(app);
    const { status } = await app.admin('POST', '/switchboard/webhooks', {
      name: 'Letters desk',
      receivers: [`${receiver.url}/letters`],
      events: [{ type: 'form.submission.complete', uid: 'form:contact' }],
    });
    expect(status).toBe(201);
    await sendLetters(app);
    desk = await panel.open(app, INBOX);
  });

  afterAll(async () => {
    await panel?.close();
    await app?.stop();
    await receiver?.close();
  });

  shootWhenItFails('submissions', () => ({ desk }));

  const row = (name: string) => desk.page.getByRole('row').filter({ hasText: name });
  const button = (name: string) => desk.page.getByRole('button', { name, exact: true });
  const tray = (name: string) => desk.page.getByRole('group', { name: 'Trays' }).getByRole('button', { name, exact: true });
  /** Strapi's tables are grids: their headings are cells. */
  const heading = (name: string) => desk.page.locator('main thead').getByText(name, { exact: true });
  const weightOf = (name: string) => desk.page.getByText(name, { exact: true }).evaluate((one) => getComputedStyle(one).fontWeight);
  const stored = async (query = '') =>
    (await app.admin<{ data: SubmissionPage }>('GET', `/switchboard/submissions?formId=${formId}${query}`)).body.data;
  const title = (name: string | RegExp) => desk.page.getByRole('heading', { level: 1, name }).waitFor();
  /** Nothing is wrong with the screen as it is, wide and narrow. */
  const expectWell = async (scope = 'main') => {
    const grave = await accessibilityFaults(desk.page, scope);
    // Strapi's own words beside the buttons for selected rows, pale in every list.
    expect(grave.filter((fault) => !fault.includes('entries selected'))).toEqual([]);
    for (const width of [768, 1440]) {
      await desk.page.setViewportSize({ width, height: 900 });
      const faults = await layoutFaults(desk.page, scope);
      // Strapi's search field draws its button inside of itself.
      expect(faults.filter((fault) => !fault.startsWith('<input> search lies on <button> Clear'))).toEqual([]);
    }
  };
  const openRow = async (name: string) => {
    await row(name).getByRole('link').focus();
    await desk.page.keyboard.press('Enter');
    await shown(name);
  };
  /** What is open: beside the list on a wide screen, alone on a narrow one. */
  const open = () => desk.page.getByRole('region').filter({ has: desk.page.locator('#submission-title') });
  const shown = (name: string) => open().getByRole('definition').getByText(name, { exact: true }).waitFor();
  const beside = (name: string) =>
    desk.page.getByRole('navigation', { name: 'The list' }).getByRole('link').filter({ hasText: name });
  /** Each test begins at the list, whatever the one before it left. */
  const openInbox = async (query = '') => {
    await desk.go(`${INBOX}${query}`);
    await desk.page.getByRole('row').nth(1).waitFor();
  };
  const question = (number: number, { page } = desk) => page.getByRole('group', { name: `Answer filter ${number}`, exact: true });
  const choose = async (number: number, name: string, option: string, at = desk) => {
    await question(number, at).getByRole('combobox', { name }).click();
    await at.page.getByRole('option', { name: option, exact: true }).click();
  };
  const download = async (act: () => Promise<unknown>): Promise<Buffer> => {
    const [saved] = await Promise.all([desk.page.waitForEvent('download'), act()]);
    return fs.readFileSync(await saved.path());
  };

  it('shows what visitors sent, unread ones in bold, spam apart', async () => {
    const { page } = desk;
    await openInbox();

    expect(await page.getByRole('row').count()).toBe(5);
    expect(await row('Half Done').getByText('Unfinished').count()).toBe(1);
    expect(await row('Grace Hopper').getByText('A complaint').count()).toBe(1);
    expect(Number(await weightOf('Grace Hopper'))).toBeGreaterThan(500);
    await tray('Spam').click();
    await row('Cheap pills').waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    await expectWell();
    await tray('All but spam').click();
    await row('Grace Hopper').waitFor();
    await expectWell();
  });

  it('finds words, filters, and sorts', async () => {
    const { page } = desk;
    await openInbox();
    await button('Search').click();
    await page.keyboard.type('ferry');
    await page.keyboard.press('Enter');
    await eventually(async () => (await page.getByRole('row').count()) === 2, { what: 'the one row' });
    await row('Grace Hopper').waitFor();
    await button('Filters').click();
    await page.getByRole('combobox', { name: 'Completed' }).click();
    await page.getByRole('option', { name: 'Unfinished' }).click();
    await page.getByText('Nothing matches').waitFor();
    await expectWell();
    await button('Filters').click();
    await page.getByText('Completed: Unfinished').waitFor();

    await page.getByRole('button', { name: 'Clear all filters' }).last().click();
    await row('Half Done').waitFor();
    expect(await page.getByText('Completed: Unfinished').count()).toBe(0);
    await heading('Sent').click();
    await eventually(async () => (await page.getByRole('row').nth(1).textContent())?.includes('Grace'), {
      what: 'the oldest first',
    });
    await heading('Sent').click();
    await eventually(async () => (await page.getByRole('row').nth(1).textContent())?.includes('Half'), {
      what: 'the newest first',
    });
  });

  it('filters by the answers of single fields, in the panel, as tags, and in the URL', async () => {
    const { page } = desk;
    await openInbox();
    await button('Filters').click();
    const rows = async (...names: readonly string[]) => {
      await eventually(async () => (await page.getByRole('row').count()) === names.length + 1, {
        what: `${names.join(', ')} alone`,
      });
      for (const name of names) await row(name).waitFor();
    };

    await button('Filter by an answer').click();
    await choose(1, 'Question', 'Topic');
    await choose(1, 'Value', 'A reader’s letter');
    await rows('Ada Lovelace', '=HYPERLINK');
    await button('Filter by an answer').click();
    await choose(2, 'Question', 'Your name');
    await question(2).getByRole('textbox', { name: 'Value' }).fill('LOVE');
    await page.keyboard.press('Enter');
    await rows('Ada Lovelace');
    await expectWell();

    await button('Filters').click();
    await page.getByText('Topic is A reader’s letter').waitFor();
    await page.getByText('Your name contains LOVE').waitFor();
    await page.reload();
    await rows('Ada Lovelace');
    await button('Filters').click();
    await expectWell();
    await page.getByRole('button', { name: 'Remove the filter Topic is A reader’s letter' }).click();
    await page.getByRole('button', { name: 'Remove the filter Your name contains LOVE' }).click();
    await eventually(async () => (await page.getByRole('row').count()) === 5, { what: 'all rows' });

    // Signs that mean something in an address, also when Strapi's table writes it.
    await button('Filters').click();
    await button('Filter by an answer').click();
    await choose(1, 'Question', 'Your message');
    await question(1).getByRole('textbox', { name: 'Value' }).fill('50% & more #1');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing matches').waitFor();
    await choose(1, 'Comparison', 'does not contain');
    await eventually(async () => (await page.getByRole('row').count()) === 5, { what: 'all rows' });
    await heading('Sent').click();
    await eventually(() => page.url().includes('createdAt:ASC'), { what: 'another order' });
    expect(await question(1).getByRole('textbox', { name: 'Value' }).inputValue()).toBe('50% & more #1');
    await choose(1, 'Comparison', 'is answered');
    await rows('Grace Hopper');
    await question(1).getByRole('button', { name: 'Remove answer filter 1' }).click();
    await eventually(async () => (await page.getByRole('row').count()) === 5, { what: 'all rows' });
  });

  it('asks for days, times and numbers as people enter them', async () => {
    const site = visitor(app);
    const fields = [
      field('day', { type: 'date', label: 'Day' }),
      field('hour', { type: 'time', label: 'Hour' }),
      field('price', { type: 'number', label: 'Price', settings: { decimals: 2 } }),
    ];
    const { id } = await site.publish(form('visits', fields, { title: 'Visits' }));
    await accepted(site.post('visits', { answers: { day: '2026-01-31', hour: '09:30', price: '2.50' } }));
    await accepted(site.post('visits', { answers: { day: '2026-02-01', hour: '14:05', price: '10' } }));
    const other = await panel.open(app, `${INBOX}?formId=${id}`);
    const { page } = other;
    const isAlone = async (day: string) => {
      await eventually(async () => (await page.getByRole('row').count()) === 2, { what: `the one of ${day}` });
      await page.getByRole('row').filter({ hasText: day }).waitFor();
    };
    const value = () => question(1, other).getByLabel('Value');
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    await page.getByRole('button', { name: 'Filter by an answer' }).click();

    await choose(1, 'Question', 'Day', other);
    await choose(1, 'Comparison', 'is at most', other);
    await value().fill('01/31/2026');
    await page.keyboard.press('Tab');
    await isAlone('2026-01-31');
    await choose(1, 'Question', 'Hour', other);
    await choose(1, 'Comparison', 'is at least', other);
    await choose(1, 'Value', '14:00', other);
    await isAlone('2026-02-01');
    await choose(1, 'Question', 'Price', other);
    await value().fill('cheap');
    await page.keyboard.press('Enter');
    await page.getByText('This is not a number').waitFor();
    await value().fill('2,5');
    await page.keyboard.press('Enter');
    await isAlone('2026-01-31');
    expectNoErrors(other);
    await other.close();
  });

  it('shows the columns that were chosen, and remembers them', async () => {
    const { page } = desk;
    await openInbox();
    await button('Columns').click();
    await page.getByRole('checkbox', { name: 'Your message' }).click();
    await page.getByRole('checkbox', { name: 'Topic' }).click();
    await page.keyboard.press('Escape');
    await heading('Your message').waitFor();
    expect(await heading('Topic').count()).toBe(0);

    await page.reload();
    await heading('Your message').waitFor();
    await button('Columns').click();
    await button('As at first').click();
    await page.keyboard.press('Escape');
    await heading('Topic').waitFor();
  });

  it('stars a row, and keeps starred ones in a tray', async () => {
    await openInbox();
    await row('Ada Lovelace').getByRole('button', { name: 'Star' }).click();
    await row('Ada Lovelace').getByRole('button', { name: 'Take the star away' }).waitFor();

    await tray('Starred').click();
    await eventually(async () => (await desk.page.getByRole('row').count()) === 2, { what: 'the starred one alone' });
    await tray('All but spam').click();
    await row('Grace Hopper').waitFor();
    expect((await stored('&isStarred=true')).total).toBe(1);
  });

  it('opens one by the keyboard, as it was asked, and has it read then', async () => {
    const { page } = desk;
    await openInbox();
    await openRow('Ada Lovelace');

    await page.getByRole('heading', { level: 2, name: 'Your letter' }).waitFor();
    await page.getByText('You may keep what I wrote.').first().waitFor();
    await page.getByRole('link', { name: 'Letters desk' }).waitFor();
    expect((await download(() => button('proof.txt').click())).toString()).toBe('Once upon a time');
    await expectWell();
    await eventually(async () => (await stored('&status=read')).total === 1, { what: 'it to be read' });
    await page.setViewportSize({ width: 768, height: 900 });
    await page.getByRole('navigation', { name: 'Where this is' }).getByRole('link', { name: 'Submissions' }).click();
    await row('Ada Lovelace').waitFor();
    await eventually(async () => Number(await weightOf('Ada Lovelace')) < 500, { what: 'a row that is not bold' });
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('stands beside the list, which stays, and gives the focus back to its row when it is closed', async () => {
    const { page } = desk;
    await openInbox('?status=new');
    await openRow('Grace Hopper');

    // Being read takes it out of the tray, not out of sight.
    await eventually(async () => (await stored('&status=new')).rows.every(({ values }) => values['name'] !== 'Grace Hopper'), {
      what: 'it to be read',
    });
    expect(await beside('Grace Hopper').getAttribute('aria-current')).toBe('true');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('submission-title');
    await beside('Half Done').click();
    await shown('Half Done');
    expect(page.url()).toContain('status=new');
    await page.goBack();
    await shown('Grace Hopper');

    await page.goBack();
    await openRow('=HYPERLINK("x")');
    await open().getByRole('button', { name: 'Mark as new' }).click();
    await open().getByText('New', { exact: true }).waitFor();
    await page.locator('body').press('Escape');
    await row('=HYPERLINK("x")').waitFor();
    expect(
      await row('=HYPERLINK("x")')
        .getByRole('link')
        .evaluate((link) => link === document.activeElement)
    ).toBe(true);
  });

  it('goes to the next and the one before in the order of the list, also by J and K', async () => {
    const { page } = desk;
    await openInbox();
    await openRow('Ada Lovelace');

    await page.getByRole('button', { name: 'Older (J)' }).click();
    await shown('Grace Hopper');
    expect(await page.getByRole('button', { name: 'Older (J)' }).isDisabled()).toBe(true);
    await page.locator('body').press('k');
    await shown('Ada Lovelace');
    await page.locator('body').press('j');
    await shown('Grace Hopper');
    await page.getByRole('textbox', { name: 'New note' }).pressSequentially('jk');
    expect(await open().getByRole('definition').getByText('Grace Hopper', { exact: true }).count()).toBe(1);
    await open().getByRole('button', { name: 'Erase' }).click();
    await page.getByRole('alertdialog').press('k');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    expect(await open().getByRole('definition').getByText('Grace Hopper', { exact: true }).count()).toBe(1);

    await openInbox('?sort=createdAt:ASC');
    await openRow('Grace Hopper');
    await page.getByRole('button', { name: 'Newer (J)' }).click();
    await shown('Ada Lovelace');
  });

  it('does nothing at single letters where they are switched off, and remembers it', async () => {
    const { page } = desk;
    const letters = () => page.getByRole('checkbox', { name: /^Single keys/ });
    await openInbox();
    await openRow('Ada Lovelace');
    await letters().uncheck();
    await page.getByRole('button', { name: 'Older', exact: true }).waitFor();

    await page.reload();
    await shown('Ada Lovelace');
    expect(await letters().isChecked()).toBe(false);
    await page.locator('body').press('j');
    await page.locator('body').press('e');
    await page.locator('body').press('Escape');
    await openRow('Ada Lovelace');
    expect((await stored('&status=archived')).rows).toEqual([]);
    await letters().check();
    await page.locator('body').press('j');
    await shown('Grace Hopper');
  });

  it('stars and archives by the keyboard, and goes on', async () => {
    const { page } = desk;
    await openInbox();
    await openRow('=HYPERLINK("x")');
    await page.locator('body').press('s');
    await open().getByRole('button', { name: 'Starred', pressed: true }).waitFor();
    await page.locator('body').press('s');
    await open().getByRole('button', { name: 'Star', exact: true, pressed: false }).waitFor();

    await page.locator('body').press('e');
    await shown('Ada Lovelace');
    expect((await stored('&status=archived')).rows.map(({ values }) => values['name'])).toEqual(['=HYPERLINK("x")']);
    await beside('=HYPERLINK("x")').click();
    await open().getByRole('button', { name: 'Mark as read' }).click();
    await eventually(async () => (await stored('&status=archived')).total === 0, { what: 'an empty archive' });
  });

  it('keeps notes beside it', async () => {
    const { page } = desk;
    await openInbox();
    await openRow('Grace Hopper');
    await page.getByRole('textbox', { name: 'New note' }).fill('Call back on Monday.');
    await button('Add').click();

    await page.getByText('Call back on Monday.').and(page.locator(':not(textarea)')).waitFor();
    expect(await page.getByRole('textbox', { name: 'New note' }).inputValue()).toBe('');
  });

  it('changes the rows that are selected', async () => {
    const { page } = desk;
    await openInbox();
    for (const name of ['Grace Hopper', 'Half Done']) await row(name).getByRole('checkbox').click();
    await button('Archive').waitFor();
    await expectWell();
    await button('Archive').click();

    await page.getByText('2 submissions changed').waitFor();
    await tray('Archived').click();
    await eventually(async () => (await page.getByRole('row').count()) === 3, { what: 'both in the archive' });
  });

  it('sends what was held back once somebody says that it is no spam', async () => {
    const { page } = desk;
    const isPills = ({ text }: { text: string }) => text.includes('Cheap pills');
    expect(receiver.requests.filter(isPills)).toEqual([]);
    await openInbox('?status=spam');
    await openRow('Cheap pills');
    await page.getByText('Why it is spam').waitFor();

    await button('Not spam').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Not spam' }).click();

    const request = await receiver.waitFor(isPills);
    expect(request.path).toBe('/letters');
    await eventually(async () => (await stored('&status=spam')).total === 0, { what: 'an empty tray' });
    await desk.go(`${INBOX}?status=spam`);
    await page.getByText('There is nothing in this tray').waitFor();
    await expectWell();
  });

  it('hands out all rows as CSV, XLSX and JSON', async () => {
    const { page } = desk;
    await openInbox();
    const save = async (format: string) => {
      await button('Export').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: format }).click();
      if (format === 'CSV') expect(await accessibilityFaults(page, '[role="dialog"]')).toEqual([]);
      const bytes = await download(() => dialog.getByRole('button', { name: 'Download' }).click());
      await dialog.waitFor({ state: 'detached' });
      return bytes;
    };
    const csv = (await save('CSV')).toString();
    expect(csv).toContain('Your name');
    expect(csv).toContain('A reader’s letter');
    expect(csv).toContain(`'=HYPERLINK`);
    const sheet = Object.entries(unzipSync(await save('Excel (XLSX)')));
    expect(sheet.map(([, bytes]) => strFromU8(bytes)).join()).toContain('Grace Hopper');
    expect(JSON.parse((await save('JSON')).toString())).toHaveLength(5);
  });

  it('shows how the form does, with a table behind each plot', async () => {
    const { page } = desk;
    await openInbox();
    await page.getByRole('link', { name: 'Insights' }).click();
    await title('Insights');

    await page.getByRole('term').filter({ hasText: 'Completions' }).waitFor();
    const topics = page.getByRole('table', { name: 'Topic' });
    expect(await topics.getByRole('row').filter({ hasText: 'A reader’s letter' }).textContent()).toContain('2');
    await expectWell();
    await page.getByRole('button', { name: 'Show as table' }).first().click();
    await page.getByRole('columnheader', { name: 'Completions' }).waitFor();
    await page.getByRole('button', { name: '7 days', exact: true }).click();
    await page.getByRole('button', { name: '7 days', exact: true, pressed: true }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '7 days', exact: true, pressed: true }).waitFor();
  });

  it('leads from a delivery back to its submission and its form', async () => {
    const { page } = desk;
    await desk.go('/plugins/switchboard/deliveries');
    await page.getByRole('row').nth(1).getByRole('link').first().click();
    await title('form.submission.complete');
    await page.getByRole('link', { name: 'Letters to the editors', exact: true }).waitFor();

    await page.getByRole('link', { name: /^Letters to the editors sub_/ }).click();
    await page.locator('#submission-title').waitFor();
    await open().getByRole('link', { name: 'Letters desk' }).waitFor();
  });

  it('narrows the log to the events of a form, by its title', async () => {
    const { page } = desk;
    await desk.go('/plugins/switchboard/deliveries');
    await button('More filters').click();
    await page.getByRole('combobox', { name: 'Content type or form' }).click();
    await page.getByRole('option', { name: 'Form: Letters to the editors' }).click();
    await page.getByRole('button', { name: 'Remove the filter Form: Letters to the editors' }).waitFor();
    await page.getByRole('row').nth(1).waitFor();
    expect(new URL(page.url()).searchParams.get('uid')).toBe('form:contact');
    await expectWell();

    await desk.go('/plugins/switchboard/deliveries?uid=form%3Agone');
    await page.getByRole('button', { name: 'Remove the filter Form: gone' }).waitFor();
    expect(await page.locator('tbody').getByRole('row').count()).toBe(0);
  });

  it('is there for who may read submissions only', async () => {
    const token = await app.tokenWith([actionId('submissions.read')]);
    const reader = await panel.open(app, INBOX, { token });
    await reader.page.getByRole('row').filter({ hasText: 'Grace Hopper' }).getByRole('link').click();
    await reader.page.locator('#submission-title').waitFor();

    expect(await reader.page.getByRole('button', { name: /^(Archive|Erase|Export)$/ }).count()).toBe(0);
    expectNoErrors(reader);
    await reader.close();
  });

  it('erases one', async () => {
    const { page } = desk;
    await openInbox();
    await openRow('Cheap pills');
    await button('Erase').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Erase' }).click();

    await eventually(async () => (await stored()).total === 4, { what: 'one row less' });
    // It stands beside the list and in it.
    await page.getByText('Cheap pills').first().waitFor({ state: 'detached' });
  });

  it('finds all about a person, and erases it once the address was typed', async () => {
    const { page } = desk;
    await openInbox();
    await button('More').click();
    await page.getByRole('menuitem', { name: 'Find a person' }).click();
    await title('Find a person');
    await page.getByRole('textbox', { name: 'E-mail address' }).fill('ADA@example.com');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '1 submission' }).waitFor();
    await expectWell();
    expect(JSON.parse((await download(() => button('Export').click())).toString())).toMatchObject({
      submissions: [{ values: { name: 'Ada Lovelace' } }],
    });

    await button('Erase all').click();
    const dialog = page.getByRole('alertdialog');
    const confirm = dialog.getByRole('button', { name: 'Erase all' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill(ADDRESS);
    expect(await accessibilityFaults(page, '[role="alertdialog"]')).toEqual([]);
    await confirm.click();

    await eventually(async () => (await stored('&search=Lovelace')).total === 0, { what: 'nothing about her' });
  });

  it('shows what retention did', async () => {
    await openInbox();
    await button('More').click();
    await desk.page.getByRole('menuitem', { name: 'Retention' }).click();
    await title('Retention');

    await desk.page.getByText('for good').first().waitFor();
    await desk.page.getByRole('link', { name: 'Letters to the editors' }).waitFor();
    await heading('Files').or(desk.page.getByText('Nothing was removed yet')).waitFor();
    await expectWell();
  });

  it('does all this without an error', () => {
    expectNoErrors(desk);
  });
});
