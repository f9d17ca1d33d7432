import type { AnswerFault, FormField, FormVersion, StoredFile } from '../../../../shared/contracts/form';
import { sentenceFor, type FaultSentences } from '../../../../shared/forms';
import type { Ids } from '../../kernel/ids';
import type { FileRecord, FileStore, FileVault } from '../ports';
import type { PostedFile } from '../posted';
import { fileRulesOf } from './file-rules';
import { judgeFile } from './judge-file';
import { safeFileName } from './safe-name';
import type { Sniffed } from './sniff';

/** What is needed to take files in. */
export interface Uploads {
  readonly vault: FileVault & {
    /** Where a new file will be (`FileRecord.storage`), before anything is. */
    place(): string;
    /** Stores the bytes of a file on disk there; answers where they are, which the provider may have added to. */
    put(what: { readonly file: string; readonly size: number; readonly place: string }): Promise<string>;
  };
  readonly sniff: (path: string) => Promise<Sniffed>;
  readonly ids: Ids;
  /** No field takes larger files than this. */
  readonly maxFileBytes: number;
}

/** A file that may be kept, but is not yet. */
export interface AcceptedFile extends StoredFile {
  readonly field: string;
  /** In the temporary folder. */
  readonly path: string;
}

export interface JudgedFiles {
  readonly accepted: readonly AcceptedFile[];
  readonly faults: readonly AnswerFault[];
}

const MEGABYTE = 1_000_000;

/**
 * Looks at what was posted for each field. Files for what is no field of the form have no say here: their keys are unknown, which the evaluator
 * says. How many a field takes is the evaluator's to judge, too.
 */
export const judgeFiles = async (
  files: readonly PostedFile[],
  { definition }: Pick<FormVersion, 'definition'>,
  { sniff, ids, maxFileBytes }: Omit<Uploads, 'vault'>,
  sentences: FaultSentences
): Promise<JudgedFiles> => {
  const fields = new Map<string, FormField>(definition.pages.flatMap((page) => page.fields).map((field) => [field.key, field]));
  const accepted: AcceptedFile[] = [];
  const faults: AnswerFault[] = [];
  for (const posted of files) {
    const field = fields.get(posted.field);
    const rules = field && fileRulesOf(field, maxFileBytes);
    if (!field || !rules) continue;
    const name = safeFileName(posted.name);
    const verdict = judgeFile({ name, size: posted.size }, await sniff(posted.path), rules);
    if (verdict.kind === 'good') {
      accepted.push({ id: ids('fil'), name, mime: verdict.mime, size: posted.size, field: posted.field, path: posted.path });
    } else {
      const params = {
        name,
        max: Math.floor(rules.maxBytes / MEGABYTE),
        accept: rules.extensions.map((one) => `.${one}`).join(', '),
      };
      faults.push({
        path: posted.field,
        code: verdict.code,
        message: sentenceFor({ kind: 'fault', code: verdict.code, params }, field, sentences),
      });
    }
  }
  return { accepted, faults };
};

/** Bytes and their list. */
export interface FileTools {
  readonly vault: Uploads['vault'];
  readonly files: Pick<FileStore, 'insert' | 'remove'>;
}

/**
 * Stores files; when one cannot be stored, those before it are removed again. They are listed as nobody's first, and become those of their
 * submission in its transaction.
 */
export const storeFiles = async (
  accepted: readonly AcceptedFile[],
  submission: Pick<FileRecord, 'submissionId' | 'formId' | 'createdAt'>,
  tools: FileTools
): Promise<readonly FileRecord[]> => {
  const { vault, files } = tools;
  const records = accepted.map(({ path: _path, field: fieldKey, ...file }): FileRecord => ({
    ...file,
    ...submission,
    fieldKey,
    storage: vault.place(),
  }));
  await files.insert(
    records.map((record) => ({ ...record, submissionId: '' })),
    null
  );
  const stored: FileRecord[] = [];
  try {
    for (const [i, { path: file, size }] of accepted.entries())
      stored.push({ ...records[i]!, storage: await vault.put({ file, size, place: records[i]!.storage }) });
    return stored;
  } catch (error) {
    await discardOrLeave([...stored, ...records.slice(stored.length)], tools);
    throw error;
  }
};

/** Removes the bytes of files that are nobody's, and then their rows. What cannot be removed now is left to the purge. Answers how many are gone. */
export const discardFiles = async (
  list: readonly FileRecord[],
  { vault, files }: { readonly vault: Pick<FileVault, 'remove'>; readonly files: Pick<FileStore, 'remove'> }
): Promise<number> => {
  const results = await Promise.allSettled(list.map((file) => vault.remove(file)));
  const gone = list.filter((_, i) => results[i]!.status === 'fulfilled').map(({ id }) => id);
  await files.remove(gone, null);
  return gone.length;
};

/** The same beside something that matters more: a submission that is stored, or why it was not. All of it is left to the purge when need be. */
export const discardOrLeave = async (list: readonly FileRecord[], tools: FileTools): Promise<void> => {
  await discardFiles(list, tools).catch(() => 0);
};
