import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { describeInBrowser, startBrowser, type AdminPanel, type OpenPage } from '../support/browser';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { expectNoErrors } from './errors';
import { shootWhenItFails } from './failures';

/** More tab stops than any screen has. */
const TOO_MANY = 250;

const REFUSED_DRAFT = /status of 400 .*\/switchboard\/(webhooks|preview)/;

/** Runs in the page: whether somebody who looks at it sees where the focus is, and sees that element at all. */
const seesFocus = (element: Element): string => {
  const box = element.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const top = document.elementFromPoint(x, y);
  if (!top || !(element.contains(top) || top.contains(element) || element.parentElement?.contains(top)))
    return 'is covered or out of sight';
  const around = [element, element.parentElement, element.parentElement?.parentElement].filter((one) => one instanceof Element);
  const isMarked = around.some((one) =>
    [null, '::after', '::before'].some((pseudo) => {
      const { outlineStyle, outlineWidth, boxShadow, borderWidth, content } = getComputedStyle(one, pseudo);
      // Strapi's own links draw a frame after themselves.
      const isFramed = pseudo !== null && content !== 'none' && parseFloat(borderWidth) > 0;
      return isFramed || (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    })
  );
  return isMarked || element.matches('input, textarea') ? '' : 'does not show that it has the focus';
};

describeInBrowser('a webhook without a mouse', () => {
  let app: RunningStrapi;
  let panel: AdminPanel;
  let desk: OpenPage;

  beforeAll(async () => {
    [app, panel] = await Promise.all([startStrapi({ withPanel: true }), startBrowser()]);
    desk = await panel.open(app, '/plugins/switchboard/webhooks');
  });

  afterAll(async () => {
    await panel?.close();
    await app?.stop();
  });

  shootWhenItFails('keyboard', () => ({ desk }));

  const press = (key: string) => desk.page.keyboard.press(key);
  const focused = () => desk.page.locator(':focus');
  const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

  /** Tabs on until the target has the focus; everything on the way has to show that it has it. */
  const tabTo = async (target: Locator, key = 'Tab') => {
    await target.first().waitFor();
    const unseen: string[] = [];
    for (let count = 0; count < TOO_MANY; count++) {
      await press(key);
      const isInside = await desk.page.evaluate(() => document.activeElement?.closest('main, [role="dialog"]') !== null);
      if (isInside) {
        const fault = await focused().evaluate(seesFocus);
        if (fault !== '') unseen.push(`${(await focused().evaluate((element) => element.outerHTML)).slice(0, 160)} ${fault}`);
      }
      if (await hasFocus(target.first())) {
        expect(unseen).toEqual([]);
        return;
      }
    }
    throw new Error(`${TOO_MANY} tab stops, and ${String(target)} never had the focus`);
  };

  it('opens the editor', async () => {
    await tabTo(desk.page.getByRole('link', { name: 'Create new webhook' }));
    await press('Enter');
    await desk.page.getByRole('heading', { level: 1, name: 'Create a webhook' }).waitFor();
  });

  it('goes through the form in the order it is read in', async () => {
    const { page } = desk;
    await page.getByRole('checkbox', { name: 'Article: Publish' }).waitFor();

    await tabTo(page.getByRole('textbox', { name: 'Name', exact: true }));
    await page.keyboard.type('By hand');
    await tabTo(page.getByRole('textbox', { name: 'Receiver URL 1' }));
    await page.keyboard.type('http://127.0.0.1:9/hook');
    await tabTo(page.getByRole('checkbox', { name: 'Article: Publish' }));
    await press('Space');
    await tabTo(page.getByRole('button', { name: 'Add condition' }));
    await press('Enter');
    await tabTo(page.getByRole('combobox', { name: 'Field', exact: true }));
    await page.keyboard.type('title');
    await press('Enter');
    await tabTo(page.getByRole('combobox', { name: 'Operator' }));
    await press('Enter');
    const option = (name: string) => page.getByRole('option', { name, exact: true }).and(page.locator(':focus'));
    await option('is').waitFor();
    await press('ArrowDown');
    await option('is not').waitFor();
    await press('Enter');
    await tabTo(page.getByRole('textbox', { name: 'Value' }));
    await page.keyboard.type('Draft');
    await page.getByText('Sent only if title is not “Draft”').waitFor();
    await desk.shot('keyboard-form');
  });

  it('keeps the focus inside of a dialog, and gives it back', async () => {
    const { page } = desk;
    const button = page.getByRole('button', { name: 'Code to verify' });
    await tabTo(button);
    await press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();

    const stops = new Set<string>();
    for (let count = 0; count < 15; count++) {
      await press('Tab');
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
      stops.add(await focused().evaluate((element) => element.outerHTML));
    }
    expect(stops.size).toBeGreaterThan(1);
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await hasFocus(button)).toBe(true);
  });

  it('saves, shows the secret and lets it be copied', async () => {
    const { page } = desk;
    await tabTo(page.getByRole('button', { name: 'Save', exact: true }), 'Shift+Tab');
    await press('Enter');

    const dialog = page.getByRole('dialog', { name: 'New signing secret' });
    await dialog.waitFor();
    await tabTo(dialog.getByRole('button', { name: 'Copy' }));
    await press('Enter');
    await dialog.getByRole('button', { name: 'Copied to the clipboard' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^whsec_/);
    await tabTo(dialog.getByRole('button', { name: 'I have stored it' }));
    await press('Enter');

    await page.getByRole('heading', { level: 1, name: 'By hand' }).waitFor();
    expectNoErrors(desk, [REFUSED_DRAFT]);
  });
});
