import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The repository root. */
export const ROOT = path.resolve(__dirname, '../..');

const CACHE = path.join(ROOT, '.cache/tests');
const KEPT_PER_KIND = 8;
const IGNORED = new Set(['node_modules', 'dist', '.tmp', '.cache', '.strapi', 'build', 'uploads', 'generated']);

/** The source files below the given paths (relative to the root), sorted; what builds and runs leave behind is not one. */
export const sourcesOf = (paths: readonly string[]): string[] => {
  const walk = (relative: string): string[] => {
    const absolute = path.join(ROOT, relative);
    const isFolder = fs.statSync(absolute, { throwIfNoEntry: false })?.isDirectory();
    if (isFolder === undefined) return [];
    if (!isFolder) return [relative];
    const names = fs.readdirSync(absolute).filter((name) => !IGNORED.has(name));
    return names.flatMap((name) => walk(path.join(relative, name)));
  };
  return paths.flatMap(walk).sort();
};

const fingerprint = (files: readonly string[], also: string): string => {
  const hash = createHash('sha256').update(also);
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(fs.readFileSync(path.join(ROOT, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Two builds at once would only be slower. A lock whose owner died is taken over. */
const withLock = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const file = path.join(CACHE, `${name}.lock`);
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      const owner = Number(fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : 0);
      if (owner && !isAlive(owner)) fs.rmSync(file, { force: true });
      await pause(100);
    }
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
};

const forgetOld = (kind: string) => {
  const ofKind = fs.readdirSync(CACHE).filter((name) => new RegExp(`^${kind}-[0-9a-f]{16}$`).test(name));
  const byAge = ofKind.map((name) => path.join(CACHE, name)).sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs);
  for (const folder of byAge.slice(KEPT_PER_KIND)) fs.rmSync(folder, { recursive: true, force: true });
};

export interface Artifact {
  /** First part of the folder's name. */
  readonly kind: string;
  /** Sources it is made from, relative to the root; files or folders. They are copied before `make` runs. */
  readonly from: readonly string[];
  /** What else decides over the result. */
  readonly also?: string;
  /** Makes the rest inside the folder. */
  readonly make: (folder: string) => Promise<void>;
}

/**
 * A folder made once for each state of its sources, and never changed afterwards: a run that started keeps what it started with while
 * somebody edits or builds. Below the root, so that Node finds the same node_modules.
 */
export const artifact = async ({ kind, from, also = '', make }: Artifact): Promise<string> => {
  fs.mkdirSync(CACHE, { recursive: true });
  return withLock(kind, async () => {
    const files = sourcesOf(from);
    const folder = path.join(CACHE, `${kind}-${fingerprint(files, also)}`);
    if (fs.existsSync(folder)) {
      fs.utimesSync(folder, new Date(), new Date());
      return folder;
    }
    const draft = path.join(CACHE, `draft-${kind}-${process.pid}`);
    fs.rmSync(draft, { recursive: true, force: true });
    for (const file of files) fs.cpSync(path.join(ROOT, file), path.join(draft, file));
    await make(draft);
    fs.renameSync(draft, folder);
    forgetOld(kind);
    return folder;
  });
};
