import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** No request lasts this long: what is older was left by a process that died. */
const LEFT_BEHIND_MS = 3_600_000;

/** A folder for uploads under way, shared by the processes of one machine. */
export interface TempFolder {
  /** A path for a new file. Makes the folder where a cleaner of the system took it away. */
  newPath(): Promise<string>;
  remove(paths: readonly string[]): Promise<void>;
  /** Removes what processes that died have left: what is too old to be under way. */
  sweep(nowMs: number): Promise<void>;
}

export const createTempFolder = (folder: string): TempFolder => ({
  async newPath() {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return path.join(folder, randomUUID());
  },
  async remove(paths) {
    await Promise.all(paths.map((file) => rm(file, { force: true })));
  },
  async sweep(nowMs) {
    const names = await readdir(folder).catch((): string[] => []);
    for (const name of names) {
      const file = path.join(folder, name);
      const found = await stat(file).catch(() => null);
      if (found?.isFile() && nowMs - found.mtimeMs > LEFT_BEHIND_MS) await rm(file, { force: true });
    }
  },
});
