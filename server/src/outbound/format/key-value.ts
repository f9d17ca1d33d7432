import { defineFormat, jsonBody } from './define';
import { pairsOf } from './pairs';

/** A bare array of `{ "key", "value" }`, values keep their JSON type: for receivers that load rows or do not know the fields. */
export const keyValue = defineFormat({
  kind: 'key-value',
  settings: {},
  write: (_format, input) => jsonBody(pairsOf(input).map(([key, value]) => ({ key, value }))),
});
