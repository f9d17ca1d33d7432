import { claimedKind } from './file-kinds';
import type { Sniffed } from './sniff';

/** What a field takes. */
export interface FileRules {
  /** Extensions in lower case, without the dot. */
  readonly extensions: readonly string[];
  readonly maxBytes: number;
}

export type FileVerdict =
  | { readonly kind: 'good'; readonly mime: string }
  | { readonly kind: 'bad'; readonly code: 'file-type' | 'file-too-large' | 'file-empty' };

/** Whether a file may be kept: its extension is allowed, and what is in it is what its extension says. */
export const judgeFile = (
  file: { readonly name: string; readonly size: number },
  sniffed: Sniffed,
  rules: FileRules
): FileVerdict => {
  const claimed = claimedKind(file.name);
  if (claimed === null || !rules.extensions.includes(claimed.extension)) return { kind: 'bad', code: 'file-type' };
  if (file.size === 0) return { kind: 'bad', code: 'file-empty' };
  if (file.size > rules.maxBytes) return { kind: 'bad', code: 'file-too-large' };
  const { mime, sniffed: expected } = claimed.kind;
  const agrees =
    expected.length === 0
      ? sniffed.extension === null && sniffed.looksLikeText
      : sniffed.extension !== null && expected.includes(sniffed.extension);
  return agrees ? { kind: 'good', mime } : { kind: 'bad', code: 'file-type' };
};
