const MOST_CHARACTERS = 100;

/** Path parts, control and format characters (which can turn the direction of a text round), and what file systems refuse. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Surrogate}<>:"/\\|?*]/gu;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A file's name as it may be shown and saved: the last part of a path, with one extension at its end. It is only ever shown; bytes are
 * stored under a name of our own.
 */
export const safeFileName = (given: string): string => {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const name = last.replace(UNSAFE, '').replace(/\s+/g, ' ').trim();
  const dot = name.lastIndexOf('.');
  const extension = (dot < 0 ? '' : name.slice(dot + 1))
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 10);
  // Some servers run `evil.php.jpg` because of its middle.
  const stem = (dot < 0 ? name : name.slice(0, dot)).replaceAll('.', '_').replace(/^[\s_-]+/, '');
  const short = [...stem].slice(0, MOST_CHARACTERS).join('').trim();
  const sound = short === '' ? 'file' : RESERVED.test(short) ? `_${short}` : short;
  return extension === '' ? sound : `${sound}.${extension}`;
};
