import { describe, expect, it } from 'vitest';
import { describeConnection, isRedisConnection } from '../../../server/src/queue/connection';

describe('a connection', () => {
  it.each(['redis://localhost', 'rediss://user:pass@cache.example:6380/2', 'redis://[::1]:6379', { host: 'cache' }, {}])(
    'may be %j',
    (connection) => {
      expect(isRedisConnection(connection)).toBe(true);
    }
  );

  it.each(['', 'localhost:6379', 'http://localhost', 'redis://', 7, null, [], new Map(), { host: 'cache', keyPrefix: 'site:' }])(
    'may not be %j',
    (connection) => {
      expect(isRedisConnection(connection)).toBe(false);
    }
  );
});

describe('what is shown of a connection', () => {
  it.each([
    ['redis://localhost', 'redis://localhost'],
    ['rediss://ada:hush@cache.example:6380/2?family=6&password=hush', 'rediss://•@cache.example:6380/2'],
    ['redis://:hush@cache.example', 'redis://•@cache.example'],
    ['redis://hush@cache.example', 'redis://•@cache.example'],
    [{ host: 'cache', password: 'hush', db: 3 }, 'redis://•@cache:6379/3'],
    [{ host: 'cache', port: 6380, username: 'hush', tls: { key: 'hush' } }, 'rediss://•@cache:6380/0'],
    [{ path: '/run/redis.sock' }, 'redis:///run/redis.sock/0'],
    [{}, 'redis://127.0.0.1:6379/0'],
    [
      {
        sentinels: [
          { host: 'a', port: 1 },
          { host: 'b', password: 'hush' },
        ],
        name: 'm',
        sentinelPassword: 'hush',
      },
      'redis://a:1,b:26379/0',
    ],
  ])('says where it is and not who we are: %j', (connection, shown) => {
    expect(describeConnection(connection, '•')).toBe(shown);
    expect(shown).not.toContain('hush');
  });
});
