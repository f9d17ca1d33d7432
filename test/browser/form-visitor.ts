import type { Page } from 'playwright-core';

/** Fills in the pages of `everything`, as somebody would who gives all that is asked for. */
export const fillFirstPage = async (page: Page): Promise<void> => {
  await page.getByLabel('Given name').fill('Ada');
  await page.getByLabel('Family name').fill('Lovelace');
  await page.getByLabel('E-mail address').fill('ada@example.com');
  await page.getByLabel('A complaint').check();
  await page.getByLabel('Order number').fill('12345678');
};

export const fillSecondPage = async (page: Page): Promise<void> => {
  await page.getByLabel('Your message').fill('It came broken.');
  await page.getByLabel('Country').selectOption('sweden');
  await page.getByLabel('Date of birth').fill('1990-12-10');
  await page.getByLabel('Amount').fill('12.50');
  await page.getByLabel('Phone', { exact: true }).check();
  await page.getByLabel('Letter').check();
  await page.getByLabel('Leaf').check();
};

export const fillThirdPage = async (page: Page): Promise<void> => {
  // The star lies over its radio, as it does for a mouse.
  await page.locator('label.sbf-star').nth(3).click();
  await page.getByRole('group', { name: 'May we write to you again?' }).getByLabel('Yes').check();
  await page.getByRole('switch', { name: 'Daily digest' }).check();
  await page.getByRole('checkbox', { name: 'Privacy' }).check();
};

/** Goes on to the page with this heading. */
export const goOn = async (page: Page, heading: string): Promise<void> => {
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: heading }).waitFor();
};

/** What the answers of all three come to. */
export const FILLED = {
  given_name: 'Ada',
  family_name: 'Lovelace',
  email: 'ada@example.com',
  topic: 'a-complaint',
  order_number: '12345678',
  message: 'It came broken.',
  country: 'sweden',
  born: '1990-12-10',
  amount: '12.50',
  channels: ['phone', 'letter'],
  colour: 'leaf',
  stars: 4,
  again: true,
  digest: true,
  privacy: { granted: true, version: 2, text: 'I agree that my answers are kept for a year.' },
};
