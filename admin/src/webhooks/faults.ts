import type { FormErrors } from '@strapi/strapi/admin';

import type { Fault } from '../api/faults';
import type { Draft } from './draft';

type Tree = { [key: string]: Tree | string };

const plant = (tree: Tree, [first = '', ...rest]: readonly string[], message: string): void => {
  const there = tree[first];
  // A sentence about a whole part hides those about its pieces, and the first sentence of a field the later ones.
  if (typeof there === 'string') return;
  if (rest.length === 0) tree[first] = there ?? message;
  else {
    const branch: Tree = there ?? {};
    tree[first] = branch;
    plant(branch, rest, message);
  }
};

/** Indices become lists, because Strapi's forms look for lists where the values are lists. */
const withLists = (node: Tree | string): unknown => {
  if (typeof node === 'string') return node;
  const keys = Object.keys(node);
  if (keys.length === 0 || !keys.every((key) => /^\d+$/.test(key))) {
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, withLists(child)]));
  }
  const list: unknown[] = [];
  for (const [key, child] of Object.entries(node)) list[Number(key)] = withLists(child);
  return list;
};

/** Faults in the shape of the draft, as Strapi's forms want them. */
export const formErrorsOf = (faults: readonly Fault[]): FormErrors<Draft> => {
  const tree: Tree = {};
  const byDepth = [...faults].sort((a, b) => a.path.split('.').length - b.path.split('.').length);
  for (const { path, message } of byDepth) plant(tree, path.split('.'), message);
  return withLists(tree) as FormErrors<Draft>;
};
