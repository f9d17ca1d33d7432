import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Gives this process a system's temporary folder of its own, and answers the one in it where forms keep uploads under way: others that run on the
 * same machine must not look like something that was left behind. Before a Strapi starts.
 */
export const ownUploadFolder = (): { readonly leftBehind: () => readonly string[]; readonly remove: () => void } => {
  const own = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-'));
  process.env['TMPDIR'] = own;
  const folder = path.join(own, `switchboard-forms-${os.userInfo().uid}`);
  return {
    leftBehind: () => (fs.existsSync(folder) ? fs.readdirSync(folder) : []),
    remove: () => fs.rmSync(own, { recursive: true, force: true }),
  };
};
