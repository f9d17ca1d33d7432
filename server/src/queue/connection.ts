/** Where Redis is: a URL, or options of ioredis. Holds a password mostly: for no log and no screen. */
export type RedisConnection = string | Readonly<Record<string, unknown>>;
