import zlib from 'node:zlib';

/** Bytes as far as they were read, and whether there was more. */
export interface Cut {
  readonly body: Buffer;
  readonly isTruncated: boolean;
}

// A cut-off stream is the normal case here, hence the flush modes that give what there is.
const INFLATERS: Readonly<Record<string, () => NodeJS.ReadWriteStream & { destroy(): void }>> = {
  gzip: () => zlib.createGunzip({ finishFlush: zlib.constants.Z_SYNC_FLUSH }),
  'x-gzip': () => zlib.createGunzip({ finishFlush: zlib.constants.Z_SYNC_FLUSH }),
  deflate: () => zlib.createInflate({ finishFlush: zlib.constants.Z_SYNC_FLUSH }),
  br: () => zlib.createBrotliDecompress({ finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH }),
};

/**
 * Inflates an answer that came compressed although none was asked for, to at most `limit` bytes: the stream stops being read there, so a
 * bomb costs what is kept and no more. An unknown coding, several of them, or a broken stream leave the bytes as they came.
 */
export const inflate = async (raw: Cut, coding: string, limit: number): Promise<Cut> => {
  const create = INFLATERS[coding.trim().toLowerCase()];
  if (!create || raw.body.length === 0) return raw;
  const stream = create();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    stream.end(raw.body);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > limit) break; // leaving the loop destroys the stream
    }
  } catch {
    if (size === 0) return raw;
  }
  return { body: Buffer.concat(chunks).subarray(0, limit), isTruncated: raw.isTruncated || size > limit };
};
