import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford's base 32: sorts like its number, no I L O U

/** Fills a buffer with chance; an argument, so that tests can repeat it. */
export type Chance = (bytes: number) => Buffer;

const encodeTime = (ms: number): string => {
  let rest = ms;
  let text = '';
  for (let i = 0; i < 10; i += 1) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
};

const encodeChance = (bytes: Buffer): string => {
  let text = '';
  for (const byte of bytes) text += ALPHABET[byte % 32];
  return text;
};

/** The smallest id of that prefix and instant: turns a time range into an id range. `ms` is since the Unix epoch. */
export const firstIdAt = (prefix: string, ms: number): string => `${prefix}_${encodeTime(ms)}${'0'.repeat(16)}`;

/** The instant at which an id was made, milliseconds since the Unix epoch; `NaN` for a text that is no id. */
export const timeOfId = (id: string): number => {
  const time = /_([0-9A-HJKMNP-TV-Z]{10})[0-9A-HJKMNP-TV-Z]{16}$/.exec(id)?.[1];
  return time === undefined ? NaN : [...time].reduce((ms, digit) => ms * 32 + ALPHABET.indexOf(digit), 0);
};

/**
 * Makes ids such as `evt_01KB…`: a prefix, 48 bits of time and 80 bits of chance (https://github.com/ulid/spec). Ids of one maker sort
 * in the order they were made, also within a millisecond and when the clock steps back.
 */
export const createIds = (now: () => number, chance: Chance = randomBytes) => {
  let lastMs = 0;
  let lastChance = Buffer.alloc(16);
  return (prefix: string): string => {
    const ms = now();
    if (ms > lastMs) {
      lastMs = ms;
      lastChance = Buffer.from(chance(16).map((byte) => byte % 32));
      lastChance[0]! %= 16; // room to count up
    } else {
      for (let i = 15; i >= 0; i -= 1) {
        lastChance[i] = (lastChance[i]! + 1) % 32;
        if (lastChance[i] !== 0) break;
      }
    }
    return `${prefix}_${encodeTime(lastMs)}${encodeChance(lastChance)}`;
  };
};

export type Ids = ReturnType<typeof createIds>;
