import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubmissionPage } from '../../shared/contracts/form';
import { describeInBrowser, startBrowser, type AdminPanel, type OpenPage, type PageOptions } from '../support/browser';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { accessibilityFaults } from './accessibility';
import { errorsOf } from './errors';
import { layoutFaults } from './layout';
import { EMPTY_SCREENS, failEveryRead, failing, formScreensOf, screensOf, type Screen } from './screens';
import { seed } from './seed';
import { publishContact, sendLetters } from './seed-letters';
import { untranslated, type Language } from './texts';

interface Look extends PageOptions {
  readonly language: Language;
  /** What themes and markup can break is asked in the other looks; it is most of the time. */
  readonly isAboutTexts?: true;
}

/** Each theme, width and language is seen on every screen; all of their combinations would say little more. PICTURES=1 keeps a picture of each. */
const LOOKS: readonly Look[] = [
  { theme: 'light', width: 1440, language: 'en' },
  { theme: 'dark', width: 768, height: 1024, language: 'de' },
  { theme: 'light', width: 768, height: 1024, language: 'fr', isAboutTexts: true },
  // For the eye alone: no rule would find more.
  ...(process.env.PICTURES ? [{ theme: 'dark', width: 1440, language: 'en' } as const] : []),
];

describeInBrowser('every screen', () => {
  let app: RunningStrapi;
  let panel: AdminPanel;
  let receiver: Receiver;

  beforeAll(async () => {
    [app, panel, receiver] = await Promise.all([startStrapi({ withPanel: true }), startBrowser(), startReceiver()]);
  });

  afterAll(async () => {
    await panel?.close();
    await app?.stop();
    await receiver?.close();
  });

  /** Everything that is wrong with a screen, all at once: whoever mends one wants to know the others. */
  const faultsOf = async (screen: Screen, page: OpenPage, { language, isAboutTexts }: Look): Promise<string[]> => {
    await page.go(screen.where);
    const late = await screen.ready(page.page).then(
      () => [],
      (error: Error) => [error.message]
    );
    if (late.length > 0) return late.map((fault) => `${screen.name}: ${fault}`);
    return [
      ...(await layoutFaults(page.page, screen.scope)),
      ...(isAboutTexts ? [] : await accessibilityFaults(page.page, screen.scope)),
      ...(await untranslated(page.page, screen.scope, language))
        .filter((text) => !screen.notOurs?.includes(text))
        .map((text) => `not translated: ${text}`),
    ].map((fault) => `${screen.name}: ${fault}`);
  };

  const faultsOfAll = async (screens: readonly Screen[], open: OpenPage, how: Look): Promise<string[]> => {
    const faults: string[] = [];
    for (const screen of screens) {
      const found = await faultsOf(screen, open, how);
      faults.push(...found);
      if (found.length > 0 || process.env.PICTURES) await open.shot(`${screen.name}-${how.theme}-${how.width}-${how.language}`);
    }
    return faults;
  };

  const look = async (screens: readonly Screen[], how: Look) => {
    const open = await panel.open(app, screens[0]!.where, how);
    const faults = await faultsOfAll(screens, open, how);
    expect([...faults, ...errorsOf(open)]).toEqual([]);
    await open.close();
  };

  const lookAtFailures = async (screens: readonly Screen[], how: Look) => {
    const open = await panel.open(app, '/', how);
    await failEveryRead(open.page);
    expect(await faultsOfAll(failing(screens), open, how)).toEqual([]);
    await open.close();
  };

  // One after the other: side by side on two cores each would take as long as all of them.
  const named = LOOKS.map((how) => [`${how.theme}, ${how.width} px, ${how.language}`, how] as const);

  it.each(named)('has nothing to hide while there is nothing to show: %s', async (_name, how) => {
    await look(EMPTY_SCREENS, how);
  });

  describe('with a site at work', () => {
    let screens: readonly Screen[];

    beforeAll(async () => {
      screens = screensOf(await seed(app, receiver));
    });

    it('says what went wrong where nothing can be loaded', async () => {
      await lookAtFailures(screens, LOOKS[0]!);
    });

    it.each(named)('is readable, reachable and translated: %s', async (_name, how) => {
      await look(screens, how);
    });
  });

  describe('with forms', () => {
    let screens: readonly Screen[];

    beforeAll(async () => {
      const formId = await publishContact(app);
      const made = await app.admin('POST', '/switchboard/webhooks', {
        name: 'Letters desk',
        receivers: [`${receiver.url}/letters`],
        events: [{ type: 'form.submission.*', uid: 'form:contact' }],
      });
      expect(made.status).toBe(201);
      await sendLetters(app);
      const { body } = await app.admin<{ data: SubmissionPage }>(
        'GET',
        `/switchboard/submissions?formId=${formId}&search=Lovelace`
      );
      screens = formScreensOf(formId, body.data.rows[0]!.id);
    });

    it.each(named)('is readable, reachable and translated: %s', async (_name, how) => {
      await look(screens, how);
    });

    it('says what went wrong where nothing can be loaded', async () => {
      await lookAtFailures(screens, LOOKS[1]!);
    });
  });
});
