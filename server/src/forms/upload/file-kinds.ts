/** A kind of file that forms may take. */
export interface FileKind {
  /** As it is kept and handed out. */
  readonly mime: string;
  /** Extensions by which file-type names what it found; empty: it finds nothing in such a file. */
  readonly sniffed: readonly string[];
}

const kind = (mime: string, ...sniffed: string[]): FileKind => ({ mime, sniffed });

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN = 'application/vnd.oasis.opendocument';

/**
 * All that can be taken, by extension in lower case. What is not here cannot be allowed by any field: SVG, HTML and XML run scripts, programs
 * run, and of what cannot be recognised nobody knows what it is. Texts are the exception: nothing can be found in them, so they must look like texts.
 */
export const FILE_KINDS: Readonly<Record<string, FileKind>> = {
  jpg: kind('image/jpeg', 'jpg'),
  jpeg: kind('image/jpeg', 'jpg'),
  png: kind('image/png', 'png', 'apng'),
  gif: kind('image/gif', 'gif'),
  webp: kind('image/webp', 'webp'),
  avif: kind('image/avif', 'avif'),
  heic: kind('image/heic', 'heic'),
  heif: kind('image/heif', 'heic', 'heif'),
  tif: kind('image/tiff', 'tif'),
  tiff: kind('image/tiff', 'tif'),
  bmp: kind('image/bmp', 'bmp'),
  pdf: kind('application/pdf', 'pdf'),
  doc: kind('application/msword', 'cfb'),
  xls: kind('application/vnd.ms-excel', 'cfb'),
  ppt: kind('application/vnd.ms-powerpoint', 'cfb'),
  docx: kind(`${OFFICE}.wordprocessingml.document`, 'docx'),
  xlsx: kind(`${OFFICE}.spreadsheetml.sheet`, 'xlsx'),
  pptx: kind(`${OFFICE}.presentationml.presentation`, 'pptx'),
  odt: kind(`${OPEN}.text`, 'odt'),
  ods: kind(`${OPEN}.spreadsheet`, 'ods'),
  odp: kind(`${OPEN}.presentation`, 'odp'),
  rtf: kind('application/rtf', 'rtf'),
  epub: kind('application/epub+zip', 'epub'),
  zip: kind('application/zip', 'zip'),
  mp3: kind('audio/mpeg', 'mp3'),
  m4a: kind('audio/mp4', 'm4a'),
  wav: kind('audio/wav', 'wav'),
  ogg: kind('audio/ogg', 'ogg', 'oga', 'opus'),
  flac: kind('audio/flac', 'flac'),
  mp4: kind('video/mp4', 'mp4', 'm4v'),
  m4v: kind('video/mp4', 'm4v', 'mp4'),
  mov: kind('video/quicktime', 'mov'),
  webm: kind('video/webm', 'webm'),
  txt: kind('text/plain'),
  csv: kind('text/csv'),
};

/** The kind that a name claims by its last extension; `null` where there is none, or none that can be taken. */
export const claimedKind = (name: string): { readonly extension: string; readonly kind: FileKind } | null => {
  const dot = name.lastIndexOf('.');
  const extension = dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
  return Object.hasOwn(FILE_KINDS, extension) ? { extension, kind: FILE_KINDS[extension]! } : null;
};
