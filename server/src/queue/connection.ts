/** Where Redis is: a URL, or options of ioredis. Holds a password mostly: for no log and no screen. */
export type RedisConnection = string | Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** `redis:` or `rediss:`; `null` for anything else. */
const parseRedisUrl = (text: string): URL | null => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^rediss?:$/.test(url.protocol) && url.hostname !== '' ? url : null;
};

/** A URL of a Redis, or an object of options. No `keyPrefix`: BullMQ does not work with it, and has one of its own. */
export const isRedisConnection = (value: unknown): value is RedisConnection =>
  typeof value === 'string' ? parseRedisUrl(value) !== null : isPlain(value) && !Object.hasOwn(value, 'keyPrefix');

const text = (value: unknown, fallback: string): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : fallback;

/** `redis://••••@cache.internal:6379/0`: where it is, without who we are there. What is not known to be harmless is left out. */
export const describeConnection = (connection: RedisConnection, mask: string): string => {
  if (typeof connection === 'string') {
    const { protocol, host, pathname, username, password } = parseRedisUrl(connection) ?? new URL('redis://unknown');
    return `${protocol}//${username || password ? `${mask}@` : ''}${host}${pathname}`;
  }
  const { host, port, path, db, username, password, tls, sentinels } = connection;
  const who = username || password ? `${mask}@` : '';
  const nodes = Array.isArray(sentinels) ? sentinels : [];
  const where =
    nodes.length > 0
      ? nodes
          .map((node: unknown) => (isPlain(node) ? `${text(node['host'], '127.0.0.1')}:${text(node['port'], '26379')}` : '?'))
          .join(',')
      : typeof path === 'string'
        ? path
        : `${text(host, '127.0.0.1')}:${text(port, '6379')}`;
  return `redis${tls ? 's' : ''}://${who}${where}/${text(db, '0')}`;
};
