import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { isRecord } from '../../kernel/expected';
import { PluginError } from '../../kernel/errors';
import type { Strapi } from '../../plugin';
import type { FileRecord } from '../ports';
import type { Uploads } from '../upload/uploads';

/** Where a provider keeps a file; what it adds (`url`, `provider_metadata`) is its own. */
interface StoredAt {
  readonly provider: string;
  readonly hash: string;
  readonly ext: string;
  readonly path: string;
  readonly url?: string;
}

/** What is used of Strapi's upload plugin. */
interface Provider {
  uploadStream?: unknown;
  delete(file: object): Promise<unknown>;
  isPrivate?(): boolean | Promise<boolean>;
  getSignedUrl?(file: object): Promise<{ readonly url: string }>;
}

interface UploadPlugin {
  readonly provider: Provider;
  service(name: 'provider'): { upload(file: object): Promise<void> };
}

/**
 * The folder of form uploads at the provider. Its dot is not for looks: the local provider's folder is public, and what serves it leaves out
 * whatever begins with a dot.
 */
export const UPLOAD_FOLDER = '.form-uploads';
/** Whatever a file is: where it should be served by mistake, it is bytes to be saved. */
const STORED_AS = { ext: '.bin', mime: 'application/octet-stream' } as const;
/** For the beginning of an answer; a large file on a slow line takes as long as it takes. */
const PATIENCE_MS = 30_000;

const readStored = (storage: string): StoredAt => {
  const parsed: unknown = JSON.parse(storage);
  if (!isRecord(parsed) || typeof parsed['hash'] !== 'string') throw new Error(`expected where a file is stored, got ${storage}`);
  return parsed as unknown as StoredAt;
};

/**
 * The bytes of visitors' files, by the upload provider of the site, so that they live where all its uploads live, backups and volumes included.
 * Not by the upload plugin's own service: that would show them to everybody who may see the media library, tell of them in `media.*` events and let
 * an image library loose on them. They have random names of 256 bits, no extension that says anything, and are handed out by us alone.
 */
export const createFileVault = (strapi: Strapi, patienceMs = PATIENCE_MS): Uploads['vault'] => {
  const plugin = (): UploadPlugin => strapi.plugin('upload') as unknown as UploadPlugin;
  const providerName = (): string => String(strapi.config.get('plugin::upload.provider', 'local')).toLowerCase();
  const folder = path.resolve(strapi.dirs.static.public, 'uploads');
  const localPath = ({ hash, ext }: StoredAt): string => path.join(folder, hash + ext);

  const isLocal = ({ provider }: Pick<StoredAt, 'provider'>): boolean => provider === 'local';

  const openRemote = async (stored: StoredAt): Promise<Readable> => {
    const { provider } = plugin();
    const isPrivate = (await provider.isPrivate?.()) ?? false;
    const url = isPrivate && provider.getSignedUrl ? (await provider.getSignedUrl(stored)).url : stored.url;
    if (url === undefined) throw new PluginError('FILE_NOT_FOUND');
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), patienceMs);
    const answer = await fetch(url, { redirect: 'error', signal: patience.signal }).finally(() => clearTimeout(timer));
    if (!answer.ok || answer.body === null) {
      await answer.body?.cancel();
      throw new PluginError('FILE_NOT_FOUND');
    }
    return Readable.fromWeb(answer.body as never);
  };

  return {
    place() {
      const provider = providerName();
      const name = randomBytes(32).toString('hex');
      const hash = isLocal({ provider }) ? `${UPLOAD_FOLDER}/${name}` : name;
      // Providers with folders put it there; the local one knows none.
      return JSON.stringify({ name: name + STORED_AS.ext, hash, ...STORED_AS, path: UPLOAD_FOLDER, folderPath: '/', provider });
    },

    async put({ file, size, place }) {
      const { provider, ...where } = readStored(place);
      if (isLocal({ provider })) await mkdir(path.join(folder, UPLOAD_FOLDER), { recursive: true, mode: 0o700 });
      const given = {
        ...where,
        size: size / 1_000,
        sizeInBytes: size,
        getStream: () => createReadStream(file),
      };
      await plugin().service('provider').upload(given);
      const { getStream: _getStream, ...stored } = given as typeof given & {
        stream?: unknown;
        buffer?: unknown;
        tmpWorkingDirectory?: unknown;
      };
      return JSON.stringify({ ...stored, provider });
    },

    async open(record: FileRecord) {
      const stored = readStored(record.storage);
      if (!isLocal(stored)) return openRemote(stored);
      const file = await open(localPath(stored)).catch(() => {
        throw new PluginError('FILE_NOT_FOUND');
      });
      return file.createReadStream();
    },

    async remove({ storage }) {
      const stored = readStored(storage);
      if (isLocal(stored)) await rm(localPath(stored), { force: true });
      else await plugin().provider.delete(stored);
    },
  };
};
