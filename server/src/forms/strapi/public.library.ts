import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Context } from 'koa';

/** Beside the bundled server, where the build puts what browsers load. */
const FOLDER = path.join(__dirname, '../forms');

const SCRIPT = 'text/javascript; charset=utf-8';

const FILES = {
  'forms.js': { file: 'switchboard-forms.js', type: SCRIPT },
  // Loaded by the first, by these names, for forms that ask for them.
  'forms-proof-of-work.js': { file: 'forms-proof-of-work.js', type: SCRIPT },
  'forms-captcha.js': { file: 'forms-captcha.js', type: SCRIPT },
  'forms.css': { file: 'switchboard-forms.css', type: 'text/css; charset=utf-8' },
} as const;
/** What a site loads from here to show forms. */
export type LibraryFile = keyof typeof FILES;

interface Loaded {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** Serves the browser library as it was built. It changes with the plugin's version only, which the ETag tells. */
export const createLibrary = () => {
  const loaded = new Map<LibraryFile, Promise<Loaded | null>>();
  const load = async (name: LibraryFile): Promise<Loaded | null> => {
    const bytes = await readFile(path.join(FOLDER, FILES[name].file)).catch(() => null);
    return bytes && { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
  };

  return (name: LibraryFile) =>
    async (ctx: Context): Promise<void> => {
      const loading = loaded.get(name) ?? load(name);
      loaded.set(name, loading);
      const found = await loading;
      if (found === null) return ctx.throw(404);
      ctx.set('ETag', found.etag);
      ctx.set('Cache-Control', 'public, max-age=300');
      // Sites on other origins load it: Strapi's own header would forbid them.
      ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
      ctx.type = FILES[name].type;
      // Also for who asks with `no-cache`, which wants to be sure, not to load it again.
      if (ctx.get('if-none-match').includes(found.etag)) ctx.status = 304;
      else ctx.body = found.bytes;
    };
};
