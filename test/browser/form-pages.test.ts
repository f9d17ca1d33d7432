import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { SwitchboardFormElement } from '../../packages/switchboard-forms/src';
import { describeInBrowser } from '../support/browser';
import { definition, field, form, page as pageOf, settings } from '../support/forms';
import { accessibilityFaults } from './accessibility';
import { everything } from './form-fixtures';
import { startFormStage, type FormStage, type Visit } from './form-stage';
import { FILLED, fillFirstPage, fillSecondPage, fillThirdPage, goOn } from './form-visitor';

describeInBrowser('the pages of the playground’s site', () => {
  let stage: FormStage;
  let visit: Visit | undefined;

  beforeAll(async () => {
    stage = await startFormStage();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visit?.shot('failed-form-page').catch(() => undefined);
    await visit?.close();
    visit = undefined;
  });
  afterAll(() => stage?.close());

  it('shows a form without any script: all pages as sections, sent by the browser itself', async () => {
    const { id } = await stage.cms.publish(everything('plain'));
    visit = await stage.visit('/html?form=plain', { javaScriptEnabled: false });
    const { page, shot } = visit;

    expect(await page.locator('section.sbf-page').count()).toBe(3);
    await shot('form-plain');
    await fillFirstPage(page);
    await fillSecondPage(page);
    await fillThirdPage(page);
    await page
      .getByLabel('Attachments')
      .setInputFiles([{ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear all') }]);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you.').waitFor();

    expect(await stage.cms.rows(id)).toMatchObject([{ state: 'complete', values: FILLED }]);
    expect(await stage.cms.files(id)).toMatchObject([{ name: 'letter.txt' }]);
  });

  it('is given again without a script, with all answers and what is wrong with them', async () => {
    const { id } = await stage.cms.publish(everything('plain-again'));
    visit = await stage.visit('/html?form=plain-again', { javaScriptEnabled: false });
    const { page, shot } = visit;

    await fillFirstPage(page);
    await page.getByLabel('Order number').fill('12');
    await fillSecondPage(page);
    await fillThirdPage(page);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    await shot('form-plain-faults');
    expect(await page.title()).toBe('Error: Contact us');
    expect(await page.getByLabel('Your message').inputValue()).toBe('It came broken.');
    await page.getByRole('link', { name: 'An order number has eight digits.' }).click();
    await page.getByLabel('Order number').fill('12345678');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you.').waitFor();

    expect(await stage.cms.rows(id)).toMatchObject([{ values: FILLED }]);
  });

  it('has no accessibility faults as plain HTML', async () => {
    await stage.cms.publish(everything('plain-axe'));
    visit = await stage.visit('/html?form=plain-axe');
    const { page } = visit;
    // As it came from the server: no script of ours has run.
    await page.route('**/forms.js', (route) => route.abort());
    await page.reload();
    await page.locator('form[action]').waitFor();

    expect(await accessibilityFaults(page, 'main')).toEqual([]);
  });

  it('takes over a form that a server drew, with what was typed before the script came', async () => {
    await stage.cms.publish(everything('taken-over'));
    visit = await stage.visit('/');
    const { page } = visit;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/forms.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${stage.siteUrl}/html?form=taken-over`, { waitUntil: 'commit' });
    await page.getByLabel('Given name').fill('Ada');
    await page.getByLabel('A job').check();
    release();

    await page.locator('form[novalidate]').waitFor();
    expect(await page.locator('section.sbf-page').count()).toBe(1);
    expect(await page.getByLabel('Given name').inputValue()).toBe('Ada');
    expect(await page.getByLabel('A job').isChecked()).toBe(true);
  });

  it('shows a form as a React component, which tells the page where it is', async () => {
    const { id } = await stage.cms.publish(everything('react'));
    visit = await stage.visit('/react?form=react');
    const { page, errors, shot } = visit;

    await page.getByLabel('Given name').waitFor();
    await shot('form-react');
    await fillFirstPage(page);
    await goOn(page, 'Details');
    expect(await page.getByTestId('place').textContent()).toBe('2/3');
    await fillSecondPage(page);
    await goOn(page, 'Last things');
    await fillThirdPage(page);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByTestId('receipt').waitFor();

    const [row] = await stage.cms.rows(id);
    expect(await page.getByTestId('receipt').textContent()).toBe(row?.document_id);
    expect(row?.values).toMatchObject(FILLED);
    expect(errors).toEqual([]);
  });

  it('is as large as the text around it, in a shadow tree too, where its links still lead to its fields', async () => {
    await stage.cms.publish(form('shadow', [field('name', { label: 'Name', isRequired: true })]));
    visit = await stage.visit('/?form=shadow');
    const { page } = visit;
    await page.getByLabel('Name').waitFor();
    await page.evaluate(() => {
      const host = document.createElement('div');
      const form = document.querySelector('switchboard-form')!;
      document.documentElement.style.fontSize = '10px';
      document.body.replaceChildren(host);
      host.attachShadow({ mode: 'open' }).append(form.cloneNode(false));
    });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('link', { name: '“Name” must be filled in.' }).click();

    const name = page.getByLabel('Name');
    expect(await name.evaluate((input) => input.matches(':focus'))).toBe(true);
    expect(await name.evaluate((input) => getComputedStyle(input).fontSize)).toBe('16px');
    expect((await name.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  });

  it('keeps what was typed when it is moved on the page or comes in another language, and forgets it when it begins anew', async () => {
    await stage.cms.publish(form('moved', [field('name', { label: 'Name' })]));
    visit = await stage.visit('/html?form=moved');
    const { page, errors } = visit;
    const name = page.getByLabel('Name');
    const redrawn = async (change: (element: SwitchboardFormElement) => unknown) => {
      await page.evaluate(() => document.querySelector('.sbf')?.setAttribute('data-old', ''));
      await page.locator('switchboard-form').evaluate(change);
      await page.locator('.sbf:not([data-old])').waitFor();
    };
    await page.locator('[role="status"]').waitFor({ state: 'attached' });
    await name.fill('Ada');

    await page.evaluate(() => document.body.append(document.querySelector('switchboard-form')!));
    expect(await name.inputValue()).toBe('Ada');
    await redrawn((element) => element.setAttribute('heading-level', '3'));
    expect(await name.inputValue()).toBe('Ada');
    await redrawn((element) => element.mounted?.reset());
    expect(await name.inputValue()).toBe('');
    expect(errors).toEqual([]);
  });

  it('makes a page no wider where the form is written from right to left', async () => {
    const spam = { ...settings().spam, honeypot: true };
    const made = definition([pageOf([field('name', { label: 'الاسم' })])], { locale: 'ar', settings: settings({ spam }) });
    await stage.cms.publish(form('arabic', [], { definition: made }));
    visit = await stage.visit('/?form=arabic&locale=ar');
    const { page } = visit;
    await page.getByLabel('الاسم').waitFor();

    expect(await page.locator('.sbf').getAttribute('dir')).toBe('rtl');
    const isWider = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect(isWider).toBe(false);
  });

  it('shows two forms on one page without sharing an id', async () => {
    await stage.cms.publish(
      form('twin', [field('name', { label: 'Name' })], {
        definition: definition([pageOf([field('name', { label: 'Name' })])], { settings: settings() }),
      })
    );
    visit = await stage.visit('/?form=twin');
    const { page } = visit;
    await page.getByLabel('Name').waitFor();
    await page.evaluate(() => document.querySelector('main')?.append(document.querySelector('switchboard-form')!.cloneNode(false)));
    await page.getByLabel('Name').nth(1).waitFor();

    const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(await page.locator('link[href$="/api/switchboard/forms.css"]').count()).toBe(1);
    await page.getByLabel('Name').nth(1).fill('Second');
    await page.getByRole('button', { name: 'Send' }).nth(1).click();
    await page.getByText('Thank you.').first().waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).count()).toBe(1);
  });
});
