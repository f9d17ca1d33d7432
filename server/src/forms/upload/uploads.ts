import type { AnswerFault, FormField, FormVersion, StoredFile } from '../../../../shared/contracts/form';
import { sentenceFor, type FaultSentences } from '../../../../shared/forms';
import type { Ids } from '../../kernel/ids';
import type { FileRecord, FileVault } from '../ports';
import type { PostedFile } from '../posted';
import { fileRulesOf } from './file-rules';
import { judgeFile } from './judge-file';
import { safeFileName } from './safe-name';
import type { Sniffed } from './sniff';

/** What is needed to take files in. */
export interface Uploads {
  readonly vault: FileVault & {
    /** Stores the bytes of a file on disk; answers where they are (`FileRecord.storage`). */
    put(what: { readonly file: string; readonly size: number }): Promise<string>;
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

/** Stores files; when one cannot be stored, those before it are removed again. */
export const storeFiles = async (
  files: readonly AcceptedFile[],
  submission: Pick<FileRecord, 'submissionId' | 'formId' | 'createdAt'>,
  vault: Uploads['vault']
): Promise<readonly FileRecord[]> => {
  const stored: FileRecord[] = [];
  try {
    for (const { path, field: fieldKey, ...file } of files) {
      stored.push({ ...file, ...submission, fieldKey, storage: await vault.put({ file: path, size: file.size }) });
    }
    return stored;
  } catch (error) {
    await removeFiles(stored, vault);
    throw error;
  }
};

/** Removes the bytes of files that nothing points to. What cannot be removed now is not worth failing for. */
export const removeFiles = async (files: readonly FileRecord[], vault: Pick<FileVault, 'remove'>): Promise<void> => {
  await Promise.allSettled(files.map((file) => vault.remove(file)));
};
