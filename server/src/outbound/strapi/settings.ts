import type { SettingsView } from '../../../../shared/contracts/delivery';
import { CONFIG_DEFAULTS, type Config } from '../../config/config';
import type { Strapi } from '../../plugin';
import { hasEncryptionKey } from './secrets';

type Option = SettingsView['options'][number];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.join(', ');
  return String(value);
};

const isSame = (value: unknown, fallback: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 && fallback === undefined : value === fallback;

const flatten = (value: Readonly<Record<string, unknown>>, defaults: unknown, prefix = ''): Option[] =>
  Object.entries(value).flatMap(([name, one]) => {
    const fallback = isRecord(defaults) ? defaults[name] : undefined;
    const key = `${prefix}${name}`;
    return isRecord(one) ? flatten(one, fallback, `${key}.`) : [{ key, value: textOf(one), isDefault: isSame(one, fallback) }];
  });

/** The options in force, without the declared webhooks: these have secrets, and a list of their own. */
export const viewOptions = ({ webhooks: _webhooks, ...config }: Config): readonly Option[] => flatten(config, CONFIG_DEFAULTS);

const DATABASES: Readonly<Record<string, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL', mysql: 'MySQL / MariaDB' };

export interface SettingsTools {
  readonly strapi: Strapi;
  readonly config: Config;
  readonly version: string;
  /** What housekeeping did last in this process. */
  readonly purge: () => SettingsView['purge'];
}

/** What the settings page shows. */
export const viewSettings = ({ strapi, config, version, purge }: SettingsTools): SettingsView => {
  const { client } = strapi.db.dialect;
  return {
    version,
    database: DATABASES[client] ?? client,
    hasEncryptionKey: hasEncryptionKey(strapi),
    options: viewOptions(config),
    purge: purge(),
  };
};
