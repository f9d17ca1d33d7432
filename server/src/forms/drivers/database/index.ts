import type { Ids } from '../../../kernel/ids';
import { createTurnStore, type Database } from '../../../outbound';
import { createCountStore } from './count-store';
import { createFileStore } from './file-store';
import { createGuardStore } from './guard-store';
import { createHeadStore } from './head-store';
import { createInbox } from './inbox';
import { createSubmissionStore } from './submission-store';
import { createVersionStore } from './version-store';

/** The stores of forms in the database at hand. Outbound's migrations have made their tables, Strapi those of the content types. */
export const createFormStores = (database: Database, ids: Ids) => ({
  heads: createHeadStore(database),
  versions: createVersionStore(database),
  submissions: createSubmissionStore(database),
  inbox: createInbox(database),
  files: createFileStore(database),
  guards: createGuardStore(database, ids),
  counts: createCountStore(database),
  turns: createTurnStore(database),
  /** The database's clock, milliseconds since the epoch. */
  now: () => database.now(database.knex),
});

export type FormStores = ReturnType<typeof createFormStores>;
