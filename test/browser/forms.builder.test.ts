import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { describeInBrowser, startBrowser, type AdminPanel, type OpenPage } from '../support/browser';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import type { FormView, PublicForm, SubmissionPage } from '../../shared/contracts/form';
import { actionId } from '../../shared/permissions';
import { accessibilityFaults } from './accessibility';
import { expectNoErrors } from './errors';
import { shootWhenItFails } from './failures';
import { layoutFaults } from './layout';

const FORMS = '/plugins/switchboard/forms';
/** What the server answers to a form with faults, to one that somebody else has saved, and when it is busy. */
const REFUSED = /status of (400|409|503) .*\/switchboard\/forms\//;

// One story, told by an editor: each test goes on where the one before stopped.
describeInBrowser('a form, from its first field to its publication', () => {
  let app: RunningStrapi;
  let panel: AdminPanel;
  let desk: OpenPage;
  let id = '';

  beforeAll(async () => {
    [app, panel] = await Promise.all([startStrapi({ withPanel: true }), startBrowser()]);
    desk = await panel.open(app, FORMS);
  });

  afterAll(async () => {
    await panel?.close();
    await app?.stop();
  });

  shootWhenItFails('builder', () => ({ desk }));

  const button = (name: string | RegExp, within: { getByRole: Locator['getByRole'] } = desk.page) =>
    within.getByRole('button', { name, exact: typeof name === 'string' });
  const pane = () => desk.page.getByRole('complementary');
  const pageBox = (name: string) => desk.page.getByRole('region', { name });
  const labels = async (page: string) =>
    pageBox(page)
      .getByRole('listitem')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')));
  const stored = async () => (await app.admin<{ data: FormView }>('GET', `/switchboard/forms/${id}`)).body.data;

  const hasFocus = (element: Locator) => element.and(desk.page.locator(':focus')).waitFor();
  const choose = async (within: Locator, select: string, option: string) => {
    await within.getByRole('combobox', { name: select }).click();
    await desk.page.getByRole('option', { name: option, exact: true }).click();
  };
  /** Adds a field by picking its type, and types its label over the one it comes with. */
  const addField = async (page: string, type: RegExp, label: string) => {
    await button(/^Add (a|another) field/, pageBox(page)).click();
    await desk.page.getByRole('dialog').getByRole('button', { name: type }).click();
    const input = pane().getByRole('textbox', { name: 'Label', exact: true });
    await hasFocus(input);
    await desk.page.keyboard.type(label);
  };
  const expectNoFaults = async () => {
    expect(await accessibilityFaults(desk.page, 'main')).toEqual([]);
    expect(await layoutFaults(desk.page, 'main')).toEqual([]);
  };

  it('begins with an empty list that offers templates', async () => {
    const { page } = desk;
    await button(/^Job application/).waitFor();
    await expectNoFaults();

    await button('Create new form').click();
    const dialog = page.getByRole('dialog', { name: 'New form' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Harbour tour');
    expect(await dialog.getByRole('textbox', { name: 'Key' }).inputValue()).toBe('harbour-tour');
    await button('Create form', dialog).click();
    await page.getByRole('heading', { level: 1, name: 'Harbour tour' }).waitFor();
    id = new URL(page.url()).pathname.split('/').at(-1)!;
  });

  it('takes fields whose keys follow their labels', async () => {
    await addField('Page 1', /^Text One line/, 'Your name');
    await pane().getByText('your_name', { exact: true }).waitFor();
    await pane().getByRole('tab', { name: 'Validation' }).click();
    await pane().getByRole('checkbox', { name: 'Required' }).click();
    await addField('Page 1', /^Yes or no/, 'Do you bring guests?');

    expect(await labels('Page 1')).toEqual(['Your name', 'Do you bring guests?']);
  });

  it('takes pages, conditions in words, and an upload', async () => {
    const { page } = desk;
    await button('Add a page').click();
    await pane().getByRole('textbox', { name: 'Page title' }).fill('Guests');
    await addField('Page 2: Guests', /^Number/, 'How many guests?');
    await pane().getByRole('tab', { name: 'Conditions' }).click();
    await choose(pane(), 'Shown', 'Shown only if …');
    await choose(pane(), 'Field of rule 1', 'Do you bring guests?');
    await page
      .getByRole('listitem', { name: 'How many guests?' })
      .getByText('Shown only if “Do you bring guests?” is “yes”.')
      .waitFor();

    await button('Add a page').click();
    await pane().getByRole('textbox', { name: 'Page title' }).fill('Documents');
    await addField('Page 3: Documents', /^File upload/, 'Your ticket');
    await expectNoFaults();
    await desk.shot('builder-three-pages', { fullPage: true });
  });

  it('moves fields without a mouse, and takes steps back', async () => {
    const { page } = desk;
    await button('Drag Do you bring guests?').focus();
    await page.keyboard.press('Space');
    await page.getByText('Do you bring guests? is at position 2 of Page 1').waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowUp');
    await page.getByText('Do you bring guests? is at position 1 of Page 1').waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    await page.getByText('Do you bring guests? dropped at position 1 of Page 1').waitFor({ state: 'attached' });
    expect(await labels('Page 1')).toEqual(['Do you bring guests?', 'Your name']);

    await page.keyboard.press('Control+z');
    await expect.poll(() => labels('Page 1')).toEqual(['Your name', 'Do you bring guests?']);
    await page.keyboard.press('Control+y');
    await expect.poll(() => labels('Page 1')).toEqual(['Do you bring guests?', 'Your name']);
    await button('Move Your name up').click();
    await expect.poll(() => labels('Page 1')).toEqual(['Your name', 'Do you bring guests?']);
    // At the top there is no further up: the focus goes to the way down, and stays with the field.
    await hasFocus(button('Move Your name down'));
    await page.getByText('Your name dropped at position 1 of Page 1').waitFor({ state: 'attached' });
  });

  it('moves fields to another page without a mouse, and the focus goes along', async () => {
    const { page } = desk;
    await button('Drag Do you bring guests?').focus();
    await page.keyboard.press('Space');
    await page.getByText('Do you bring guests? is at position 2 of Page 1').waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowDown');
    await page.getByText('Do you bring guests? is at position 1 of Page 2: Guests').waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    await page.getByText('Do you bring guests? dropped at position 1 of Page 2: Guests').waitFor({ state: 'attached' });
    await expect.poll(() => labels('Page 2: Guests')).toEqual(['Do you bring guests?', 'How many guests?']);
    await hasFocus(button('Drag Do you bring guests?'));
    await page.keyboard.press('Control+z');
    await page.getByText('Undone').waitFor({ state: 'attached' });
    await expect.poll(() => labels('Page 1')).toEqual(['Your name', 'Do you bring guests?']);

    await button('Move Do you bring guests? down').click();
    await expect.poll(() => labels('Page 2: Guests')).toEqual(['Do you bring guests?', 'How many guests?']);
    await hasFocus(button('Move Do you bring guests? down'));
    await page.keyboard.press('Control+z');
    await expect.poll(() => labels('Page 2: Guests')).toEqual(['How many guests?']);
  });

  it('saves by keyboard', async () => {
    const { page } = desk;
    await page.keyboard.press('Control+Enter');
    await page.getByText('Form saved').first().waitFor();

    const { definition } = await stored();
    expect(definition.pages.map(({ title, fields }) => [title, ...fields.map(({ key, type }) => `${key}: ${type}`)])).toEqual([
      ['', 'your_name: text', 'do_you_bring_guests: yes-no'],
      ['Guests', 'how_many_guests: number'],
      ['Documents', 'your_ticket: file'],
    ]);
    expect(definition.pages[1]?.fields[0]?.visibility).toEqual({
      effect: 'show',
      when: { combine: 'all', rules: [{ field: 'do_you_bring_guests', operator: 'equals', value: true }] },
    });
  });

  it('shows what visitors see while it is edited', async () => {
    const { page } = desk;
    await button('Edit Your name').click();
    await button('Live preview').click();
    const preview = page.locator('[data-form-preview]');
    await preview.getByText('Do you bring guests?').click();
    const label = pane().getByRole('textbox', { name: 'Label', exact: true });
    await expect.poll(() => label.inputValue()).toBe('Do you bring guests?');
    await preview.getByRole('radio', { name: 'Yes' }).check();
    await label.fill('Do you bring friends?');
    await preview.getByRole('group', { name: 'Do you bring friends?' }).waitFor();
    // Drawn anew, it goes on where it was.
    expect(await preview.getByRole('radio', { name: 'Yes' }).isChecked()).toBe(true);
    await button('Undo').click();
    await preview.getByRole('group', { name: 'Do you bring guests?' }).waitFor();
    await desk.shot('builder-live-preview', { fullPage: true });
    await expectNoFaults();
    await button('Fields').click();
    expect(await labels('Page 1')).toEqual(['Your name', 'Do you bring guests?']);
  });

  it('leads from what the server refuses to where it can be mended', async () => {
    const { page } = desk;
    await addField('Page 3: Documents', /^Single choice/, 'Seat');
    await button('Save').click();
    const summary = page.getByText('One thing is to be mended first');
    await summary.waitFor();
    await page.locator(':focus').getByText('One thing is to be mended first').waitFor();

    await pane().getByRole('tab', { name: 'Conditions' }).click();
    await button(/^Seat:/, page.getByRole('main')).click();
    await hasFocus(pane().getByRole('group', { name: 'Choices' }));
    await button('Add a choice', pane()).click();
    await summary.waitFor({ state: 'detached' });
    // The label of a new choice waits to be written, and a choice that moves keeps the focus.
    await hasFocus(pane().getByRole('textbox', { name: 'Choice 1', exact: true }));
    await page.keyboard.type('Window');
    await button('Add a choice', pane()).click();
    await hasFocus(pane().getByRole('textbox', { name: 'Choice 2', exact: true }));
    await page.keyboard.type('Aisle');
    await button('Move Aisle up', pane()).click();
    await hasFocus(button('Move Aisle down', pane()));
    expect(await pane().getByRole('textbox', { name: 'Choice 1', exact: true }).inputValue()).toBe('Aisle');
    await button('Delete Seat').click();
    expect(await labels('Page 3: Documents')).toEqual(['Your ticket']);
    await hasFocus(button('Edit Your ticket'));
  });

  it('names who depends on a field before it is deleted', async () => {
    const { page } = desk;
    await button('Delete Do you bring guests?').click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('How many guests?').waitFor();
    await button('Cancel', dialog).click();
    expect(await labels('Page 1')).toContain('Do you bring guests?');
    await hasFocus(button('Delete Do you bring guests?'));

    await button('Delete Do you bring guests?').click();
    await button('Delete', dialog).click();
    await hasFocus(button('Edit Your name'));
    await button('Undo').click();
    await expect.poll(() => labels('Page 1')).toEqual(['Your name', 'Do you bring guests?']);
  });

  it('publishes, but not what somebody else has saved meanwhile', async () => {
    const { page } = desk;
    const { key, title, definition, revision } = await stored();
    const saved = await app.admin('PUT', `/switchboard/forms/${id}`, { key, title, description: 'By boat', definition, revision });
    expect(saved.status).toBe(200);
    await button('Publish').click();
    const dialog = page.getByRole('dialog', { name: 'Somebody else has saved this form' });
    await button('Take the other version', dialog).click();
    await dialog.waitFor({ state: 'detached' });

    await button('Publish').click();
    await page.getByText('Version 1 is live').first().waitFor();
    await page.getByRole('main').getByText('Published', { exact: true }).waitFor();

    const { body } = await app.anyone<{ data: PublicForm }>('GET', '/api/switchboard/forms/harbour-tour');
    expect(body.data.pages.map(({ title }) => title)).toEqual(['', 'Guests', 'Documents']);
  });

  it('loses nobody’s work when two people save', async () => {
    const { page } = desk;
    const theirs = await stored();
    await pane().or(page.getByRole('main')).first().waitFor();
    await button('Edit Your name').click();
    await pane().getByRole('textbox', { name: 'Help text' }).fill('As on your passport');
    const { key, description, definition, revision } = theirs;
    const saved = await app.admin('PUT', `/switchboard/forms/${id}`, {
      key,
      title: 'Round trip',
      description,
      definition,
      revision,
    });
    expect(saved.status).toBe(200);

    await button('Save').click();
    const dialog = page.getByRole('dialog', { name: 'Somebody else has saved this form' });
    await button('Take the other version', dialog).click();
    await page.getByRole('heading', { level: 1, name: 'Round trip' }).waitFor();
    await button('Undo').click();
    await page.getByRole('heading', { level: 1, name: 'Harbour tour' }).waitFor();
    expect(await pane().getByRole('textbox', { name: 'Help text' }).inputValue()).toBe('As on your passport');
  });

  it('keeps what was written when it cannot be saved', async () => {
    const { page } = desk;
    await page.route(`**/switchboard/forms/${id}`, (route) =>
      route.request().method() === 'PUT'
        ? route.fulfill({ status: 503, json: { data: null, error: { status: 503, name: 'Error', message: 'Too busy' } } })
        : route.continue()
    );
    await button('Save').click();
    await page.getByText('Too busy').first().waitFor();
    await page.getByText('Unsaved changes').waitFor();
    expect(await pane().getByRole('textbox', { name: 'Help text' }).inputValue()).toBe('As on your passport');
    await page.unroute(`**/switchboard/forms/${id}`);
  });

  it('asks before unsaved changes are left', async () => {
    const { page } = desk;
    const asked = page.waitForEvent('dialog');
    await page.evaluate(() => void setTimeout(() => location.reload()));
    const question = await asked;
    expect(question.type()).toBe('beforeunload');
    await question.dismiss();
    await page.getByRole('link', { name: 'Webhooks' }).first().click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('There are unsaved changes.').waitFor();
    await button('Cancel', dialog).click();
    await pane().getByRole('textbox', { name: 'Help text' }).focus();
    await page.keyboard.press('Control+s');
    await page.getByText('Form saved').first().waitFor();
    expect((await stored()).title).toBe('Harbour tour');
  });

  it('is tried out in the preview, and the test is marked', async () => {
    const { page } = desk;
    await button('Preview').click();
    const dialog = page.getByRole('dialog', { name: 'Preview' });
    await dialog.getByRole('textbox', { name: /Your name/ }).fill('Ada');
    await dialog.getByRole('radio', { name: 'Yes' }).check();
    await button('Continue', dialog).click();
    await dialog
      .getByRole('spinbutton', { name: /How many guests/ })
      .or(dialog.getByRole('textbox', { name: /How many guests/ }))
      .fill('2');
    await button('Continue', dialog).click();
    await dialog.getByText('Your ticket').waitFor();
    await desk.shot('builder-preview');
    await dialog.getByRole('button', { name: /^(Send|Submit)/ }).click();
    // The page says it, and a screen reader is told.
    await dialog
      .getByText(/^Thank you/)
      .last()
      .waitFor();
    await dialog.getByText('Stored as a test submission.').waitFor();
    await dialog.getByRole('link', { name: 'Open it' }).waitFor();
    await page.keyboard.press('Escape');

    const { body } = await app.admin<{ data: SubmissionPage }>('GET', `/switchboard/submissions?formId=${id}`);
    expect(body.data.rows).toMatchObject([{ isTest: true, values: { your_name: 'Ada', do_you_bring_guests: true } }]);
  });

  it('takes a type of field that the project registered, with its settings, and shows it', async () => {
    const { page } = desk;
    await addField('Page 1', /^Colour A colour from a palette/, 'Wall');
    await pane().getByRole('textbox', { name: 'Colour at first' }).fill('#00ff00');
    await pane().getByRole('tab', { name: 'Validation' }).click();
    await pane().getByRole('textbox', { name: 'not-a-colour' }).waitFor();
    await expectNoFaults();
    await desk.shot('builder-own-type');
    await button('Preview').click();
    const colour = page.getByRole('dialog', { name: 'Preview' }).getByLabel(/^Wall/);
    expect([await colour.getAttribute('type'), await colour.inputValue()]).toEqual(['color', '#00ff00']);
    await page.keyboard.press('Escape');
    await button('Save').click();
    await page.getByText('Form saved').first().waitFor();

    expect((await stored()).definition.pages[0]?.fields.at(-1)).toMatchObject({
      type: 'colour',
      key: 'wall',
      settings: { initial: '#00ff00' },
    });
  });

  it('is translated, and says what is missing', async () => {
    const { page } = desk;
    await page.getByRole('link', { name: 'Translations' }).click();
    await page.getByRole('combobox', { name: 'Language' }).click();
    await page.getByRole('option', { name: 'German' }).click();
    await button('Add language').click();
    await page.getByRole('textbox', { name: 'Your name, Label, in German' }).fill('Ihr Name');
    await page.getByText(/^\d+ missing$/).waitFor();
    await expectNoFaults();
    await button('Save').click();
    await page.getByText('Form saved').first().waitFor();
    expect((await stored()).definition.translations).toEqual({ de: { 'fields.your_name.label': 'Ihr Name' } });
  });

  it('has settings and connections that anybody can use', async () => {
    const { page } = desk;
    await page.getByRole('link', { name: 'Settings' }).last().click();
    await page.getByRole('heading', { name: 'Opening and limits' }).waitFor();
    await button('Add an e-mail').click();
    await page.getByRole('textbox', { name: 'Addresses' }).fill('harbour@example.com');
    await expectNoFaults();
    await button('Save').click();
    await page.getByText('Form saved').first().waitFor();
    expect((await stored()).definition.settings.notices[0]?.to).toEqual({ kind: 'addresses', addresses: ['harbour@example.com'] });

    await page.getByRole('link', { name: 'Connections' }).click();
    await page.getByRole('link', { name: 'New webhook' }).click();
    await page.getByRole('checkbox', { name: 'Harbour tour: Completed' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Harbour tour: Completed' }).isChecked()).toBe(true);
    expectNoErrors(desk, [REFUSED]);
  });

  it('shows a reader everything and lets nothing be changed', async () => {
    const token = await app.tokenWith([actionId('forms.read')]);
    const reader = await panel.open(app, `${FORMS}/${id}`, { token });
    await reader.page.getByRole('button', { name: 'View Your name' }).click();
    expect(await reader.page.getByRole('textbox', { name: 'Label', exact: true }).isDisabled()).toBe(true);
    expect(await reader.page.getByRole('button', { name: /^(Save|Publish|Undo|Delete .*|Add .*)$/ }).count()).toBe(0);
    expectNoErrors(reader);
    await reader.close();
  });

  it('can be read in dark German on a small screen', async () => {
    const small = await panel.open(app, `${FORMS}/${id}`, { theme: 'dark', width: 768, height: 1024, language: 'de' });
    await small.page.getByRole('button', { name: 'Your name bearbeiten' }).click();
    const dialog = small.page.getByRole('dialog', { name: 'Feldeinstellungen' });
    await dialog.getByRole('textbox', { name: 'Beschriftung' }).waitFor();
    expect(await accessibilityFaults(small.page, '[role="dialog"]')).toEqual([]);
    await small.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await accessibilityFaults(small.page, 'main')).toEqual([]);
    expect(await layoutFaults(small.page, 'main')).toEqual([]);
    await small.shot('builder-dark-768-de', { fullPage: true });
    await small.close();
  });
});
