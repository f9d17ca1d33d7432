import { objectOf } from './content';
import { submissionIn } from '../submission';
import type { FormatInput } from './define';
import { submissionPairs } from './submission';

export type Pair = readonly [key: string, value: unknown];

const flatten = (value: unknown, path: string): readonly Pair[] => {
  if (typeof value !== 'object' || value === null) return [[path, value ?? null]];
  const below = Object.entries(value);
  // An empty list or object has no pair of its own; `null` keeps its place, so that a receiver sees the key.
  if (below.length === 0) return [[path, null]];
  return below.flatMap(([name, one]) => flatten(one, path === '' ? name : `${path}.${name}`));
};

/**
 * An event as pairs in field order: the object of the `json` format flattened by path, list elements by their index from 0, as in
 * `entry.title`, `entry.tags.0.name`. Empty lists and objects become `null`. A submission's answers are not flattened.
 */
export const pairsOf = ({ event, payload, webhook }: FormatInput): readonly Pair[] => {
  const submission = submissionIn(payload.own);
  return submission ? submissionPairs(submission, webhook.submissions) : flatten(objectOf(event, payload), '');
};
