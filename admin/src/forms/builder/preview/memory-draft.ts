import type { Draft, DraftStore } from '../../../../../packages/switchboard-forms/src';

/** What was filled in, for as long as the preview is open: a form that is drawn anew goes on where it was. */
export interface MemoryDraft extends DraftStore {
  /** Shows this page next. */
  turnTo(pageId: string): void;
}

const NOTHING: Draft = { answers: {}, page: '', resumeToken: null, idempotencyKey: null };

export const memoryDraft = (): MemoryDraft => {
  let kept: Draft | null = null;
  return {
    read: () => kept,
    write: (draft) => {
      kept = draft;
    },
    forget: () => {
      kept = null;
    },
    turnTo: (page) => {
      kept = { ...(kept ?? NOTHING), page };
    },
  };
};
