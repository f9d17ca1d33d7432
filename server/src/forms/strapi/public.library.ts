import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Context } from 'koa';

/** Beside the bundled server, where the build puts what browsers load. */
const FOLDER = path.join(__dirname, '../forms');

const SCRIPT = 'text/javascript; charset=utf-8';

const FILES = {
  'forms.js': { file: 'switchboard-forms.js', type: SCRIPT },
  // Loaded by the first, by these names, for forms that ask for them.
  'forms-more.js': { file: 'forms-more.js', type: SCRIPT },
  'forms-proof-of-work.js': { file: 'forms-proof-of-work.js', type: SCRIPT },
  'forms-captcha.js': { file: 'forms-captcha.js', type: SCRIPT },
  'forms.css': { file: 'switchboard-forms.css', type: 'text/css; charset=utf-8' },
} as const;
/** What a site loads from here to show forms. */
export type LibraryFile = keyof typeof FILES;

/** In the order of our preference: browsers name gzip first and take all alike. Strapi compresses nothing by itself, and every visitor of a form loads these. */
const CODINGS = {
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
  identity: (bytes: Buffer) => Promise.resolve(bytes),
} as const;
type Coding = keyof typeof CODINGS;

interface Loaded {
  readonly bytes: Buffer;
  /** Of its own for each coding: they are not the same bytes. */
  readonly etag: string;
}

const encode = async (plain: Buffer, coding: Coding): Promise<Loaded> => {
  const name = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  return { bytes: await CODINGS[coding](plain), etag: coding === 'identity' ? `"${name}"` : `"${name}-${coding}"` };
};

/** Serves the browser library as it was built, compressed once. It changes with the plugin's version only, which the ETag tells. */
export const createLibrary = () => {
  const loaded = new Map<string, Promise<Loaded | null>>();
  const load = async (name: LibraryFile, coding: Coding): Promise<Loaded | null> => {
    const plain = await readFile(path.join(FOLDER, FILES[name].file)).catch(() => null);
    return plain && encode(plain, coding);
  };

  return (name: LibraryFile) =>
    async (ctx: Context): Promise<void> => {
      const coding = (Object.keys(CODINGS) as Coding[]).find((one) => ctx.acceptsEncodings(one) === one) ?? 'identity';
      const key = `${name} ${coding}`;
      const loading = loaded.get(key) ?? load(name, coding);
      loaded.set(key, loading);
      const found = await loading;
      if (found === null) return ctx.throw(404);
      ctx.vary('Accept-Encoding');
      ctx.set('ETag', found.etag);
      ctx.set('Cache-Control', 'public, max-age=300');
      // Sites on other origins load it: Strapi's own header would forbid them.
      ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
      ctx.type = FILES[name].type;
      // Also for who asks with `no-cache`, which wants to be sure, not to load it again.
      if (ctx.get('if-none-match').includes(found.etag)) {
        ctx.status = 304;
        return;
      }
      if (coding !== 'identity') ctx.set('Content-Encoding', coding);
      ctx.body = found.bytes;
    };
};
