import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { definition, field, form, page as pageOf, settings } from '../support/forms';
import { accessibilityFaults } from './accessibility';
import { everything } from './form-fixtures';
import { startFormStage, type FormStage, type Visit } from './form-stage';
import { FILLED, fillFirstPage, fillSecondPage, fillThirdPage, goOn } from './form-visitor';

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.className || '');
const statusOf = (page: Page) => page.locator('switchboard-form [role="status"]');

/** Ids that something points to and nobody has. */
const danglingIds = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'switchboard-form [aria-describedby], switchboard-form [aria-labelledby], switchboard-form label[for]'
      ),
    ]
      .flatMap((element) =>
        ['aria-describedby', 'aria-labelledby', 'for'].flatMap((name) => (element.getAttribute(name) ?? '').split(' '))
      )
      .filter((id) => id !== '' && document.getElementById(id) === null)
  );

describeInBrowser('a form on a site', () => {
  let stage: FormStage;
  let visit: Visit | undefined;
  let count = 0;

  beforeAll(async () => {
    stage = await startFormStage();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visit?.shot(`failed-form-${(count += 1)}`).catch(() => undefined);
    await visit?.close();
    visit = undefined;
  });
  afterAll(() => stage?.close());

  const open = async (key: string, where = '/', options = {}) => {
    visit = await stage.visit(`${where}${where.includes('?') ? '&' : '?'}form=${key}`, options);
    await visit.page.locator('.sbf-page').first().waitFor();
    return visit;
  };

  it('is filled in over three pages and stored once, as it was answered', async () => {
    const { id } = await stage.cms.publish(everything('whole'));
    const { page, errors } = await open('whole', '/?utm_campaign=spring');

    await fillFirstPage(page);
    await goOn(page, 'Details');
    await fillSecondPage(page);
    await goOn(page, 'Last things');
    await fillThirdPage(page);
    await page.getByLabel('Attachments').setInputFiles([
      { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear all') },
      { name: 'second.txt', mimeType: 'text/plain', buffer: Buffer.from('Kind regards') },
    ]);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you.').first().waitFor();

    const rows = await stage.cms.rows(id);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ state: 'complete', status: 'new', values: { ...FILLED, campaign: 'spring' } });
    expect(await stage.cms.files(id)).toMatchObject([{ name: 'letter.txt' }, { name: 'second.txt' }]);
    expect(await focused(page)).toContain('sbf-done');
    expect(errors).toEqual([]);
  });

  it('needs no mouse', async () => {
    const { id } = await stage.cms.publish(everything('keys'));
    const { page } = await open('keys');
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const write = (text: string) => page.keyboard.type(text);

    await page.getByLabel('Given name').focus();
    await write('Ada');
    await press('Tab');
    await write('Lovelace');
    await press('Tab');
    await write('ada@example.com');
    // Past phone and website to the first choice, which the space bar takes, and on with an arrow.
    await press('Tab', 'Tab', 'Tab', 'Space', 'ArrowDown', 'Tab');
    await write('12345678');
    await press('Enter');
    await eventually(async () => expect(await page.locator('.sbf-page-title').textContent()).toBe('Details'));
    await eventually(async () => expect(await focused(page)).toMatch(/pag_/));
    await page.getByLabel('Your message').focus();
    await write('By keyboard');
    for (let steps = 0; steps < 30 && (await focused(page)) !== 'sbf-button sbf-button--primary'; steps += 1) await press('Tab');
    await press('Enter');
    await eventually(async () => expect(await page.locator('.sbf-page-title').textContent()).toBe('Last things'));
    for (let steps = 0; steps < 30 && !(await focused(page)).endsWith('privacy'); steps += 1) await press('Tab');
    await press('Space');
    await press('Enter');
    await page.getByText('Thank you.').first().waitFor();

    expect(await stage.cms.rows(id)).toMatchObject([
      { values: { given_name: 'Ada', topic: 'a-complaint', order_number: '12345678', message: 'By keyboard' } },
    ]);
  });

  it.each([
    ['light', { colorScheme: 'light' as const }],
    ['dark', { colorScheme: 'dark' as const }],
    ['narrow', { viewport: { width: 320, height: 800 } }],
    ['magnified', { viewport: { width: 450, height: 450 }, deviceScaleFactor: 2 }],
  ])('has no accessibility faults in any of its states (%s)', async (look, options) => {
    const key = `axe-${look}`;
    await stage.cms.publish(everything(key));
    const { page, shot, errors } = await open(key, '/', options);
    const check = async (state: string) => {
      await shot(`form-${look}-${state}`);
      expect({ state, faults: await accessibilityFaults(page, 'main') }).toEqual({ state, faults: [] });
      expect({ state, dangling: await danglingIds(page) }).toEqual({ state, dangling: [] });
      const isWider = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      expect({ state, isWider }).toEqual({ state, isWider: false });
      const small = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            '.sbf :is(button, select, textarea, input:not([type="hidden"]), label.sbf-option, label.sbf-star)'
          ),
        ]
          .filter(
            (element) =>
              element.closest('.sbf-trap') === null && element.closest('label') === (element.tagName === 'LABEL' ? element : null)
          )
          .map((element) => [element.className, element.getBoundingClientRect()] as const)
          .filter(([, { width, height }]) => width > 0 && (width < 24 || height < 24))
          .map(([name]) => name)
      );
      expect({ state, small }).toEqual({ state, small: [] });
    };

    await check('first');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'There are 4 problems' }).waitFor();
    await check('faults');
    await fillFirstPage(page);
    await goOn(page, 'Details');
    await fillSecondPage(page);
    await check('second');
    await goOn(page, 'Last things');
    await fillThirdPage(page);
    await page.getByLabel('Attachments').setInputFiles([
      { name: 'a-name-that-goes-on-and-on-and-on-and-on-and-on.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear all') },
      { name: 'wrong.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
    ]);
    await page.getByText('“wrong.exe” must be a file of type pdf, txt.').first().waitFor();
    await check('third');
    await page.getByRole('button', { name: 'Remove wrong.exe' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you.').first().waitFor();
    await check('sent');
    expect(errors).toEqual([]);
  });

  it('names all faults at the top, leads to each field, and takes a fault back as soon as it is mended', async () => {
    await stage.cms.publish(everything('faults'));
    const { page } = await open('faults');
    const title = await page.title();

    await page.getByRole('button', { name: 'Continue' }).click();

    const summary = page.getByRole('group', { name: 'There are 4 problems' });
    expect(await focused(page)).toBe('sbf-summary');
    expect(await page.title()).toBe(`Error: ${title}`);
    const listed = await summary.getByRole('link').allTextContents();
    const inline = await page.locator('.sbf-fault').allTextContents();
    expect(inline).toEqual(listed.map((text) => `Error: ${text}`));

    await summary.getByRole('link').nth(2).click();
    expect(await focused(page)).toBe('sbf-faults-email');
    const email = page.getByLabel('E-mail address');
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    expect(await email.getAttribute('aria-describedby')).toBe('sbf-faults-email-hint sbf-faults-email-fault');

    await email.fill('ada@example.com');
    expect(await email.getAttribute('aria-invalid')).toBeNull();
    expect(await email.getAttribute('aria-describedby')).toBe('sbf-faults-email-hint');
    await page.getByRole('group', { name: 'There are 3 problems' }).waitFor();
  });

  it('says on leaving a field what is wrong with it, and not what is missing yet', async () => {
    await stage.cms.publish(everything('leaving'));
    const { page } = await open('leaving');

    await page.getByLabel('E-mail address').fill('ada');
    expect(await page.locator('.sbf-fault').count()).toBe(0);
    await page.getByLabel('Given name').focus();
    await page.getByLabel('Family name').focus();

    expect(await page.locator('.sbf-fault').allTextContents()).toEqual([
      'Error: “E-mail address” must be an e-mail address, such as name@example.com.',
    ]);
    await eventually(async () => expect(await statusOf(page).textContent()).toContain('must be an e-mail address'));
    expect(await page.locator('.sbf-summary').count()).toBe(0);
  });

  it('shows what a condition asks for, says so politely, leaves the focus alone, and drops what is hidden again', async () => {
    const { id } = await stage.cms.publish(everything('conditions'));
    const { page } = await open('conditions');
    const order = page.getByLabel('Order number');

    expect(await order.isVisible()).toBe(false);
    await fillFirstPage(page);
    expect(await order.isVisible()).toBe(true);
    expect(await order.getAttribute('required')).toBe('');
    await eventually(async () => expect(await statusOf(page).textContent()).toBe('Now also asked: Order number'));

    await page.getByLabel('A job').check();
    expect(await focused(page)).toBe('sbf-conditions-topic-2');
    expect(await order.isVisible()).toBe(false);
    await eventually(async () => expect(await statusOf(page).textContent()).toBe('No longer asked: Order number'));

    await goOn(page, 'Details');
    await fillSecondPage(page);
    await goOn(page, 'Last things');
    await fillThirdPage(page);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you.').first().waitFor();
    const [row] = await stage.cms.rows(id);
    expect(row?.values).toMatchObject({ topic: 'a-job' });
    expect(row?.values).not.toHaveProperty('order_number');
  });

  it('goes back without losing anything, and tells where it is', async () => {
    await stage.cms.publish(everything('back'));
    const { page } = await open('back');

    await fillFirstPage(page);
    await goOn(page, 'Details');
    // What the answers before it showed may be said in one breath with it.
    await eventually(async () => expect(await statusOf(page).textContent()).toMatch(/(?:^| )Page 2 of 3$/));
    expect(await focused(page)).toMatch(/^sbf-back-pag_/);
    await page.getByLabel('Your message').fill('Kept');
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('heading', { name: 'About you' }).waitFor();
    expect(await page.getByLabel('Given name').inputValue()).toBe('Ada');
    expect(await page.getByLabel('A complaint').isChecked()).toBe(true);
    await goOn(page, 'Details');
    expect(await page.getByLabel('Your message').inputValue()).toBe('Kept');
  });

  it('puts what only the server found at its field, on the page of that field', async () => {
    await stage.cms.publish(everything('server'));
    const { page } = await open('server');

    await fillFirstPage(page);
    await goOn(page, 'Details');
    await fillSecondPage(page);
    await goOn(page, 'Last things');
    await fillThirdPage(page);
    // By its name a PDF; only the server looks into it.
    await page
      .getByLabel('Attachments')
      .setInputFiles([{ name: 'not.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ\0\0not a pdf') }]);
    await page.getByRole('button', { name: 'Send' }).click();

    await page.getByRole('group', { name: 'There is a problem' }).waitFor();
    expect(await page.locator('[data-field="attachments"] .sbf-fault').textContent()).toContain('not.pdf');
    await page.getByRole('button', { name: 'Remove not.pdf' }).click();
    expect(await page.locator('.sbf-fault').count()).toBe(0);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you.').first().waitFor();
  });

  it('keeps everything without a connection, and sends it once when there is one again', async () => {
    const { id } = await stage.cms.publish(form('offline', [field('name', { label: 'Name', isRequired: true })]));
    const { page } = await open('offline');
    const keys: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/submissions'))
        keys.push(new URLSearchParams(request.postData() ?? '').get('_key') ?? '');
    });

    await page.getByLabel('Name').fill('Ada');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').getByText('There is no connection').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada');

    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you.').first().waitFor();
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(await stage.cms.rows(id)).toHaveLength(1);
  });

  it('is stored once when the answer is lost and it is sent again', async () => {
    const { id } = await stage.cms.publish(form('lost', [field('name', { label: 'Name' })]));
    const { page } = await open('lost');
    let isFirst = true;
    await page.route('**/submissions', async (route) => {
      if (!isFirst) return route.continue();
      isFirst = false;
      await route.fetch();
      await route.abort();
    });

    await page.getByLabel('Name').fill('Ada');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').getByText('could not be sent').waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you.').first().waitFor();

    expect(await stage.cms.rows(id)).toHaveLength(1);
  });

  it('is stored once when the page is left while it is sent, and sent again after that', async () => {
    const { id } = await stage.cms.publish(form('left', [field('name', { label: 'Name' })]));
    const { page } = await open('left');
    let hasArrived = false;
    await page.route('**/submissions', async (route) => {
      if (hasArrived) return route.continue();
      await route.fetch();
      hasArrived = true;
    });

    await page.getByLabel('Name').fill('Ada');
    await page.getByRole('button', { name: 'Send' }).click();
    await eventually(() => hasArrived);
    await page.reload();
    await eventually(async () => expect(await page.getByLabel('Name').inputValue()).toBe('Ada'));
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you.').first().waitFor();

    expect(await stage.cms.rows(id)).toHaveLength(1);
  });

  it('is sent once by a double click', async () => {
    const { id } = await stage.cms.publish(form('double', [field('name', { label: 'Name' })]));
    const { page } = await open('double');

    await page.getByLabel('Name').fill('Ada');
    await page.getByRole('button', { name: 'Send' }).dblclick();
    await page.getByText('Thank you.').first().waitFor();

    expect(await stage.cms.rows(id)).toHaveLength(1);
  });

  it('survives a reload where the site wants it', async () => {
    await stage.cms.publish(everything('draft'));
    const { page } = await open('draft');

    await fillFirstPage(page);
    await goOn(page, 'Details');
    await page.getByLabel('Your message').fill('Half a sentence');
    await page.reload();

    await page.getByRole('heading', { name: 'Details' }).waitFor();
    expect(await page.getByLabel('Your message').inputValue()).toBe('Half a sentence');
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await page.getByLabel('Given name').inputValue()).toBe('Ada');
  });

  it('stores page by page where the form says so, and goes on elsewhere by its token', async () => {
    const { id } = await stage.cms.publish(everything('partial', { storesPartial: true }));
    const first = await open('partial');
    await fillFirstPage(first.page);
    await goOn(first.page, 'Details');
    await fillSecondPage(first.page);
    await goOn(first.page, 'Last things');
    const token = await first.page.evaluate(() => document.querySelector('switchboard-form')?.mounted?.resumeToken ?? '');
    expect(await stage.cms.rows(id)).toMatchObject([{ state: 'partial', values: { given_name: 'Ada', country: 'sweden' } }]);
    await first.close();

    const second = await open('partial');
    await second.page.evaluate((resume) => document.querySelector('switchboard-form')?.setAttribute('resume', resume), token);
    await second.page.getByRole('heading', { name: 'Last things' }).waitFor();
    await second.page.getByRole('button', { name: 'Back' }).click();
    expect(await second.page.getByLabel('Leaf').isChecked()).toBe(true);
    await goOn(second.page, 'Last things');
    await fillThirdPage(second.page);
    await second.page
      .getByLabel('Attachments')
      .setInputFiles([{ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') }]);
    await second.page.getByRole('button', { name: 'Send' }).click();
    await second.page.getByText('Thank you.').first().waitFor();

    expect(await stage.cms.rows(id)).toMatchObject([{ state: 'complete', values: FILLED }]);
  });

  it('keeps files that a page has stored, and lets them be removed', async () => {
    const files = field('papers', { type: 'file', label: 'Papers', settings: { accept: ['txt'], maxFiles: 3 } });
    const pages = [pageOf([files], { title: 'Files' }), pageOf([field('name', { label: 'Name' })], { title: 'Name' })];
    const { id } = await stage.cms.publish(
      form('papers', [], { definition: definition(pages, { settings: settings({ storesPartial: true, nextLabel: 'Continue' }) }) })
    );
    const { page } = await open('papers');

    await page.getByLabel('Papers').setInputFiles([
      { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') },
      { name: 'b.txt', mimeType: 'text/plain', buffer: Buffer.from('b') },
    ]);
    await goOn(page, 'Name');
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Remove a.txt' }).click();
    expect(await focused(page)).toBe('sbf-remove');
    await goOn(page, 'Name');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you.').first().waitFor();

    expect(await stage.cms.files(id)).toMatchObject([{ name: 'b.txt' }]);
  });

  it('shows that a person sent it: time, trap and proof of work, in a worker or without', async () => {
    const spam = { ...settings().spam, honeypot: true, proofOfWork: true };
    const { id } = await stage.cms.publish(
      form('proof', [field('name', { label: 'Name' })], {
        definition: definition([pageOf([field('name', { label: 'Name' })])], { settings: settings({ spam }) }),
      })
    );
    for (const worker of ['allowed', 'forbidden']) {
      const { page, close } = await open('proof');
      if (worker === 'forbidden') {
        await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker'));
        await page.reload();
      }
      await page.getByLabel('Name').fill(worker);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText('Thank you.').first().waitFor();
      await close();
    }

    expect(await stage.cms.rows(id)).toMatchObject([
      { status: 'new', values: { name: 'allowed' } },
      { status: 'new', values: { name: 'forbidden' } },
    ]);
  });

  it('loads a captcha only where one is configured, and sends what it gave', async () => {
    await stage.cms.publish(form('captcha', [field('name', { label: 'Name' })]));
    // The site's policy knows nothing of a captcha; a site with one has its provider in it.
    const { page } = await open('captcha', '/', { bypassCSP: true });
    const widget = `globalThis.turnstile = { render: (slot, { sitekey, callback }) => {
      const button = document.createElement('button'); button.type = 'button'; button.textContent = 'I am human';
      button.onclick = () => callback('token of ' + sitekey); slot.append(button); return 'id'; }, reset() {} };`;
    const loaded: string[] = [];
    await page.route('https://challenges.cloudflare.com/**', (route) => {
      loaded.push(route.request().url());
      return route.fulfill({ contentType: 'text/javascript', body: widget });
    });
    await page.getByLabel('Name').fill('Ada');
    expect(loaded).toEqual([]);

    await page.route(
      (url) => url.pathname === '/api/switchboard/forms/captcha',
      async (route) => {
        const response = await route.fetch();
        const { data } = (await response.json()) as { data: { spam: object } };
        return route.fulfill({
          response,
          json: { data: { ...data, spam: { ...data.spam, captcha: { kind: 'turnstile', siteKey: 'site-1' } } } },
        });
      }
    );
    await page.reload();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Please confirm that you are human.').waitFor();
    await page.getByRole('button', { name: 'I am human' }).click();
    const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/submissions'));
    await page.getByRole('button', { name: 'Send' }).click();

    expect(new URLSearchParams((await sent).postData() ?? '').get('_captcha')).toBe('token of site-1');
    expect(loaded).toHaveLength(1);
  });

  it('says when it is closed, and when it cannot be had', async () => {
    const closed = settings({ closesAt: '2020-01-01T00:00:00.000Z', closedMessage: 'We are done for this year.' });
    await stage.cms.publish(
      form('closed', [], { definition: definition([pageOf([field('name')])], { settings: closed }), title: 'Survey' })
    );
    visit = await stage.visit('/?form=closed');
    await visit.page.getByText('We are done for this year.').waitFor();
    expect(await visit.page.locator('form').count()).toBe(0);

    await visit.page.goto(`${stage.siteUrl}/?form=never-was`);
    await visit.page.getByRole('paragraph').getByText('The form could not be loaded.').waitFor();
    await stage.cms.publish(form('never-was', [field('name', { label: 'Name' })]));
    await visit.page.getByRole('button', { name: 'Try again' }).click();
    await visit.page.getByLabel('Name').waitFor();
  });

  it('speaks the visitor’s language, from right to left where it is written so', async () => {
    const translations = { de: { title: 'Kontakt', 'fields.name.label': 'Name und Vorname' }, ar: { title: 'اتصل بنا' } };
    const fields = [field('name', { label: 'Name', isRequired: true })];
    await stage.cms.publish(
      form('languages', [], { definition: definition([pageOf(fields)], { translations, settings: settings({ submitLabel: '' }) }) })
    );
    const german = await open('languages', '/?locale=de');
    await german.page.getByRole('button', { name: 'Senden' }).click();
    await german.page.getByRole('heading', { name: 'Es gibt ein Problem' }).waitFor();
    expect(await german.page.locator('.sbf').getAttribute('lang')).toBe('de');
    await german.close();

    const arabic = await open('languages', '/?locale=ar');
    expect(await arabic.page.locator('.sbf').getAttribute('dir')).toBe('rtl');
    await arabic.shot('form-rtl');
  });

  it('tells the page what happens, and can be kept from going on to a redirect', async () => {
    const success = { kind: 'redirect', url: '/react' } as const;
    const pages = [
      pageOf([field('name', { label: 'Name', isRequired: true })], { title: 'One' }),
      pageOf([field('more', { label: 'More' })], { title: 'Two' }),
    ];
    await stage.cms.publish(
      form('events', [], { definition: definition(pages, { settings: settings({ success, nextLabel: 'Continue' }) }) })
    );
    const { page } = await open('events');
    await page.evaluate(() => {
      const told: string[] = [];
      Object.assign(globalThis, { told });
      for (const name of ['change', 'page', 'submitted', 'fault', 'failed'])
        document.addEventListener(`switchboard:${name}`, (event) => {
          told.push(name);
          if (name === 'submitted' && !location.hash) event.preventDefault();
        });
    });

    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Name').fill('Ada');
    await goOn(page, 'Two');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.sbf-done').waitFor();

    const told = await page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
    expect([...new Set(told)]).toEqual(['fault', 'change', 'page', 'submitted']);
    expect(new URL(page.url()).pathname).toBe('/');
  });
});
