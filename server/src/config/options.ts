import type { SettingsView } from '../../../shared/contracts/delivery';
import { MASK } from '../../../shared/contracts/webhook';
import { describeConnection } from '../queue/connection';
import { CONFIG_DEFAULTS, type Config } from './config';

type Option = SettingsView['options'][number];

const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const leavesOf = (value: unknown, path: readonly string[]): readonly (readonly [readonly string[], unknown])[] =>
  isBranch(value) ? Object.entries(value).flatMap(([name, one]) => leavesOf(one, [...path, name])) : [[path, value]];

const defaultAt = (path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => (isBranch(value) && Object.hasOwn(value, name) ? value[name] : undefined), CONFIG_DEFAULTS);

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value));

const isSecret = (path: readonly string[]): boolean => /^(?:metrics\.token|forms\.captcha\.\w+\.secret)$/.test(path.join('.'));

const hidden = (path: readonly string[], value: unknown): unknown => (isSecret(path) && value !== null ? MASK : value);

/**
 * The options in force, for the settings page: `delivery.maxInFlight`, `500`, as by default. Of declared webhooks the keys alone: their
 * headers, authentication and secrets are nobody's business here.
 */
export const describeOptions = ({ webhooks, queue, ...config }: Config): readonly Option[] => {
  const keys = Object.keys(webhooks);
  const connection = queue.connection && describeConnection(queue.connection, MASK);
  return [
    ...leavesOf({ ...config, queue: { ...queue, connection } }, []).map(([path, value]) => ({
      key: path.join('.'),
      value: textOf(hidden(path, value)),
      isDefault: Array.isArray(value) ? value.length === 0 : value === defaultAt(path),
    })),
    { key: 'webhooks', value: keys.join(', '), isDefault: keys.length === 0 },
  ];
};
