import type { SettingsView } from '../../../../shared/contracts/delivery';
import type { Config } from '../../config/config';
import { describeOptions } from '../../config/options';
import type { Strapi } from '../../plugin';
import { hasEncryptionKey } from './secrets';

const DATABASES: Readonly<Record<string, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL', mysql: 'MySQL / MariaDB' };

export interface SettingsTools {
  readonly strapi: Strapi;
  readonly config: Config;
  readonly version: string;
  /** What housekeeping did last, in any process. */
  readonly purge: () => Promise<SettingsView['purge']>;
}

/** What the settings page shows. */
export const viewSettings = async ({ strapi, config, version, purge }: SettingsTools): Promise<SettingsView> => {
  const { client } = strapi.db.dialect;
  return {
    version,
    database: DATABASES[client] ?? client,
    hasEncryptionKey: hasEncryptionKey(strapi),
    options: describeOptions(config),
    purge: await purge(),
  };
};
