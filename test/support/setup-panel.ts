import { findChromium } from './chromium';
import { prepareApp, preparePanel, preparePlugin } from './prepare';

/** Runs once before the suites in a browser: as `setup.ts`, with an admin panel. */
export const setup = async () => {
  if (!findChromium()) return;
  process.env.SWITCHBOARD_TEST_PLUGIN = await preparePlugin();
  process.env.SWITCHBOARD_TEST_PANEL = await preparePanel();
  // Of suites that look at sites, not at the panel.
  process.env.SWITCHBOARD_TEST_APP = await prepareApp();
};
