import type { EntryType } from '../event';
import type { Row, Where } from './snapshot';

export const WRITE_ACTIONS = ['create', 'update', 'clone', 'publish', 'unpublish', 'discardDraft', 'delete'] as const;
export type WriteAction = (typeof WRITE_ACTIONS)[number];

/** A call of Strapi's document service, as a middleware sees it. */
export interface DocumentCall {
  readonly uid: string;
  readonly action: WriteAction;
  /** Inner middlewares may exchange them before the call arrives. */
  readonly params: Readonly<Record<string, unknown>>;
}

export const isWrite = (action: string): action is WriteAction => (WRITE_ACTIONS as readonly string[]).includes(action);

/** Which of a document's rows an event is about: the one being worked on (draft, or only row), or the one that is live. */
export type Version = 'working' | 'live';

const VERSION: Readonly<Record<EntryType, readonly Version[]>> = {
  'entry.create': ['working'],
  'entry.update': ['working'],
  'entry.draft-discard': ['working'],
  'entry.publish': ['live'],
  'entry.unpublish': ['live'],
  'entry.delete': ['working', 'live'],
};

const ALWAYS: Readonly<Record<WriteAction, readonly EntryType[]>> = {
  create: ['entry.create'],
  // An update in a locale that the document does not have yet creates that locale.
  update: ['entry.update', 'entry.create'],
  clone: ['entry.create'],
  publish: ['entry.publish'],
  unpublish: ['entry.unpublish'],
  discardDraft: ['entry.draft-discard'],
  delete: ['entry.delete'],
};

/** Every event that the call can cause. A create or update with `status: 'published'` publishes, and never shows it as an action. */
export const possibleTypes = ({ action, params }: DocumentCall, hasDrafts: boolean): readonly EntryType[] => {
  const publishesToo = hasDrafts && params['status'] === 'published' && (action === 'create' || action === 'update');
  return publishesToo ? [...ALWAYS[action], 'entry.publish'] : ALWAYS[action];
};

export const versionsOf = (types: readonly EntryType[]): ReadonlySet<Version> => new Set(types.flatMap((type) => VERSION[type]));

/** Condition on the rows of a document with drafts; without drafts there is one row, and no condition. */
export const whereVersions = (versions: ReadonlySet<Version>): Where => {
  if (versions.size === 2) return {};
  return { publishedAt: versions.has('live') ? { $notNull: true } : { $null: true } };
};

/** What happened to a row that is there after the call; `null`: nothing that makes an event. */
export const typeOf = (action: WriteAction, row: Row, wasThere: boolean, hasDrafts: boolean): EntryType | null => {
  const isLive = hasDrafts && Boolean(row.publishedAt);
  // Publishing and discarding exchange the row, so a row that was there before took no part.
  if (isLive) return wasThere ? null : 'entry.publish';
  if (action === 'discardDraft') return wasThere ? null : 'entry.draft-discard';
  if (action === 'create' || action === 'clone') return wasThere ? null : 'entry.create';
  return wasThere ? 'entry.update' : 'entry.create';
};
