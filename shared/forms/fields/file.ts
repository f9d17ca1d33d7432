import type { FormField, StoredFile } from '../../contracts/form';
import type { FieldDescription } from '../field-description';
import { fault, value, type FieldType, type Reading } from '../field-type';
import { decimalSetting, listSetting, numberSetting } from '../settings';

/** What an editor need not set: documents and pictures that open without running anything. */
const USUAL = ['pdf', 'jpg', 'jpeg', 'png', 'webp', 'gif', 'heic', 'doc', 'docx', 'odt', 'txt', 'csv', 'xls', 'xlsx', 'ods'];

/** What runs, where somebody opens it: refused whatever a form allows. */
export const NEVER_ACCEPTED: readonly string[] =
  /* @__PURE__ */ 'ade adp apk app asp aspx bat chm class cmd com config cpl dll dmg exe hta htm html ins iso jar js jse jsp lnk mjs msc msi msp pif php phtml ps1 reg scf scr sct sh shtml svg svgz swf sys url vb vbe vbs vsix ws wsc wsf wsh xhtml xht xml xsl'.split(
    ' '
  );

/** The extension of a file's name in lower case, without the dot; '' when it has none. */
export const extensionOf = (name: string): string => (/\.([^.]{1,20})$/.exec(name)?.[1] ?? '').toLowerCase();

/** The extensions a file field takes, in lower case, without dots. */
export const acceptedExtensions = (field: FormField): readonly string[] => {
  const set = listSetting(field, 'accept').map((one) => one.toLowerCase().replace(/^\./, ''));
  return set.length > 0 ? set : USUAL;
};

/** How many files a field takes, and how large each may be. */
export const fileLimits = (field: FormField): { readonly maxFiles: number; readonly maxBytes: number } => ({
  maxFiles: numberSetting(field, 'maxFiles', 1),
  maxBytes: Math.floor(Number(decimalSetting(field, 'maxSizeMb') || 10) * 1_000_000),
});

/** What is wrong with one file by its name and size; its content is sniffed where it comes in. */
export const fileFault = (
  field: FormField,
  { name, size }: Pick<StoredFile, 'name' | 'size'>
): Extract<Reading, { kind: 'fault' }> | null => {
  const wrong = (code: string, params = {}) => fault(code, { name, ...params }) as Extract<Reading, { kind: 'fault' }>;
  const { maxBytes } = fileLimits(field);
  const accept = acceptedExtensions(field);
  if (!accept.includes(extensionOf(name))) return wrong('file-type', { accept: accept.join(', ') });
  if (size === 0) return wrong('file-empty');
  return size > maxBytes ? wrong('file-too-large', { max: maxBytes / 1_000_000 }) : null;
};

const idOf = (one: unknown): unknown => (typeof one === 'object' && one !== null ? (one as { id?: unknown }).id : one);

/** The uploaded files an answer names; all of them where it names none. */
const chosenFiles = (raw: unknown, files: readonly StoredFile[]): readonly StoredFile[] | null => {
  if (raw === null) return files;
  const ids = (Array.isArray(raw) ? (raw as readonly unknown[]) : [raw]).map(idOf);
  const found = ids.length > files.length ? [] : files.filter(({ id }) => ids.includes(id));
  return found.length === ids.length ? found : null;
};

/** Uploaded files. Answers name them by id and can make up none: what counts is what the server took in. */
export const file: FieldType = {
  type: 'file',
  answers: true,
  isList: () => true,
  readsMissing: true,
  read: (raw, field, { files }) => {
    const chosen = chosenFiles(raw, files);
    if (chosen === null) return fault('not-file');
    const { maxFiles } = fileLimits(field);
    if (chosen.length > maxFiles) return fault('too-many-files', { max: maxFiles });
    for (const one of chosen) {
      const wrong = fileFault(field, one);
      if (wrong) return wrong;
    }
    return value(chosen.map(({ id, name, mime, size }) => ({ id, name, mime, size })));
  },
  control: (field) => ({
    kind: 'file',
    attributes: {
      type: 'file',
      accept: acceptedExtensions(field)
        .map((one) => `.${one}`)
        .join(','),
      ...(fileLimits(field).maxFiles > 1 ? { multiple: true as const } : {}),
    },
  }),
};

export const fileDescription: FieldDescription = {
  type: 'file',
  group: 'file',
  icon: 'MediaField',
  settings: [
    { name: 'accept', kind: 'texts', default: [], max: 50 },
    { name: 'maxFiles', kind: 'whole', default: 1, min: 1, max: 20 },
    { name: 'maxSizeMb', kind: 'decimal', default: 10, min: 0.1, max: 1_000 },
  ],
  checkSettings: (field) =>
    acceptedExtensions(field).flatMap((one, index) => {
      if (!/^[a-z0-9]{1,10}$/.test(one))
        return [
          {
            setting: `accept.${index}`,
            code: 'not-an-extension',
            message: `Expected an extension such as \`pdf\`, got \`${one.slice(0, 60)}\`.`,
          },
        ];
      const message = `Files of type \`${one}\` can run where they are opened; no form takes them.`;
      return NEVER_ACCEPTED.includes(one) ? [{ setting: `accept.${index}`, code: 'never-accepted', message }] : [];
    }),
  schema: (field, of) => {
    const whole = {
      type: 'object',
      properties: { id: { type: 'string' }, name: { type: 'string' }, mime: { type: 'string' }, size: { type: 'integer' } },
      required: of === 'values' ? ['id', 'name', 'mime', 'size'] : ['id'],
    };
    return {
      type: 'array',
      items: of === 'values' ? whole : { anyOf: [{ type: 'string' }, whole] },
      maxItems: fileLimits(field).maxFiles,
    };
  },
};
