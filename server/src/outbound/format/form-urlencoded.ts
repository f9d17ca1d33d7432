import { defineFormat } from './define';
import { pairsOf } from './pairs';
import { spread } from './submission';

const asText = (value: unknown): string => (value === null ? '' : String(value));

/** The pairs of `key-value` as an HTML form would send them: several values under one name, `null` as empty text. */
export const formUrlencoded = defineFormat({
  kind: 'form-urlencoded',
  settings: {},
  write: (_format, input) => ({
    body: Buffer.from(new URLSearchParams(spread(pairsOf(input)).map(([key, value]) => [key, asText(value)])).toString()),
    contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    headers: {},
  }),
});
