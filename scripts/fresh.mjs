import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './run.mjs';

const STAMPS = path.join(ROOT, '.cache/builds');
const LEFT_BEHIND = new Set(['node_modules', 'dist', 'build', '.cache', '.strapi', '.tmp', 'uploads', 'generated']);

const hashInto = (hash, relative) => {
  const absolute = path.join(ROOT, relative);
  if (!fs.existsSync(absolute)) return;
  if (fs.statSync(absolute).isDirectory()) {
    const names = fs.readdirSync(absolute).filter((name) => !LEFT_BEHIND.has(name));
    for (const name of names.sort()) hashInto(hash, path.join(relative, name));
    return;
  }
  hash.update(relative).update('\0').update(fs.readFileSync(absolute)).update('\0');
};

/**
 * Builds something unless its outputs are there and its sources are those of the last time.
 * @param {{ name: string, sources: string[], outputs: string[], build: () => Promise<void> }} target paths relative to the root
 */
export const ensureBuilt = async ({ name, sources, outputs, build }) => {
  const hash = createHash('sha256');
  for (const source of sources) hashInto(hash, source);
  const now = hash.digest('hex');
  const stamp = path.join(STAMPS, name);
  const isBuilt = outputs.every((output) => fs.existsSync(path.join(ROOT, output)));
  if (isBuilt && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === now) return;
  await build();
  fs.mkdirSync(STAMPS, { recursive: true });
  fs.writeFileSync(stamp, now);
};
