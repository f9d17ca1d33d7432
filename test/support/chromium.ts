import fs from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where Chromium is: `CHROMIUM_PATH`, or the first of the usual places; `null` where there is none. */
export const findChromium = (): string | null =>
  [process.env.CHROMIUM_PATH ?? '', ...PLACES].find((path) => path !== '' && fs.existsSync(path)) ?? null;
