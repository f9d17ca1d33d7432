import fs from 'node:fs';
import path from 'node:path';
import { ROOT, run } from './run.mjs';

const LOCK = path.join(ROOT, 'package-lock.json');
/** npm writes it at the end of each installation. */
const INSTALLED = path.join(ROOT, 'node_modules/.package-lock.json');

const isInstalled = () => fs.existsSync(INSTALLED) && fs.statSync(INSTALLED).mtimeMs >= fs.statSync(LOCK).mtimeMs;

/** Installs what the lock file asks for, where it is not there yet. Shows npm's own progress. Ends the process when npm fails. */
export const ensureInstalled = async () => {
  if (isInstalled()) return;
  const isFresh = !fs.existsSync(INSTALLED);
  console.log(
    isFresh ? 'Installing the dependencies (two to four minutes the first time) …' : 'The lock file is newer; installing …'
  );
  // On a fresh clone `npm ci`; otherwise an installation that keeps what is there.
  const { code } = await run('npm', [isFresh ? 'ci' : 'install', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) {
    console.error('npm could not install the dependencies; see above.');
    process.exit(1);
  }
  fs.utimesSync(INSTALLED, new Date(), new Date());
};
