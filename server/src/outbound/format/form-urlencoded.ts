import { defineFormat } from './define';
import { pairsOf } from './pairs';

const asText = (value: unknown): string => (value === null ? '' : String(value));

/** The pairs of `key-value` as an HTML form would send them; `null` becomes empty. */
export const formUrlencoded = defineFormat({
  kind: 'form-urlencoded',
  settings: {},
  write: (_format, input) => ({
    body: Buffer.from(new URLSearchParams(pairsOf(input).map(([key, value]) => [key, asText(value)])).toString()),
    contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    headers: {},
  }),
});
