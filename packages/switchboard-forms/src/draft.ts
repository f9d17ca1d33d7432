import type { Answers } from './initial-answers';

/** What survives a reload within one tab. Files do not: browsers keep them to themselves. */
export interface Draft {
  readonly answers: Answers;
  readonly page: string;
  readonly resumeToken: string | null;
  readonly idempotencyKey: string | null;
}

/** Where a draft is kept. */
export interface DraftStore {
  read(): Draft | null;
  write(draft: Draft): void;
  forget(): void;
}

/** In `sessionStorage`: gone with the tab, never sent, and not seen by other tabs. Storage that is full or forbidden keeps nothing. */
export const sessionDraft = (name: string): DraftStore => {
  const attempt = <T>(work: () => T): T | null => {
    try {
      return work();
    } catch {
      return null;
    }
  };
  return {
    read: () => attempt(() => JSON.parse(sessionStorage.getItem(name) ?? 'null') as Draft | null),
    write: (draft) => void attempt(() => sessionStorage.setItem(name, JSON.stringify(draft))),
    forget: () => void attempt(() => sessionStorage.removeItem(name)),
  };
};

/** Keeps nothing. */
export const noDraft: DraftStore = { read: () => null, write: () => undefined, forget: () => undefined };
