import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { PluginError } from '../../kernel/errors';
import type { Posted, PostedFile } from '../posted';
import { bodyFault } from './body-fault';
import { MOST_FILES, MOST_KEYS, type BodyLimits } from './limits';
import { postedFromPairs } from './pairs-body';
import { readChunks } from './read-bytes';
import type { TempFolder } from './temp-folder';

export interface MultipartTools {
  readonly limits: BodyLimits;
  readonly temp: TempFolder;
  /** Files that a field takes, and how large each may be; `null` for what is no field for files. */
  readonly roomFor: (field: string) => { readonly files: number; readonly bytesPerFile: number } | null;
  readonly honeypot: string;
  /** Hears of each file before its first byte is written, so that whoever cleans up knows it whatever happens. */
  readonly began: (path: string) => void;
}

const tooLarge = (message: string, path = ''): PluginError => bodyFault('BODY_TOO_LARGE', message, path);

/** Parsers of foreign bytes throw what they like. Whatever it is, the body was at fault. */
const asFault = (error: unknown): PluginError =>
  error instanceof PluginError ? error : bodyFault('BODY_UNREADABLE', 'Expected a complete multipart body.');

const createParser = (contentType: string, limits: BodyLimits): BusboyInstance => {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: {
        fieldNameSize: 200,
        fieldSize: limits.maxTextBytes,
        fields: MOST_KEYS,
        files: MOST_FILES,
        parts: MOST_KEYS + MOST_FILES,
        headerPairs: 20,
        headerSize: 8_192,
      },
    });
  } catch {
    throw bodyFault('BODY_TYPE_UNKNOWN', 'Expected `multipart/form-data` with a boundary.');
  }
};

/** What is used of the parser's inside: it tells of each part before it decides what to do with it. */
interface Inside {
  readonly _parser?: { readonly parser?: NodeJS.EventEmitter };
}

/**
 * Refuses a part that the parser leaves out, because it is no field of a form. One that is large never ends: it waits for somebody to read on
 * (measured with 3.2.6, see form-fuzz.test.ts), and no event tells of it. What nobody listens to was left out.
 */
const refuseStrangers = (parser: BusboyInstance, refuse: (fault: PluginError) => void): void => {
  const inside = (parser as unknown as Inside)._parser?.parser;
  inside?.on('part', (part: NodeJS.EventEmitter) => {
    part.on('header', () => {
      if (part.listenerCount('data') > 0 || part.listenerCount('end') > 0) return;
      refuse(bodyFault('BODY_UNREADABLE', 'Expected each part to be a field: `Content-Disposition: form-data; name="…"`.'));
    });
  });
};

/**
 * Reads `multipart/form-data`. Files go to the temporary folder as they come, and each limit is kept while they do: what is too much is never
 * written. A browser sends an empty part for a file field without a file; that is no file.
 */
export const parseMultipartBody = async (stream: Readable, contentType: string, tools: MultipartTools): Promise<Posted> => {
  const { limits, temp, roomFor, honeypot, began } = tools;
  const parser = createParser(contentType, limits);
  const pairs: [string, string][] = [];
  const files: Promise<PostedFile | null>[] = [];
  const counts = new Map<string, number>();
  let textBytes = 0;
  const over = new AbortController();

  const open = new Set<BusboyFileStream>();
  let stop: (error: unknown) => void = () => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = reject;
  });
  stopped.catch(() => undefined);

  refuseStrangers(parser, (fault) => stop(fault));

  const store = async (field: string, part: BusboyFileStream, name: string): Promise<PostedFile | null> => {
    const room = roomFor(field);
    const count = (counts.get(field) ?? 0) + 1;
    if (name) counts.set(field, count);
    if (room && name && count > room.files) throw tooLarge(`Expected at most ${room.files} files.`, field);
    const most = room?.bytesPerFile ?? 0;
    const path = await temp.newPath();
    if (over.signal.aborted) return null;
    began(path);
    const target = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    const written = finished(target);
    written.catch(() => undefined);
    const hash = createHash('sha256');
    let size = 0;
    try {
      for await (const chunk of part as AsyncIterable<Buffer>) {
        size += chunk.length;
        // Where no field takes files, the evaluator will say so; its bytes are of no use to anybody.
        if (room === null) continue;
        if (size > most) throw tooLarge(`Expected a file of at most ${most} bytes.`, field);
        hash.update(chunk);
        if (!target.write(chunk)) await Promise.race([once(target, 'drain'), written]);
      }
    } finally {
      target.end();
      await written.catch(() => undefined);
    }
    await written;
    return size === 0 && !name ? null : { field, name: name ?? '', path, size, digest: hash.digest('hex') };
  };

  parser
    .on('field', (name, value, isNameCut, isValueCut) => {
      textBytes += Buffer.byteLength(name) + Buffer.byteLength(value);
      if (isNameCut || isValueCut || textBytes > limits.maxTextBytes)
        stop(tooLarge(`Expected at most ${limits.maxTextBytes} bytes of text.`));
      else pairs.push([name, value]);
    })
    .on('file', (field, part, name) => {
      open.add(part.on('error', () => undefined).on('close', () => open.delete(part)));
      const stored = store(field, part, name);
      stored.catch((error: unknown) => {
        part.resume();
        stop(error);
      });
      files.push(stored);
    })
    .on('partsLimit', () => stop(tooLarge('Expected fewer parts.')))
    .on('filesLimit', () => stop(tooLarge(`Expected at most ${MOST_FILES} files.`)))
    .on('fieldsLimit', () => stop(tooLarge(`Expected at most ${MOST_KEYS} fields.`)));

  const parsed = new Promise<void>((resolve, reject) => {
    parser.on('finish', () => resolve()).on('error', (error) => reject(asFault(error)));
  });
  parsed.catch(() => undefined);

  const fed = readChunks(stream, {
    maxBytes: limits.maxRequestBytes,
    idleMs: limits.idleMs,
    signal: over.signal,
    take: (chunk) => {
      // The disk may be slower than the network: wait for it, or memory would hold the difference.
      if (!parser.write(chunk)) {
        stream.pause();
        parser.once('drain', () => stream.resume());
      }
    },
  }).then(() => parser.end());
  fed.catch(() => undefined);

  try {
    await Promise.race([Promise.all([fed, parsed]), stopped]);
    const stored = await Promise.race([Promise.all(files), stopped]);
    return postedFromPairs(
      pairs,
      honeypot,
      stored.filter((file) => file !== null)
    );
  } finally {
    over.abort();
    for (const part of open) part.destroy();
    parser.destroy();
    await Promise.allSettled(files);
  }
};
