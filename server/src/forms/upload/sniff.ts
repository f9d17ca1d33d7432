import { open } from 'node:fs/promises';

/** What was found in a file. */
export interface Sniffed {
  /** The usual extension of what its first bytes are; `null` where nothing was recognised. */
  readonly extension: string | null;
  /** Whether its beginning could be a text: no control characters but those of lines. */
  readonly looksLikeText: boolean;
}

const HEAD_BYTES = 8_192;
/** Also what makes a browser or an office program run something, should it ignore all that it is told. */
const MARKUP = /^\s*(?:<|\{\\rtf|%!ps|#!)/i;

const looksLikeText = (head: Buffer): boolean => {
  for (const byte of head) if (byte === 0 || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false;
  return !MARKUP.test(
    head
      .subarray(0, 512)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
  );
};

/** Looks into a file, whatever its name says. file-type is an ES module, which CommonJS can only import when it is needed. */
export const sniffFile = async (path: string): Promise<Sniffed> => {
  const { fileTypeFromFile } = await import('file-type');
  // A damaged file may end in the middle of what is looked for.
  const found = await fileTypeFromFile(path).catch(() => undefined);
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return { extension: found?.ext ?? null, looksLikeText: looksLikeText(buffer.subarray(0, bytesRead)) };
  } finally {
    await file.close();
  }
};
