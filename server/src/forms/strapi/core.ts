import type { Config } from '../../config/config';
import type { Clock } from '../../kernel/clock';
import type { Ids } from '../../kernel/ids';
import type { Telemetry } from '../../kernel/telemetry';
import type { Transact } from '../../outbound';
import type { Strapi } from '../../plugin';
import type { FormStores } from '../drivers/database';
import type { LiveForms } from '../live-forms';

/** What the parts of the feature are built with, from bootstrap on. */
export interface FormsCore {
  readonly strapi: Strapi;
  readonly config: Config;
  readonly stores: FormStores;
  readonly live: LiveForms;
  /** Runs again, from the start, what lost a race that the database settles; never inside somebody else's transaction. */
  readonly transact: Transact;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly announce: Telemetry['announce'];
}
